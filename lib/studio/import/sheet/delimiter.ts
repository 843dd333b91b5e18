import { z } from "zod";
import { takeRecord } from "./records";

export const Delimiter = z.enum([",", ";", "\t", "|"]);
export type Delimiter = z.infer<typeof Delimiter>;

export const delimiterWord: Record<Delimiter, string> = {
  ",": "comma",
  ";": "semicolon",
  "\t": "tab",
  "|": "vertical bar",
};

/** The line by which a file tells Excel how its cells are parted. */
export const SEPARATOR_LINE = /^\s*sep=(.)\s*$/i;

const RECORDS = 60;

/** The first records as a delimiter parts them, without empty lines; the last may be cut off and is left out. */
function recordsBy(text: string, delimiter: Delimiter): string[][] {
  const records: string[][] = [];
  for (let at = 0; at < text.length && records.length < RECORDS;) {
    const taken = takeRecord(text, at, delimiter, true);
    if (taken === "more") break;
    const { cells } = taken.record;
    if (cells.some((cell) => cell.trim() !== "")) records.push(cells);
    at = taken.end;
  }
  return records;
}

const PERIOD = /^(?:(?:19|20)\d\d\W?[QHM]?\d{0,2}|[QH]?[1-4]\W?(?:19|20)?\d\d[A-Z]?)(?:-\d\d)?$/i;
const BARE_NUMBER = /^[-+(]?\s*\d[\d.,'’\s\u00a0\u202f]*\)?$/;

/** How far a row can be one of names: none of its cells is a number that is no year or period. */
function namedShare(cells: readonly string[]): number {
  const filled = cells.map((cell) => cell.trim()).filter((cell) => cell !== "");
  const named = filled.filter((cell) => !BARE_NUMBER.test(cell) || PERIOD.test(cell));
  return filled.length === 0 ? 0 : named.length / filled.length;
}

// A comma between letters parts them; beside digits or a blank it belongs to a number or a sentence.
const OTHERS: Record<Delimiter, RegExp> = {
  ",": /[;\t|]/,
  ";": /[\t|]|\p{L},\S|,\p{L}/u,
  "\t": /[;|]|\p{L},\S|,\p{L}/u,
  "|": /[;\t]|\p{L},\S|,\p{L}/u,
};

/** The share of cells in which no other delimiter was left over. */
function wholeShare(records: readonly string[][], delimiter: Delimiter): number {
  const cells = records.flat();
  const whole = cells.filter((cell) => !OTHERS[delimiter].test(cell)).length;
  return whole / Math.max(1, cells.length);
}

/**
 * How well a delimiter parts a text: records agree about how many cells they have, the first of these can be a row of
 * names, and no cell still holds another delimiter. The row of names counts most: thousands and decimals in the rows
 * below it part them by commas just as evenly.
 */
function score(text: string, delimiter: Delimiter): number {
  // A sign that the first line which is parted at all does not have is one of a note below it.
  const first = text.split(/[\r\n]+/).find((line) => /[,;\t|]/.test(line)) ?? "";
  const leads = first.includes(delimiter) ? 1 : 0.3;
  const records = recordsBy(text, delimiter);
  const times = new Map<number, number>();
  for (const { length } of records) if (length > 1) times.set(length, (times.get(length) ?? 0) + 1);
  const [width = 0, agreeing = 0] = [...times].toSorted((a, b) => b[1] * b[0] - a[1] * a[0])[0] ?? [];
  if (width === 0) return 0;
  // Rows below may be short of cells or have one too many; the names are what the others are measured by.
  const names = records.find((one) => one.length > 1) ?? [];
  const parted = records.find((one) => one.length === width) ?? names;
  const named = Math.min(namedShare(names), Math.max(namedShare(parted), 0.1)) ** 4;
  const agreed = Math.max(agreeing / records.length, 0.05) ** 2;
  return leads * agreed * Math.max(named, 0.01) * wholeShare(records, delimiter) ** 4 * Math.log2(width);
}

/** What separates the cells of a text table; a comma where nothing shows. */
export function guessDelimiter(beginning: string): Delimiter {
  const said = Delimiter.safeParse(SEPARATOR_LINE.exec(beginning.split(/[\r\n]/, 1)[0] ?? "")?.[1]);
  if (said.success) return said.data;
  // The last record may be cut off.
  const cut = Math.max(beginning.lastIndexOf("\n"), beginning.lastIndexOf("\r"));
  const whole = cut > 0 ? beginning.slice(0, cut + 1) : beginning;
  const scored = Delimiter.options.map((delimiter) => ({ delimiter, points: score(whole, delimiter) }));
  const [best] = scored.toSorted((a, b) => b.points - a.points);
  return best && best.points > 0 ? best.delimiter : ",";
}
