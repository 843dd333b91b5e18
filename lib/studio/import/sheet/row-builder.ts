import { AppError } from "@/lib/kernel/error";
import { limits } from "../limits";
import type { RawCell } from "./cell-of";
import { columnLetters, EMPTY, parseReference, type SheetCell, type SheetRow } from "./sheet-row";
import type { XmlEvents } from "./xml";

type Attributes = Readonly<Record<string, string>>;
type Range = { bottom: number; left: number; right: number };

/** What a row is built by: how a cell is read, what is done to a row, and what is told of hidden columns. */
export type Building = {
  cellOf: (raw: RawCell) => SheetCell;
  onRow: (row: SheetRow) => void;
  onHiddenColumn: (column: number) => void;
};

const on = (flag: string | undefined): boolean => flag === "1" || flag === "true";

/** What is being put together while a sheet's elements pass by; rows that hold anything are taken from it. */
export class RowBuilder implements XmlEvents {
  #ready: SheetRow[] = [];
  #line = 0;
  #hidden = false;
  #cells: SheetCell[] = [];
  #raw: RawCell | null = null;
  #into: "value" | "inline" | null = null;
  #spoken = 0;
  /** Formulas of several cells, of which the first alone has the formula. */
  #formulas: Range[] = [];
  readonly #building: Building;

  constructor(building: Building) {
    this.#building = building;
  }

  /** The rows that are whole since the last time. */
  take(): SheetRow[] {
    const rows = this.#ready;
    this.#ready = [];
    return rows;
  }

  readonly open = (name: string, attributes: Attributes): void => {
    if (name === "col") this.#openColumns(attributes);
    else if (name === "row") this.#openRow(attributes);
    else if (name === "c") this.#openCell(attributes);
    else if (name === "f" && this.#raw) this.#openFormula(this.#raw, attributes);
    else if (name === "v" && this.#raw) {
      this.#raw.value = "";
      this.#into = "value";
    } else if (name === "rPh") this.#spoken += 1;
    else if (name === "t" && this.#raw && this.#spoken === 0) this.#into = "inline";
  };

  #openColumns({ min = "1", max = min, hidden, width, customWidth }: Attributes): void {
    if (!on(hidden) && !(on(customWidth) && Number(width) === 0)) return;
    const last = Math.min(Number(max), limits.columns);
    for (let column = Number(min); column <= last; column++) this.#building.onHiddenColumn(column - 1);
  }

  #openRow({ r, hidden, ht, customHeight }: Attributes): void {
    const next = Number(r ?? this.#line + 1);
    if (!Number.isSafeInteger(next) || next <= this.#line)
      throw new AppError("invalid", "The workbook is damaged: its rows do not follow each other.");
    this.#line = next;
    this.#hidden = on(hidden) || (on(customHeight) && Number(ht) === 0);
    this.#cells = [];
    this.#formulas = this.#formulas.filter((one) => one.bottom >= next);
  }

  #openCell({ r, t: type = "n", s: style = "0" }: Attributes): void {
    const column = r ? parseReference(r)?.column : this.#cells.length;
    if (column === undefined || column >= limits.columns)
      throw new AppError(
        "invalid",
        `Row ${this.#line} has a cell beyond column ${limits.columns}, and no more are read.`,
      );
    const formula = this.#formulas.some((one) => one.left <= column && column <= one.right);
    const reference = r ?? `${columnLetters(column)}${this.#line}`;
    this.#raw = { reference, column, type, style: Number(style), value: null, inline: "", formula };
  }

  #openFormula(raw: RawCell, { t, ref }: Attributes): void {
    raw.formula = true;
    const [from, to] = t === "array" || t === "dataTable" ? (ref ?? "").split(":").map(parseReference) : [];
    if (from && to && this.#formulas.length < limits.merges)
      this.#formulas.push({ bottom: to.row, left: from.column, right: to.column });
  }

  readonly text = (text: string): void => {
    if (!this.#raw || !this.#into) return;
    if (this.#into === "value") this.#raw.value = (this.#raw.value ?? "") + text;
    else this.#raw.inline += text;
    // A part may unpack to a gigabyte: what is no cell of a spreadsheet is not gathered in memory.
    if ((this.#raw.value ?? "").length + this.#raw.inline.length > limits.cellCharacters * 2)
      throw new AppError("invalid", `Row ${this.#line} has a cell of more text than a cell can hold.`);
  };

  readonly close = (name: string): void => {
    if (name === "v" || name === "t") this.#into = null;
    else if (name === "rPh") this.#spoken -= 1;
    else if (name === "c" && this.#raw) {
      const { column } = this.#raw;
      while (this.#cells.length < column) this.#cells.push(EMPTY);
      this.#cells[column] = this.#building.cellOf(this.#raw);
      this.#raw = null;
    } else if (name === "row") this.#closeRow();
  };

  #closeRow(): void {
    if (this.#cells.every((cell) => cell.kind === "empty")) return;
    const row: SheetRow = { line: this.#line, cells: this.#cells, ...(this.#hidden ? { hidden: true } : {}) };
    this.#building.onRow(row);
    this.#ready.push(row);
  }
}
