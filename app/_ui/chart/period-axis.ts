import { type Frequency, periodEnd, periodLabel } from "@/lib/kernel/period";

const PERIODS_MOST = 600;
const DAY_MS = 86_400_000;

/** The instant at which a day starts, UTC, or null where the text is not a day. */
export function dayNumber(day: string): number | null {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(day)) return null;
  const time = Date.parse(`${day}T00:00:00Z`);
  return Number.isNaN(time) ? null : time;
}

function frequencyOf(days: readonly string[]): Frequency | null {
  if (days.every((day) => day.endsWith("-01-01"))) return "year";
  if (days.every((day) => /-(?:01|04|07|10)-01$/.test(day))) return "quarter";
  return days.every((day) => day.endsWith("-01")) ? "month" : null;
}

export type PeriodAxis = {
  labels: string[];
  nameOf: (day: string) => string;
  /** Which period a day lies in; null outside. */
  placeOf: (day: string) => number | null;
};

/**
 * The unbroken row of months, quarters or years that days are the first days of.
 * Null where they are not, or are fewer than three: two days may be anything.
 */
export function periodAxis(days: readonly string[]): PeriodAxis | null {
  const known = [...new Set(days.filter((day) => dayNumber(day) !== null))].toSorted();
  const frequency = known.length >= 3 ? frequencyOf(known) : null;
  const [first, last] = [known[0], known.at(-1)];
  if (!frequency || first === undefined || last === undefined) return null;
  const starts: string[] = [];
  for (let day = first; day <= last;) {
    if (starts.length === PERIODS_MOST) return null;
    starts.push(day);
    day = new Date(Date.parse(periodEnd(day, frequency)) + DAY_MS).toISOString().slice(0, 10);
  }
  const nameOf = (day: string) => periodLabel(day, frequency);
  const end = periodEnd(last, frequency);
  const placeOf = (day: string) =>
    dayNumber(day) === null || day < first || day > end ? null : starts.findLastIndex((start) => start <= day);
  return { labels: starts.map(nameOf), nameOf, placeOf };
}
