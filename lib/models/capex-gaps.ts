import { dayAfter } from "@/lib/kernel/days";
import { periodEnd, periodLabel } from "@/lib/kernel/period";
import { quartersThrough } from "./capex-calendar";

/** By so many days after its end most companies have reported a quarter. */
const REPORTED_WITHIN_DAYS = 45;

const quarterOf = (day: string): string =>
  `${day.slice(0, 4)}-${String(3 * Math.floor((Number(day.slice(5, 7)) - 1) / 3) + 1).padStart(2, "0")}-01`;

/** The newest calendar quarter, by its first day, that companies should have reported by a day. */
export function dueQuarter(day: string): string {
  const settled = new Date(Date.parse(day) - REPORTED_WITHIN_DAYS * 86_400_000).toISOString().slice(0, 10);
  // The quarter before the one in which that day lies: it had ended by then.
  const start = quarterOf(settled);
  return quarterOf(new Date(Date.parse(start) - 86_400_000).toISOString().slice(0, 10));
}

/** The calendar quarters from the first known one through `through` of which nothing is known, in runs. */
export function missingRuns(known: ReadonlySet<string>, through: string): string[][] {
  const first = [...known].toSorted()[0];
  if (first === undefined) return [];
  const runs: string[][] = [];
  for (const start of quartersThrough([first, through > first ? through : first])) {
    if (known.has(start)) continue;
    const last = runs.at(-1);
    const follows = last && dayAfter(periodEnd(last.at(-1) ?? "", "quarter")) === start;
    if (follows) last.push(start);
    else runs.push([start]);
  }
  return runs;
}

/** Runs of quarters in words: `2023Q1 to 2024Q2, 2025Q1`. */
export const runWords = (runs: readonly (readonly string[])[]): string =>
  runs
    .map((run) => {
      const [first, last] = [run[0] ?? "", run.at(-1) ?? ""].map((start) => periodLabel(start, "quarter"));
      return first === last ? first : `${first} to ${last}`;
    })
    .join(", ");
