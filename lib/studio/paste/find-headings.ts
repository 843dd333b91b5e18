import { plainText } from "../reading/plain-text";
import { dayFormsOf } from "../reading/read-day";
import { readUnitHeading } from "../reading/unit-heading";
import { isPart, isYear, readPeriod } from "../reading/read-period";
import { joinHeadings } from "../reading/two-row-headings";
import { isBlank, type Table, turned } from "./table";

/**
 * Where a table names its periods: the row, the first column that has one, and the headings of all columns, put
 * together where years stand in a row of their own. `rows` are all that belong to the headings.
 */
export type Headings = { row: number; rows: readonly number[]; first: number; texts: readonly string[] };

const SEARCHED = 20;
const BARE_YEAR = /^\d{4}$/;
const BARE_NUMBER = /^[-+($€£¥]*\d[\d.,'\s]*[%)]?$/;

const NO_PERIOD = /^[-+]?(?:\d{1,3}|\d{5,}|\d*[.,]\d*)%?$/;
const LONGEST = 60;

/** Whether a text can head a column of values: a period, or a day in numbers whatever its order is. */
export function isPeriodLike(text: string): boolean {
  // Ten thousand values are told apart from headings without trying every form on each.
  if (text.length < 3 || text.length > LONGEST || NO_PERIOD.test(text)) return false;
  return readPeriod(text) !== null || dayFormsOf(plainText(text)) !== null || isPeriodWithUnit(text);
}

/** `Q3 2025 ($bn)`, `2026, %`: a period and the unit of its numbers; `2000 USD` is an amount. */
function isPeriodWithUnit(text: string): boolean {
  if (!/\d.*[\p{L}%$€£¥₩(]/u.test(text) || /^[-+~<>(]*[$€£¥]/.test(text)) return false;
  const found = readUnitHeading(text, { label: "", unit: "" });
  if (!found || (BARE_YEAR.test(found.rest) && found.said.words.step === null && !/[(,]/.test(text))) return false;
  return readPeriod(found.rest) !== null;
}

/** Bare years could be values: they head columns where they follow each other, or words stand in front. */
function areYears(cells: readonly string[], named: boolean): boolean {
  const years = cells.map(Number);
  const steps = years.slice(1).map((one, at) => one - (years[at] ?? 0));
  return steps.length > 0 ? steps.every((step) => Math.abs(step) === 1 && step === steps[0]) : named;
}

/** The headings of a row, with the years of a row right above (or below) put to its parts of years. */
function textsOf(rows: Table["rows"], at: number): { texts: readonly string[]; rows: number[] } {
  const row = rows[at] ?? [];
  const joined = at > 0 ? joinHeadings(rows[at - 1] ?? [], row) : null;
  return joined ? { texts: joined, rows: [at - 1, at] } : { texts: row, rows: [at] };
}

/** Whether years in this row belong to parts of years in the row below. */
const leadsOn = (rows: Table["rows"], at: number): boolean =>
  (rows[at] ?? []).some(isYear) && (rows[at + 1] ?? []).some(isPart);

function candidate(
  rows: Table["rows"],
  at: number,
  isName: (text: string) => boolean,
): (Headings & { score: number }) | null {
  if (leadsOn(rows, at) || rows.slice(at + 1).every(isBlank)) return null;
  const { texts, rows: own } = textsOf(rows, at);
  const first = texts.findIndex(isPeriodLike);
  if (first < 0) return null;
  const cells = texts.slice(first).filter((text) => text !== "");
  const periods = cells.filter(isPeriodLike);
  if (periods.length < cells.length && periods.length < 2) return null;
  if (cells.some((text) => !isPeriodLike(text) && BARE_NUMBER.test(text))) return null;
  const front = texts.slice(0, first).filter((text) => text !== "");
  if (front.some((text) => BARE_NUMBER.test(text))) return null;
  if (cells.every((text) => BARE_YEAR.test(text)) && (front.some(isName) || !areYears(cells, first > 0))) return null;
  return { row: at, rows: own, first, texts, score: periods.length * 2 + (first > 0 ? 1 : 0) };
}

function best(rows: Table["rows"], isName: (text: string) => boolean): (Headings & { score: number }) | null {
  const found = rows.slice(0, SEARCHED).flatMap((_, at) => candidate(rows, at, isName) ?? []);
  return found.toSorted((a, b) => b.score - a.score || a.row - b.row)[0] ?? null;
}

/**
 * Finds the row of headings anywhere in the first rows of a block, or, where periods run down, in its first columns; the
 * table that comes back has them across. `isName` knows the names of the dataset, so that a row of values is not taken
 * for one of years.
 */
export function findHeadings(
  block: Table["rows"],
  isName: (text: string) => boolean,
): { table: Table; headings: Headings | null } {
  const across = best(block, isName);
  const other = turned(block);
  const down = best(other, isName);
  // A column of names and one of periods side by side is a list, and both readings see it: the longer run decides.
  if (down && (!across || down.score > across.score)) return { table: { rows: other, turned: true }, headings: down };
  return { table: { rows: block, turned: false }, headings: across };
}
