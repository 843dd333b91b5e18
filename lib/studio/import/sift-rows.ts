import { isValueRole, type Mapping, type Reading } from "./mapping/mapping";
import { linesOf } from "./report/lines";
import type { NotTakenList } from "./report/not-taken";
import { askHidden, askStale, askZeros, type AskedQuestion } from "./report/questions";
import type { Fault } from "./rows/read-row";
import type { Table } from "./sheet/open-table";
import { columnLetters, EMPTY, type SheetCell, type SheetRow, textOfCell } from "./sheet/sheet-row";

/** What a file is sifted by. `mapping` is what its columns are said to be. */
export type Sifting = {
  table: Table;
  headers: readonly string[];
  reading: Reading;
  mapping: Mapping;
  notTaken: NotTakenList;
};

const filled = (cell: SheetCell | undefined): boolean => (cell ?? EMPTY).kind !== "empty";
const wordsOf = (row: SheetRow): string =>
  row.cells
    .map(textOfCell)
    .filter((text) => text.trim() !== "")
    .slice(0, 4)
    .join(" · ");

const ROWS_KEPT = 20_000;
const CUT = /^-?[\s$€£¥]*\d{1,3}$/;

/** Whether a number was cut in two where a comma parts its thousands. */
function looksCut(row: SheetRow): boolean {
  const texts = row.cells.map((cell) => textOfCell(cell).trim());
  return texts.some((text, at) => CUT.test(text) && /^\d{3}(?:\.\d+)?$/.test(texts[at + 1] ?? ""));
}

/** The columns of values that are hidden in the sheet. */
const hiddenValues = ({ table, mapping }: Sifting): number[] =>
  [...table.seen.hiddenColumns].filter((column) => {
    const role = mapping.columns[column] ?? "ignore";
    return isValueRole(role) || role === "low" || role === "high";
  });

/**
 * A mapping without the values of hidden columns, where these are left out. What the columns are is seen only once
 * the sheet has been looked through.
 */
export function visibleMapping(sifting: Sifting): Mapping {
  const { mapping, reading } = sifting;
  if (reading.hidden !== "leave") return mapping;
  const hidden = new Set(hiddenValues(sifting));
  return { ...mapping, columns: mapping.columns.map((role, at) => (hidden.has(at) ? "ignore" : role)) };
}

/** Parts the rows of a file into those that are read, those that are refused whole, and those that are left out. */
export class Sieve {
  /** Rows below the header that hold anything, whatever becomes of them. */
  rows = 0;
  readonly #sifting: Sifting;
  readonly #hidden: number[] = [];
  #hiddenCount = 0;
  #hiddenSamples: string[] = [];
  #refused: Fault[] = [];
  #refusals = 0;

  constructor(sifting: Sifting) {
    this.#sifting = sifting;
  }

  /** Why a row is refused whole; null where it can be read. */
  #whyRefused(row: SheetRow): string | null {
    const { table, headers, reading } = this.#sifting;
    if (row.refused !== undefined) return row.refused;
    if (table.sheet !== null || reading.header === 0) return null;
    const last = row.cells.findLastIndex(filled) + 1;
    if (last <= headers.length) return null;
    const cut = table.delimiter === "," && looksCut(row);
    const why = cut ? "; a number such as 1,234 without quotation marks is cut in two by its comma" : "";
    return `the row has ${last} cells, and there are ${headers.length} column names${why}`;
  }

  /** Whether a row is one to be read; what it is otherwise is noted. To be asked once of each row. */
  keeps(row: SheetRow): boolean {
    const { reading, notTaken, table, headers } = this.#sifting;
    this.rows += 1;
    if (row.hidden) {
      this.#hiddenCount += 1;
      if (this.#hidden.length < 500) this.#hidden.push(row.line);
      if (this.#hiddenSamples.length < 3) this.#hiddenSamples.push(wordsOf(row));
      const taken = reading.hidden === "take";
      notTaken.row(
        row.line,
        taken ? "hidden in the sheet, and taken as you said" : "hidden in the sheet",
        wordsOf(row),
        taken,
      );
      if (!taken) return false;
    }
    const refused = this.#whyRefused(row);
    if (refused !== null) {
      // Where nearly everything is refused, the rows themselves are no longer kept for the file of them.
      const cells = ++this.#refusals > ROWS_KEPT ? [] : row.cells;
      const fault = { line: row.line, column: null, header: "", value: "", reason: refused };
      this.#refused.push({ ...fault, row: cells.map(textOfCell) });
      return false;
    }
    if (table.sheet === null && reading.header > 0 && row.cells.length < headers.length)
      notTaken.row(
        row.line,
        "fewer cells than there are column names; the missing ones count as empty",
        wordsOf(row),
        true,
      );
    return true;
  }

  /** The rows that were refused since the last time. */
  refused(): Fault[] {
    return this.#refused.splice(0);
  }

  /** What has to be said about the sheet before its rows can be judged; asked once all of them were seen. */
  question(): AskedQuestion | null {
    const { table, headers, reading } = this.#sifting;
    const { seen } = table;
    const columns = hiddenValues(this.#sifting).map((column) => headers[column] || columnLetters(column));
    if (reading.hidden === undefined && this.#hiddenCount + columns.length > 0) {
      const lines = linesOf(this.#hidden, this.#hiddenCount);
      const samples = this.#hiddenSamples;
      return askHidden({ rows: this.#hiddenCount, lines, columns, filter: seen.filter, samples });
    }
    if (this.staleOpen && reading.zeros === undefined) return askStale(seen.results);
    if (this.zerosOpen && reading.zeros === undefined) return askZeros(seen.zeroCount, seen.zeros);
    return null;
  }

  /** Whether there are results of formulas which the file itself asks to be calculated anew. */
  get staleOpen(): boolean {
    const { calculation, seen } = this.#sifting.table;
    return calculation === "never" && seen.results > 0;
  }

  /** Whether no one can tell if formulas that show 0 were ever calculated. */
  get zerosOpen(): boolean {
    const { calculation, seen } = this.#sifting.table;
    return calculation === "unsaid" && seen.zeroCount > 0 && seen.results === 0;
  }
}
