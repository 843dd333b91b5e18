import { joinHeadings } from "@/lib/studio/reading/two-row-headings";
import { EMPTY, type SheetCell, type SheetRow, textOfCell } from "../sheet/sheet-row";
import { readPeriod } from "@/lib/studio/reading/read-period";

const SEARCHED = 25;

const isPeriod = (cell: SheetCell): boolean => cell.kind === "day" || readPeriod(textOfCell(cell), null) !== null;
const isNumber = (cell: SheetCell): boolean =>
  cell.kind === "number" || (cell.kind === "text" && /^[-+($€£¥]?\s*\d[\d.,'\s%]*\)?$/.test(cell.text.trim()));

/** A row of parts of years with the years above it, as one row of periods. */
function withYears(row: SheetRow, above: SheetRow | undefined): SheetRow {
  const texts = above ? joinHeadings(above.cells.map(textOfCell), row.cells.map(textOfCell)) : null;
  return texts ? { ...row, cells: texts.map((text) => (text === "" ? EMPTY : { kind: "text", text })) } : row;
}

/** Whether a row can hold names of columns: several different words or periods, and no other number. */
function looksLikeHeader(given: SheetRow, above: SheetRow | undefined, most: number): boolean {
  const row = withYears(given, above);
  const filled = row.cells.filter((cell) => cell.kind !== "empty");
  const texts = filled.map((cell) => textOfCell(cell).trim().toLowerCase());
  const distinct = new Set(texts).size === texts.length;
  const words = filled.filter((cell) => cell.kind === "text" && !isNumber(cell) && !isPeriod(cell)).length;
  const named = filled.every((cell) => cell.kind !== "fault" && (isPeriod(cell) || !isNumber(cell)));
  return named && distinct && words > 0 && filled.length >= Math.max(2, most * 0.6);
}

/** The line that holds the names of the columns, among the first rows of a table; 0 where none does. */
export function guessHeader(rows: readonly SheetRow[]): number {
  const searched = rows.slice(0, SEARCHED);
  const most = Math.max(0, ...searched.map((row) => row.cells.filter((cell) => cell.kind !== "empty").length));
  return searched.find((row, at) => looksLikeHeader(row, searched[at - 1], most))?.line ?? 0;
}
