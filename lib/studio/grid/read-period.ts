import { Day, type Frequency, parsePeriod } from "@/lib/kernel/period";
import type { Status } from "@/lib/kernel/status";

/** A column's heading understood as a period, with the status that stands behind it (`2026E`); or why it is none. */
export type ReadPeriod = { start: Day; frequency: Frequency; status: Status | null };

const MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
const NAMES =
  "jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec|january|february|march|april|august|september|october|november|december";
const year = (text: string): number => (text.length === 2 ? 2000 + Number(text) : Number(text));
const monthOf = (name: string): number => MONTHS.indexOf(name.slice(0, 3).toLowerCase()) + 1;
const two = (number: number): string => String(number).padStart(2, "0");

type Form = { pattern: RegExp; period: (m: RegExpMatchArray) => string };

// Each form in the grammar of the kernel's parsePeriod. `Y` is a year of two or four digits.
const Y = "'?(\\d{4}|\\d{2})";
const FORMS: readonly Form[] = [
  { pattern: new RegExp(`^(\\d{4})\\s*[-/]?\\s*q([1-4])$`, "i"), period: (m) => `${m[1]}Q${m[2]}` },
  // `H100` is an accelerator: behind a letter in front, a short year needs something between.
  {
    pattern: /^([qh])([1-4])(?:\s*[-/']?\s*(\d{4})|(?:\s*[-/']\s*|\s+)'?(\d{2}))$/i,
    period: (m) => `${year(m[3] ?? m[4] ?? "")}${m[1]?.toUpperCase()}${m[2]}`,
  },
  {
    pattern: new RegExp(`^([1-4])([qh])\\s*[-/]?\\s*${Y}$`, "i"),
    period: (m) => `${year(m[3] ?? "")}${m[2]?.toUpperCase()}${m[1]}`,
  },
  { pattern: /^(\d{4})\s*[-/]?\s*h([12])$/i, period: (m) => `${m[1]}H${m[2]}` },
  {
    pattern: new RegExp(`^(${NAMES})\\.?[-\\s/]*${Y}$`, "i"),
    period: (m) => `${year(m[2] ?? "")}-${two(monthOf(m[1] ?? ""))}`,
  },
  { pattern: /^(\d{4})[-/](\d{1,2})$/, period: (m) => `${m[1]}-${two(Number(m[2]))}` },
  { pattern: /^(\d{1,2})\/(\d{4})$/, period: (m) => `${m[2]}-${two(Number(m[1]))}` },
  { pattern: /^(?:fy|cy)?\s?'?(\d{4})$/i, period: (m) => m[1] ?? "" },
  { pattern: /^(?:fy|cy)\s?'?(\d{2})$/i, period: (m) => String(year(m[1] ?? "")) },
  {
    pattern: /^(\d{4})-(\d{1,2})-(\d{1,2})(?:[t ]00:00(?::00)?(?:\.0+)?z?)?$/i,
    period: (m) => `${m[1]}-${two(Number(m[2]))}-${two(Number(m[3]))}`,
  },
  {
    pattern: new RegExp(`^(\\d{1,2})[-\\s](${NAMES})\\.?[-\\s]${Y}$`, "i"),
    period: (m) => `${year(m[3] ?? "")}-${two(monthOf(m[2] ?? ""))}-${two(Number(m[1]))}`,
  },
  {
    pattern: new RegExp(`^(${NAMES})\\.?\\s(\\d{1,2}),?\\s(\\d{4})$`, "i"),
    period: (m) => `${m[3]}-${two(monthOf(m[1] ?? ""))}-${two(Number(m[2]))}`,
  },
  // Day and month by their size; where both could be a month, nobody can tell.
  {
    pattern: /^(1[3-9]|2\d|3[01])[./](\d{1,2})[./](\d{4})$/,
    period: (m) => `${m[3]}-${two(Number(m[2]))}-${two(Number(m[1]))}`,
  },
  {
    pattern: /^(\d{1,2})\/(1[3-9]|2\d|3[01])\/(\d{4})$/,
    period: (m) => `${m[3]}-${two(Number(m[1]))}-${two(Number(m[2]))}`,
  },
];

const SUFFIX = /^(.*\d)\s?([AEFPGC])$/i;
const isStatus = (letter: string): letter is Status => /^[AEFPGC]$/.test(letter);

function plainPeriod(text: string): { start: Day; frequency: Frequency } | null {
  for (const { pattern, period } of FORMS) {
    const match = text.match(pattern);
    const read = match ? parsePeriod(period(match)) : null;
    if (read) return read;
  }
  return null;
}

/**
 * Reads a period as spreadsheets and research write it: `2026Q3`, `Q3 2026`, `3Q26`, `1H26`, `Nov-26`, `2026-11`,
 * `FY2026`, `2026E`, `20 Nov 2026`. Null for anything else, and for a day that could be a month.
 */
export function readPeriod(raw: string): ReadPeriod | null {
  const text = raw.replace(/[\u00a0\u202f]/g, " ").trim();
  const whole = plainPeriod(text);
  if (whole) return { ...whole, status: null };
  const [, rest = "", letter = ""] = text.match(SUFFIX) ?? [];
  const status = letter.toUpperCase();
  const read = rest === "" ? null : plainPeriod(rest);
  return read && isStatus(status) ? { ...read, status } : null;
}
