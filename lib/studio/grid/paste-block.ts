import type { DatasetDefinition } from "@/lib/datasets/define";
import { dimensionLabel } from "@/lib/datasets/series-title";
import type { Day } from "@/lib/kernel/period";
import type { GridColumn } from "./columns";
import { type LeadingColumn, leadingColumns, readHeader } from "./block-header";
import { dimsOfCode, type NameBook } from "../reading/name-book";
import { parseCell, type ParsedCell } from "../reading/parse-cell";
import { decimalSignOf } from "../reading/read-digits";

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
};

/** One value of the block and the cell that it belongs into. */
export type PastedCell = {
  dims: Record<string, string>;
  column: Day;
  read: Extract<ParsedCell, { kind: "value" }>;
  text: string;
};

/** A cell of the block that was not understood: where in the block, what stands there, and why. Counted from 1. */
export type PasteProblem = { line: number; column: number; text: string; message: string };

export type PastedBlock = {
  cells: PastedCell[];
  problems: PasteProblem[];
  /** How many cells said `n/a` or nothing: they change nothing. */
  empty: number;
  /** Dimensions that were taken from elsewhere than the block, in words: `Publisher: Counterpoint`. */
  assumed: string[];
};

type Row = { dims: Record<string, string> } | { problem: PasteProblem };

const without = <T extends string | undefined>(one: T): one is NonNullable<T> & T => one !== undefined;

/** The dimensions of a row by its leading cells, filled up from what holds otherwise. */
function namedRow(target: PasteTarget, lead: readonly LeadingColumn[], cells: readonly string[], line: number): Row {
  const { dataset, names, otherwise } = target;
  const dims: Record<string, string> = { ...otherwise };
  for (const { at, dimension } of lead) {
    const text = cells[at] ?? "";
    if (dimension === "code") {
      const read = dimsOfCode(dataset, text);
      const message = `“${text}” is no series of ${dataset.title}`;
      if (!read) return { problem: { line, column: at + 1, text, message } };
      Object.assign(dims, read);
    } else if (dimension !== null) {
      const found = names.resolve(dimension, text);
      if ("unknown" in found) return { problem: { line, column: at + 1, text, message: found.unknown } };
      dims[dimension] = found.value;
    }
  }
  const missing = Object.entries(dataset.dimensions).filter(([key]) => !dims[key]);
  if (missing.length === 0) return { dims };
  const words = missing.map(([, one]) => one.label).join(", ");
  const message = `${words} is not told: add it as a column, or set it in the filter`;
  return { problem: { line, column: 1, text: cells[0] ?? "", message } };
}

function placedRow(target: PasteTarget, at: number, line: number, text: string): Row {
  const dims = target.rows[at];
  if (dims) return { dims: { ...dims } };
  const message =
    dims === null
      ? "this row is not loaded yet: scroll to it, and paste again"
      : "the block is longer than the grid: to add a series, paste its names in front of the values";
  return { problem: { line, column: 1, text, message } };
}

/** A blank name means the one above it, as in merged cells. */
function filledDown(rows: readonly string[][], lead: readonly LeadingColumn[]): string[][] {
  const above = new Map<number, string>();
  return rows.map((row) => {
    const filled = [...row];
    for (const { at } of lead) {
      if (row[at]) above.set(at, row[at]);
      else filled[at] = above.get(at) ?? "";
    }
    return filled;
  });
}

type Slot = { at: number; column: Day | null; status: PastedCell["read"]["status"]; message?: string };

/** Which column of the grid each column of values belongs to. */
function slotsOf(target: PasteTarget, header: ReturnType<typeof readHeader>, first: number, width: number): Slot[] {
  if (header)
    return header.periods.map(({ at, period, status, message }) => ({
      at,
      column: message === undefined ? period : null,
      status,
      ...(message === undefined ? {} : { message }),
    }));
  return Array.from({ length: width - first }, (_, step): Slot => {
    const column = target.columns[target.column + step];
    const slot = { at: first + step, status: null, column: column?.period ?? null };
    return column ? slot : { ...slot, message: "the block is wider than the grid: no period stands here" };
  });
}

const assumedWords = ({ dataset, otherwise, names }: PasteTarget, lead: readonly LeadingColumn[]): string[] => {
  const told = new Set(lead.map((one) => one.dimension));
  if (told.size === 0 || told.has("code")) return [];
  return Object.entries(dataset.dimensions)
    .filter(([key]) => !told.has(key) && otherwise[key])
    .map(([key, one]) => {
      const value = otherwise[key] ?? "";
      return `${one.label}: ${names.label(key, value) || dimensionLabel(one, value, new Map())}`;
    });
};

/**
 * Reads a block of cells pasted from a spreadsheet. A first row of periods places its columns; leading columns of names
 * or series codes place its rows, which may be new; otherwise it lies where it is pasted. Cells that are not understood
 * come back as problems, all others as values with their place.
 */
export function pasteBlock(block: readonly string[][], target: PasteTarget): PastedBlock {
  const measure = target.dataset.measures[target.measure];
  if (!measure) return { cells: [], problems: [], empty: 0, assumed: [] };
  const rules = { label: measure.label, unit: target.unit, ranks: measure.ranks };
  const header = readHeader(block, { measure, dataset: target.dataset });
  const body = header ? block.slice(1) : block;
  const lead = leadingColumns(body, { ...target, rules, header });
  const first = header?.first ?? lead.length;
  const slots = slotsOf(target, header, first, block[0]?.length ?? 0);
  const decimal = decimalSignOf(body.flatMap((row) => slots.map(({ at }) => row[at]).filter(without)));
  const done: PastedBlock = { cells: [], problems: [], empty: 0, assumed: assumedWords(target, lead) };
  for (const slot of slots)
    if (slot.message !== undefined)
      done.problems.push({ line: 1, column: slot.at + 1, text: block[0]?.[slot.at] ?? "", message: slot.message });
  filledDown(body, lead).forEach((row, at) => {
    const line = at + (header ? 2 : 1);
    if (row.every((text) => text === "")) return;
    const placed = lead.length > 0 ? namedRow(target, lead, row, line) : placedRow(target, at, line, row[0] ?? "");
    if ("problem" in placed) done.problems.push(placed.problem);
    else takeRow(done, placed.dims, slots, row, line, { ...rules, decimal });
  });
  return done;
}

function takeRow(
  done: PastedBlock,
  dims: Record<string, string>,
  slots: readonly Slot[],
  row: readonly string[],
  line: number,
  rules: Parameters<typeof parseCell>[1],
): void {
  for (const { at, column, status } of slots) {
    if (column === null) continue;
    const text = row[at] ?? "";
    const read = parseCell(text, rules);
    if (read.kind === "empty") done.empty++;
    else if (read.kind === "refused") done.problems.push({ line, column: at + 1, text, message: read.message });
    else done.cells.push({ dims, column, text, read: { ...read, status: read.status ?? status } });
  }
}
