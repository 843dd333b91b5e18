import type { Said } from "../reading/read-amount";
import { type Headings, isPeriodLike } from "./find-headings";
import type { NameColumn } from "./name-columns";
import type { LeftOut, PasteProblem, PasteTarget } from "./pasted-block";
import type { PasteAnswers, PasteQuestion } from "./questions";
import { placeIn, type Table } from "./table";
import type { ValueColumn } from "./value-columns";

/**
 * How a block is laid out: which rows hold values from which row of the grid on, what stands in front of them, which
 * period each column is of, and what is said of the unit for all of them.
 */
export type Layout = {
  table: Table;
  headings: Headings | null;
  names: NameColumn[];
  values: ValueColumn[];
  /** Rows of the table with values, names or notes, below the headings. */
  body: readonly number[];
  /** What holds for every row, from a line above the headings that is a name. */
  sections: Record<string, string>;
  said: Said[];
  left: LeftOut[];
  problems: PasteProblem[];
  questions: PasteQuestion[];
};

/** A block whose shape is not understood: nothing of it is taken, and the place that stopped it is named. */
export type Misfit = { refused: PasteProblem };

/** What a block is laid out for. */
export type Input = { target: PasteTarget; answers: PasteAnswers; unit: string; label: string };

/** Why a line above the headings is left out that says neither a unit nor a name. */
export const UNUSED_TITLE = "stands above the headings and holds no values";

/** Why a line is left out that is a name and no row. */
export const HOLDS_FOR_ALL = "holds for every row";

/** Why a line is left out that says the unit of the values. */
export const UNIT_TITLE = "says the unit";

/** What heads a column or a row that holds no values for the grid: totals, growth, notes. */
export const NOTES =
  /^(?:(?:grand |sub)?-?total|sum|average|avg\.?|mean|median|yoy|qoq|y\/y|q\/q|(?:%\s*)?(?:change|chg\.?|growth)|cagr|ltm|ttm|ytd|sources?|notes?|comments?|remarks?|status|footnotes?)\b/i;

/** A block of which nothing is taken, for what stands in one place of it. */
export const misfit = (table: Table, row: number, column: number, text: string, message: string): Misfit => ({
  refused: { ...placeIn(table, row, column), text, message, cells: 0 },
});

/** The dimension and value that a line of one name stands for, among those that no column names. */
export function sectionOf(
  text: string,
  taken: readonly string[],
  { dataset, names }: PasteTarget,
): [string, string] | null {
  const found = Object.keys(dataset.dimensions).flatMap((key): [string, string][] => {
    if (taken.includes(key)) return [];
    const read = names.resolve(key, text);
    return "value" in read && !read.fresh ? [[key, read.value]] : [];
  });
  return found.length === 1 ? (found[0] ?? null) : null;
}

/** The texts of a row that are any. */
export const filled = (row: readonly string[]): string[] => row.filter((text) => text !== "");
/** Whether a text is a number and nothing else, and no year. */
export const isNumber = (text: string): boolean => /^[-+($€£¥]*\d[\d.,'\s]*[%)]?$/.test(text) && !isPeriodLike(text);
