import { Day, type Frequency, periodEnd } from "@/lib/kernel/period";
import { readPeriod, type ReadPeriod } from "@/lib/studio/grid/read-period";

/** Which part of `03/04/2026` is the day; null where nobody has said and the file does not show. */
export type DateOrder = "dmy" | "mdy" | null;

const two = (text: string): string => text.padStart(2, "0");
const fullYear = (text: string): string => (text.length === 2 ? `20${text}` : text);

/** A day written in numbers as `2026-11-03`; anything else as it is. Points always part day, month and year. */
function asIsoDay(text: string, order: DateOrder): string {
  const match = /^(\d{1,2})([./-])(\d{1,2})\2((?:20)?\d{2})$/.exec(text);
  if (!match) return text.replace(/^(\d{4})\/(\d{1,2})\/(\d{1,2})$/, "$1-$2-$3");
  const [, first = "", sign, second = "", year = ""] = match;
  if (sign !== "." && order === null) return text;
  const [day, month] = sign === "." || order === "dmy" ? [first, second] : [second, first];
  return `${fullYear(year)}-${two(month)}-${two(day)}`;
}

/** Reads a period, or a day that may stand for the period it is in: as the grid reads it, and days in numbers. */
export function readPeriodText(text: string, order: DateOrder): ReadPeriod | null {
  return readPeriod(asIsoDay(text.trim().replace(/[\u2010-\u2015]/g, "-"), order));
}

/** What a text says about the order of day and month: an order, `either` where it could be both, null where nothing. */
export function dateOrderOf(text: string): "dmy" | "mdy" | "either" | null {
  const match = /^\s*(\d{1,2})([/-])(\d{1,2})\2(?:20)?\d{2}\s*$/.exec(text);
  if (!match) return null;
  const [first, second] = [Number(match[1]), Number(match[3])];
  if (first === second) return null;
  if (first > 12) return second > 12 ? null : "dmy";
  return second > 12 ? "mdy" : "either";
}

const START: Record<Frequency, (day: Day) => Day> = {
  day: (one) => one,
  week: (one) => one,
  month: (one) => `${one.slice(0, 7)}-01`,
  quarter: (one) => `${one.slice(0, 5)}${two(String(Math.floor((Number(one.slice(5, 7)) - 1) / 3) * 3 + 1))}-01`,
  half: (one) => `${one.slice(0, 5)}${Number(one.slice(5, 7)) < 7 ? "01" : "07"}-01`,
  year: (one) => `${one.slice(0, 4)}-01-01`,
};

type Period = Pick<ReadPeriod, "start" | "frequency">;

/**
 * The first day of the period of a frequency that a text stands for. A day stands for the period of which it is the
 * first or the last day; any other day is more exact than the measure. Returns a reason where it stands for none.
 */
export function periodOf(found: Period, frequency: Frequency): { start: Day } | { reason: string } {
  if (found.frequency === frequency || (found.frequency === "day" && frequency === "week"))
    return { start: found.start };
  if (found.frequency !== "day") return { reason: `is a ${found.frequency}, and the measure is kept by ${frequency}` };
  const start = START[frequency](found.start);
  if (found.start === start || found.start === periodEnd(start, frequency)) return { start };
  return { reason: `is neither the first nor the last day of a ${frequency}` };
}
