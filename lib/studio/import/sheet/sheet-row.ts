/** One cell as it stands in a file, before anybody says what it means. */
export type SheetCell =
  | { kind: "empty" }
  /** A text; `number` where it is a number of a workbook as its format shows it, whose decimals need no guess. */
  | { kind: "text"; text: string; number?: number }
  /** A number of a workbook; `percent` where its format shows a hundredth as 1 %. */
  | { kind: "number"; number: number; percent: boolean }
  /** A date of a workbook, as a day; `clock` where it has a time of day. */
  | { kind: "day"; day: string; clock: boolean }
  | { kind: "boolean"; truth: boolean }
  /** What cannot be taken, and why. `text` is what stands there. */
  | { kind: "fault"; text: string; reason: string };

/**
 * A row by its line in the file or its number in the sheet, from 1. `hidden` where nobody sees it in the sheet,
 * `refused` with the reason why none of it can be taken.
 */
export type SheetRow = { line: number; cells: SheetCell[]; hidden?: boolean; refused?: string };

export const EMPTY: SheetCell = { kind: "empty" };

/** What a person sees in the cell. */
export function textOfCell(cell: SheetCell | undefined): string {
  switch (cell?.kind) {
    case undefined:
    case "empty":
      return "";
    case "text":
    case "fault":
      return cell.text;
    case "number":
      return cell.percent ? `${Number((cell.number * 100).toPrecision(15))}%` : String(cell.number);
    case "day":
      return cell.day;
    case "boolean":
      return cell.truth ? "TRUE" : "FALSE";
  }
}

const A = 65;

/** The letters of a column from 0: A, B, … Z, AA. */
export function columnLetters(index: number): string {
  const rest = Math.floor(index / 26) - 1;
  return (rest >= 0 ? columnLetters(rest) : "") + String.fromCharCode(A + (index % 26));
}

const Z = 90;
const PLAIN = /^[A-Z]{1,3}\d{1,7}$/;

/** Column from 0 and row from 1 of a reference such as `AB12` or `$AB$12`; null where it is none. */
export function parseReference(reference: string): { column: number; row: number } | null {
  const plain = PLAIN.test(reference) ? reference : reference.replace(/^\$?([A-Z]{1,3})\$?(\d{1,7})$/, "$1$2");
  if (!PLAIN.test(plain)) return null;
  let [column, at] = [0, 0];
  for (let code = plain.charCodeAt(at); code >= A && code <= Z; code = plain.charCodeAt(++at))
    column = column * 26 + (code - A + 1);
  return { column: column - 1, row: Number(plain.slice(at)) };
}
