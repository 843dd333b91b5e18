import { type Day, type Frequency, parsePeriod } from "@/lib/kernel/period";
import type { Status } from "@/lib/kernel/status";
import { type DateOrder, dayFormsOf, dayIn } from "./read-day";
import { plainDigits, plainText } from "./plain-text";
import { splitMarks } from "./heading-marks";

/**
 * A heading or cell understood as a period, with the status that stands with it (`2026E`, `2026 (prelim.)`). `fiscal`
 * is the label of a company's own year or quarter, which names no calendar one: `Q1 FY26` is `FY2026Q1`.
 */
export type ReadPeriod = { start: Day; frequency: Frequency; status: Status | null; fiscal?: string };

const MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
const NAMES =
  "jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec|january|february|march|april|august|september|october|november|december";
const [FIRST_YEAR, LAST_YEAR] = [1990, 2100];
const year = (text: string): number => (text.length === 2 ? 2000 + Number(text) : Number(text));
const monthOf = (name: string): number => MONTHS.indexOf(name.slice(0, 3).toLowerCase()) + 1;
const two = (number: number): string => String(number).padStart(2, "0");

type Form = { pattern: RegExp; period: (m: RegExpMatchArray) => string; fiscal?: boolean };

// Each form in the grammar of the kernel's parsePeriod. `Y` is a year of two or four digits.
const Y = "'?(\\d{4}|\\d{2})";
const GAP = "\\s*[-/.]?\\s*";
const FORMS: readonly Form[] = [
  { pattern: new RegExp(`^(?:cy)?(\\d{4})${GAP}q([1-4])$`, "i"), period: (m) => `${m[1]}Q${m[2]}` },
  // `H100` is an accelerator: behind a letter in front, a short year needs something between.
  {
    pattern: /^c?([qh])([1-4])(?:\s*[-/'.]?\s*(?:cy)?(\d{4})|(?:\s*[-/'.]\s*|\s+)'?(?:cy)?(\d{2}))$/i,
    period: (m) => `${year(m[3] ?? m[4] ?? "")}${m[1]?.toUpperCase()}${m[2]}`,
  },
  {
    pattern: new RegExp(`^([1-4])c?([qh])${GAP}(?:cy)?${Y}$`, "i"),
    period: (m) => `${year(m[3] ?? "")}${m[2]?.toUpperCase()}${m[1]}`,
  },
  { pattern: new RegExp(`^(\\d{4})${GAP}h([12])$`, "i"), period: (m) => `${m[1]}H${m[2]}` },
  { pattern: /^(?:cy)?'?(\d{2})\s?([qh])([1-4])$/i, period: (m) => `20${m[1]}${m[2]?.toUpperCase()}${m[3]}` },
  { pattern: /^(\d{4})[:_,]\s?([qh])([1-4])$/i, period: (m) => `${m[1]}${m[2]?.toUpperCase()}${m[3]}` },
  { pattern: /^([qh])\s?([1-4]),\s?(\d{4})$/i, period: (m) => `${m[3]}${m[1]?.toUpperCase()}${m[2]}` },
  {
    pattern: new RegExp(`^(${NAMES})\\.?[-\\s/]*${Y}$`, "i"),
    period: (m) => `${year(m[2] ?? "")}-${two(monthOf(m[1] ?? ""))}`,
  },
  {
    pattern: new RegExp(`^(\\d{4})[-\\s/]*(${NAMES})\\.?$`, "i"),
    period: (m) => `${m[1]}-${two(monthOf(m[2] ?? ""))}`,
  },
  { pattern: /^(\d{4})[-/](\d{1,2})$/, period: (m) => `${m[1]}-${two(Number(m[2]))}` },
  { pattern: /^(\d{4})[-/]?m(\d{2})$/i, period: (m) => `${m[1]}-${m[2]}` },
  { pattern: /^(\d{1,2})\/(\d{4})$/, period: (m) => `${m[2]}-${two(Number(m[1]))}` },
  { pattern: /^(?:cy)?\s?'?(\d{4})$/i, period: (m) => m[1] ?? "" },
  { pattern: /^(?:cy\s?'?|')(\d{2})$/i, period: (m) => String(year(m[1] ?? "")) },
  { pattern: new RegExp(`^fy\\s?${Y}$`, "i"), period: (m) => String(year(m[1] ?? "")), fiscal: true },
  {
    pattern: new RegExp(`^f?([qh])([1-4])\\s*[-/']?\\s*fy\\s?${Y}$`, "i"),
    period: (m) => `${year(m[3] ?? "")}${m[1]?.toUpperCase()}${m[2]}`,
    fiscal: true,
  },
  {
    pattern: new RegExp(`^([1-4])f?([qh])\\s*[-/']?\\s*fy\\s?${Y}$`, "i"),
    period: (m) => `${year(m[3] ?? "")}${m[2]?.toUpperCase()}${m[1]}`,
    fiscal: true,
  },
  {
    pattern: new RegExp(`^fy\\s?${Y}\\s*[-/']?\\s*f?([qh])([1-4])$`, "i"),
    period: (m) => `${year(m[1] ?? "")}${m[2]?.toUpperCase()}${m[3]}`,
    fiscal: true,
  },
  {
    pattern: new RegExp(`^f([qh])([1-4])\\s*[-/']?\\s*${Y}$`, "i"),
    period: (m) => `${year(m[3] ?? "")}${m[1]?.toUpperCase()}${m[2]}`,
    fiscal: true,
  },
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
];

type Plain = Pick<ReadPeriod, "start" | "frequency" | "fiscal">;

const ofThisAge = (start: Day): boolean =>
  Number(start.slice(0, 4)) >= FIRST_YEAR && Number(start.slice(0, 4)) <= LAST_YEAR;

function spelt(text: string, { pattern, period, fiscal }: Form): Plain | null {
  const match = text.match(pattern);
  const written = match ? period(match) : "";
  // A year below 1000 would be moved into another century on the way.
  if (!match || written.startsWith("0")) return null;
  const read = parsePeriod(written);
  if (!read || !ofThisAge(read.start)) return null;
  return fiscal ? { ...read, fiscal: `FY${written.replace("-", "")}` } : read;
}

function plainPeriod(text: string, order: DateOrder): Plain | null {
  for (const form of FORMS) {
    const read = spelt(text, form);
    if (read) return read;
  }
  const forms = dayFormsOf(text);
  const start = forms && dayIn(forms, order);
  return start && ofThisAge(start) ? { start, frequency: "day" } : null;
}

/**
 * Reads a period as spreadsheets and research write it: `2026Q3`, `Q3 2026`, `3Q26`, `1H26`, `Nov-26`, `2026-11`,
 * `FY2026`, `Q1 FY26`, `2026E`, `Q1 2026¹`, `2026 (prelim.)`, `20 Nov 2026`. Null for anything else, for years before
 * 1990 or after 2100, and for a day in numbers that could be another one while `order` does not say which.
 */
export function readPeriod(raw: string, order: DateOrder = null): ReadPeriod | null {
  const text = plainDigits(plainText(raw)).replace(/[\u2010-\u2015]/g, "-");
  const whole = plainPeriod(text, order);
  if (whole) return { ...whole, status: null };
  for (const { rest, status } of splitMarks(text)) {
    const read = plainPeriod(rest, order);
    if (read) return { ...read, status };
  }
  return null;
}

const PART = new RegExp(`^(?:f?q[1-4]|[1-4]f?q|h[12]|[12]h|(?:${NAMES})\\.?)$`, "i");
const YEAR = /^(?:(?:fy|cy)\s?)?(?:\d{4}|'\d{2})$|^(?:fy|cy)\s?\d{2}$/i;

const bareOf = (text: string, pattern: RegExp): string | null =>
  [text, ...splitMarks(text).map((one) => one.rest)].find((one) => pattern.test(one)) ?? null;

/** Whether a heading is a part of a year, `Q1`, `H2E` or `Mar`, as it stands below a row of years. */
export const isPart = (raw: string): boolean => bareOf(plainText(raw), PART) !== null;

/** Whether a heading is a year alone, `2026` or `FY26`, as it stands above parts of it. */
export const isYear = (raw: string): boolean =>
  bareOf(plainText(raw), YEAR) !== null && readPeriod(raw)?.frequency === "year";

/** A year and a part of it, which stand in two rows, as one heading: `2026` over `Q1E` is `Q1 2026E`. */
export function joinedHeading(yearText: string, partText: string): string {
  const part = plainText(partText);
  const bare = bareOf(part, PART) ?? part;
  return `${bare} ${plainText(yearText)}${part.slice(bare.length)}`;
}
