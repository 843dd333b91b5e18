import { slugOf } from "@/lib/kernel/slug";
import { type CellRules, parseCell } from "../reading/parse-cell";
import { plainText } from "../reading/plain-text";
import { isPeriodLike } from "./find-headings";
import { filled, misfit, type Misfit } from "./layout";
import type { PasteTarget } from "./pasted-block";
import type { Table } from "./table";

// A number with a strange unit is told by its cell; a bare year may be a value.
const NUMBER_LIKE = /^[-+~<>(]*[$€£¥]?\s?\d[\d.,'’ ]*\s*(?:[%$€£¥]|[a-z/]+)?\)?$/i;
// The days from 1990 to 2050 as spreadsheets count them.
const SERIAL_DAY = /^(?:3[3-9]|4\d|5[0-4])\d{3}$/;

/** Whether a text is neither a value nor what stands for none: a name, or a heading. */
export const isStrayWord = (text: string, rules: CellRules): boolean =>
  isPeriodLike(text) ? !/^\d{4}$/.test(text) : parseCell(text, rules).kind === "refused" && !NUMBER_LIKE.test(text);

/** A line above or among the values that is none of them: a heading that was not understood. */
export function strayHeading(
  table: Table,
  rows: readonly number[],
  first: number,
  isStray: (text: string) => boolean,
): Misfit | null {
  if (rows.length < 2) return null;
  for (const [n, at] of rows.entries()) {
    const row = table.rows[at] ?? [];
    const texts = filled(row.slice(first));
    const [text] = texts;
    if (text === undefined || !texts.every(isStray) || (n > 0 && texts.length < 2)) continue;
    const message = `“${text}” is no heading that is understood, and no value: nothing is taken`;
    return misfit(table, at, row.indexOf(text, first), text, message);
  }
  return null;
}

/** Whether a text is what a dimension is called, as it stands above a column of its names. */
export function isDimensionWord(text: string, { dataset }: PasteTarget): boolean {
  const slug = slugOf(plainText(text));
  return Object.entries(dataset.dimensions).some(
    ([key, one]) => slugOf(key.replaceAll("_", "-")) === slug || slugOf(one.label) === slug,
  );
}

/** Numbers above named rows that have no name themselves: headings in numbers, such as days as spreadsheets count them. */
export function namelessHeading(
  table: Table,
  rows: readonly number[],
  first: number,
  target: PasteTarget,
): Misfit | null {
  const [at, ...others] = rows;
  const row = at === undefined ? [] : (table.rows[at] ?? []);
  const [text] = filled(row.slice(first));
  if (at === undefined || first === 0 || others.length === 0 || text === undefined) return null;
  const front = filled(row.slice(0, first));
  if (front.length > 0 && !front.every((name) => isDimensionWord(name, target))) return null;
  const days = filled(row.slice(first)).every((one) => SERIAL_DAY.test(one));
  const why = days
    ? "looks like a day as a spreadsheet counts it: show the headings as dates"
    : "stands where a heading would";
  return misfit(table, at, row.indexOf(text, first), text, `“${text}” ${why}; nothing is taken`);
}
