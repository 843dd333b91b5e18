import type { DatasetDefinition } from "@/lib/datasets/define";
import type { Day } from "@/lib/kernel/period";
import type { FiscalRhythm } from "../grid/fiscal-rhythm";
import type { GridColumn } from "../grid/columns";
import type { NameBook, NameChoice } from "../reading/name-book";
import type { ParsedCell } from "../reading/parse-cell";
import type { PasteQuestion } from "./questions";

/** Where and into what a block is pasted. */
export type PasteTarget = {
  dataset: DatasetDefinition;
  measure: string;
  /** The unit that the cells are in, where the measure's names a dimension. */
  unit: string;
  columns: readonly GridColumn[];
  /** The dimensions of the rows from the anchor down; null for a row that is not known yet. */
  rows: readonly (Readonly<Record<string, string>> | null)[];
  /** The index of the column at which a block without heading begins. */
  column: number;
  names: NameBook;
  /** Values for dimensions that the block does not name: of the filter, else of the row where it is pasted. */
  otherwise: Readonly<Record<string, string>>;
  /** How a row's fiscal periods follow each other; null for a row that keeps to the calendar. */
  fiscal?: (dims: Readonly<Record<string, string>>) => FiscalRhythm | null;
  /** The sizes of the values that a row has. */
  sizesOf?: (dims: Readonly<Record<string, string>>) => readonly number[];
};

/** One value of the block, the cell that it belongs into, and where it stood, counted from 1. */
export type PastedCell = {
  dims: Record<string, string>;
  column: Day;
  read: Extract<ParsedCell, { kind: "value" }>;
  text: string;
  line: number;
  at: number;
  /** The last day of the cell's period, where the block or its reader has said it. */
  end?: Day;
};

/**
 * Something of the block that was not understood: where in the block, what stands there, and why. Counted from 1; a
 * whole line has no column, a whole column no line. `name` is a name that can be mended, `cells` how many values hang on it.
 */
export type PasteProblem = {
  line: number;
  column: number;
  text: string;
  message: string;
  cells: number;
  name?: { dimension: string; label: string; text: string; near: readonly NameChoice[] };
};

/** A line or column that holds no values for the grid, and why. */
export type LeftOut = { where: string; text: string; reason: string };

export type PastedBlock = {
  cells: PastedCell[];
  problems: PasteProblem[];
  left: LeftOut[];
  questions: PasteQuestion[];
  /** How many cells said `n/a` or nothing: they change nothing. */
  empty: number;
  /** Dimensions that were taken from elsewhere than the block, in words: `Publisher: Counterpoint`. */
  assumed: string[];
  /** Whether names or periods placed it, or it lies where it was pasted. */
  placed: "headings" | "names" | "here";
};
