import { type Day, type Frequency, periodEnd } from "@/lib/kernel/period";
import type { ReadPeriod } from "./read-period";

const dayAt = (year: number, month: number, day: number): Day =>
  new Date(Date.UTC(year, month, day)).toISOString().slice(0, 10);

/** The regular first day of the period in which a day lies. */
export function startOf(day: Day, frequency: Frequency): Day {
  const [year, month] = [Number(day.slice(0, 4)), Number(day.slice(5, 7)) - 1];
  switch (frequency) {
    case "day":
    case "week":
      return day;
    case "month":
      return dayAt(year, month, 1);
    case "quarter":
      return dayAt(year, month - (month % 3), 1);
    case "half":
      return dayAt(year, month < 6 ? 0 : 6, 1);
    case "year":
      return dayAt(year, 0, 1);
  }
}

/**
 * The first day of the period of a frequency that a text stands for. A day stands for the period of which it is the
 * first or the last day; any other day is more exact than the measure. Returns a reason where it stands for none; a
 * company's own quarter stands for none by itself.
 */
export function periodOf(
  found: Pick<ReadPeriod, "start" | "frequency" | "fiscal">,
  frequency: Frequency,
): { start: Day } | { reason: string } {
  if (found.fiscal !== undefined && found.frequency !== "year")
    return { reason: `is a fiscal ${found.frequency}, and which months it has depends on the company` };
  if (found.frequency === frequency || (found.frequency === "day" && frequency === "week"))
    return { start: found.start };
  if (found.frequency !== "day") return { reason: `is a ${found.frequency}, and the measure is kept by ${frequency}` };
  const start = startOf(found.start, frequency);
  if (found.start === start || found.start === periodEnd(start, frequency)) return { start };
  return { reason: `is neither the first nor the last day of a ${frequency}` };
}
