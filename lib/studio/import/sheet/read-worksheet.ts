import { AppError } from "@/lib/kernel/error";
import { limits } from "../limits";
import { type Merge, mergesByRow, readMerges } from "./merges";
import { serialDay } from "./serial-date";
import { columnLetters, EMPTY, parseReference, type SheetCell, type SheetRow, textCell } from "./sheet-row";
import { readSharedTexts, unescaped, type Workbook } from "./workbook";
import { parseXml } from "./xml";

type RawCell = { column: number; type: string; style: number; value: string | null; inline: string; formula: boolean };
type Book = Pick<Workbook, "dates" | "styles">;

const fault = (text: string, reason: string): SheetCell => ({ kind: "fault", text, reason });

function numberCell(book: Book, raw: RawCell, text: string): SheetCell {
  const number = Number(text);
  if (text.trim() === "" || !Number.isFinite(number))
    return fault(text, "the workbook says that this is a number, and it is none");
  const kind = book.styles[raw.style] ?? "plain";
  if (kind !== "date") return { kind: "number", number, percent: kind === "percent" };
  const found = serialDay(number, book.dates);
  return found ? { kind: "day", ...found } : fault(text, `${text} is no day that Excel can have meant`);
}

function isoCell(text: string): SheetCell {
  const match = /^(\d{4}-\d{2}-\d{2})(?:T(.*))?$/.exec(text);
  return match ? { kind: "day", day: match[1] ?? "", clock: /[1-9]/.test(match[2] ?? "") } : textCell(text);
}

function cellOf(book: Book, shared: readonly string[], raw: RawCell): SheetCell {
  if (raw.type === "inlineStr") return textCell(unescaped(raw.inline));
  const { value } = raw;
  if (value === null)
    return raw.formula
      ? fault("", "the formula has no result stored with it; open the file in Excel, let it calculate, and save it")
      : EMPTY;
  switch (raw.type) {
    case "s":
      return textCell(shared[Number(value)] ?? "");
    case "str":
      return textCell(unescaped(value));
    case "b":
      return { kind: "boolean", truth: value === "1" || value === "true" };
    case "e":
      return fault(value, `the cell shows the error ${value}`);
    case "d":
      return isoCell(value);
    default:
      return numberCell(book, raw, value);
  }
}

function covered(cells: SheetCell[], line: number, merges: readonly Merge[]): void {
  for (const { reference, first, top, bottom, left, right } of merges) {
    const last = bottom > top ? Math.min(right, Math.max(left, cells.length - 1)) : Math.min(right, cells.length - 1);
    for (let column = left; column <= last; column++) {
      if ((line === top && column === left) || (cells[column] ?? EMPTY).kind !== "empty") continue;
      while (cells.length <= column) cells.push(EMPTY);
      cells[column] = fault(
        "",
        `${columnLetters(column)}${line} belongs to the merged cells ${reference}, whose value stands in ${first} alone`,
      );
    }
  }
}

/** What is being put together while a sheet's elements pass by. */
class RowBuilder {
  readonly ready: SheetRow[] = [];
  #line = 0;
  #cells: SheetCell[] = [];
  #raw: RawCell | null = null;
  #into: "value" | "inline" | null = null;
  #spoken = 0;
  readonly #cellOf: (raw: RawCell) => SheetCell;
  readonly #mergesOf: (row: number) => readonly Merge[];

  constructor(read: (raw: RawCell) => SheetCell, mergesOf: (row: number) => readonly Merge[]) {
    this.#cellOf = read;
    this.#mergesOf = mergesOf;
  }

  readonly open = (name: string, attributes: Readonly<Record<string, string>>): void => {
    if (name === "row") {
      const next = Number(attributes["r"] ?? this.#line + 1);
      if (!Number.isSafeInteger(next) || next <= this.#line)
        throw new AppError("invalid", "The workbook is damaged: its rows do not follow each other.");
      this.#line = next;
      this.#cells = [];
    } else if (name === "c") {
      const column = attributes["r"] ? parseReference(attributes["r"])?.column : this.#cells.length;
      if (column === undefined || column >= limits.columns)
        throw new AppError(
          "invalid",
          `Row ${this.#line} has a cell beyond column ${limits.columns}, and no more are read.`,
        );
      const { t: type = "n", s: style = "0" } = attributes;
      this.#raw = { column, type, style: Number(style), value: null, inline: "", formula: false };
    } else if (name === "f" && this.#raw) this.#raw.formula = true;
    else if (name === "v" && this.#raw) {
      this.#raw.value = "";
      this.#into = "value";
    } else if (name === "rPh") this.#spoken += 1;
    else if (name === "t" && this.#raw && this.#spoken === 0) this.#into = "inline";
  };

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
      // A formula that gives nothing and a cell with an empty value are empty, not wrong.
      const empty = this.#raw.value === "" && this.#raw.type === "str";
      this.#cells[column] = empty ? EMPTY : this.#cellOf(this.#raw);
      this.#raw = null;
    } else if (name === "row") {
      if (this.#cells.every((cell) => cell.kind === "empty")) return;
      covered(this.#cells, this.#line, this.#mergesOf(this.#line));
      this.ready.push({ line: this.#line, cells: this.#cells });
    }
  };
}

/**
 * The rows of one sheet of a workbook, by their numbers; empty rows are passed over. A formula counts by its stored
 * result; errors, formulas without a result and cells covered by a merge come as faults, each by name.
 */
export async function* readWorksheet(book: Workbook, part: string): AsyncGenerator<SheetRow> {
  const shared = await readSharedTexts(book);
  const merges = mergesByRow(await readMerges(book.zip, part));
  const rows = new RowBuilder((raw) => cellOf(book, shared, raw), merges);
  for await (const _ of parseXml(book.zip, part, rows)) {
    yield* rows.ready;
    rows.ready.length = 0;
  }
}
