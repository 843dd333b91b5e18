import { z } from "zod";

export const Frequency = z.enum(["day", "week", "month", "quarter", "half", "year"]);
export type Frequency = z.infer<typeof Frequency>;

/** The days between which everything lies that the store keeps. */
export const FIRST_DAY = "1900-01-01";
export const LAST_DAY = "2199-12-31";

/** A calendar day, `2026-07-01`, that exists and that the store can keep. A period is stored as its first day. */
export const Day = z.iso
  .date("a day is written YYYY-MM-DD")
  .refine((day) => day >= FIRST_DAY && day <= LAST_DAY, "a day lies between the years 1900 and 2199");
export type Day = string;

const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

const iso = (year: number, month: number, day: number): Day =>
  new Date(Date.UTC(year, month, day)).toISOString().slice(0, 10);

const parts = (day: Day) => ({
  year: Number(day.slice(0, 4)),
  month: Number(day.slice(5, 7)) - 1,
  day: Number(day.slice(8, 10)),
});

const GRAMMAR: readonly { frequency: Frequency; pattern: RegExp; start: (m: RegExpMatchArray) => Day }[] = [
  { frequency: "day", pattern: /^(\d{4})-(\d{2})-(\d{2})$/, start: (m) => m[0] },
  { frequency: "month", pattern: /^(\d{4})-(0[1-9]|1[0-2])$/, start: (m) => `${m[0]}-01` },
  { frequency: "quarter", pattern: /^(\d{4})-?Q([1-4])$/, start: (m) => iso(Number(m[1]), (Number(m[2]) - 1) * 3, 1) },
  { frequency: "half", pattern: /^(\d{4})-?H([12])$/, start: (m) => iso(Number(m[1]), (Number(m[2]) - 1) * 6, 1) },
  { frequency: "year", pattern: /^(\d{4})$/, start: (m) => `${m[1]}-01-01` },
];

/**
 * Reads a period as people write it: `2026-07-15`, `2026-07`, `2026Q3`, `2026-H1`, `2026`.
 * Returns its first day and frequency, or null where the text is not a period.
 */
export function parsePeriod(text: string): { start: Day; frequency: Frequency } | null {
  for (const { frequency, pattern, start } of GRAMMAR) {
    const match = text.match(pattern);
    if (!match) continue;
    const first = start(match);
    return Day.safeParse(first).success ? { start: first, frequency } : null;
  }
  return null;
}

/** The last day of the period that starts on `start`. */
export function periodEnd(start: Day, frequency: Frequency): Day {
  const { year, month, day } = parts(start);
  switch (frequency) {
    case "day":
      return start;
    case "week":
      return iso(year, month, day + 6);
    case "month":
      return iso(year, month + 1, day - 1);
    case "quarter":
      return iso(year, month + 3, day - 1);
    case "half":
      return iso(year, month + 6, day - 1);
    case "year":
      return iso(year + 1, month, day - 1);
  }
}

/** How the field writes a period: `2026Q3`, `1H26`, `Nov-26`, `2026`, `2026-11-20`. */
export function periodLabel(start: Day, frequency: Frequency): string {
  const { year, month } = parts(start);
  switch (frequency) {
    case "day":
    case "week":
      return start;
    case "month":
      return `${MONTHS[month]}-${start.slice(2, 4)}`;
    case "quarter":
      return `${year}Q${Math.floor(month / 3) + 1}`;
    case "half":
      return `${month < 6 ? 1 : 2}H${start.slice(2, 4)}`;
    case "year":
      return String(year);
  }
}

/**
 * The calendar quarter in which most of a fiscal quarter lies: the one that holds its middle day.
 * A quarter to the end of January belongs to the fourth quarter of the year before.
 */
export function calendarQuarter(start: Day, end: Day): string {
  const middle = new Date((Date.parse(start) + Date.parse(end)) / 2).toISOString().slice(0, 10);
  return periodLabel(middle, "quarter");
}

/** `FQ3 2026 (Jul-26)`: the fiscal label of a period with the month in which it ends. */
export function fiscalLabel(label: string, end: Day): string {
  const match = label.match(/^FY(\d{4})(?:-?Q([1-4]))?$/);
  const { month } = parts(end);
  const ends = `${MONTHS[month]}-${end.slice(2, 4)}`;
  if (!match) return `${label} (${ends})`;
  return match[2] ? `FQ${match[2]} ${match[1]} (${ends})` : `FY${match[1]} (${ends})`;
}
