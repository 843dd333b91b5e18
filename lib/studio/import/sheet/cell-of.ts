import { type Calculation, NEVER_CALCULATED, STALE, NO_RESULT, type Zeros } from "./calculation";
import type { Seen } from "./seen";
import { type DateSystem, serialDay } from "./serial-date";
import { unescaped } from "./shared-texts";
import { EMPTY, type SheetCell } from "./sheet-row";
import type { NumberFormat } from "./number-format";
import { shownNumber, shownText } from "./show-number";

/** A cell as the sheet's XML has it. `formula` also where it belongs to a formula of several cells. */
export type RawCell = {
  reference: string;
  column: number;
  type: string;
  style: number;
  value: string | null;
  inline: string;
  formula: boolean;
};

/** What it takes to read a cell of a workbook. */
export type CellContext = {
  styles: readonly NumberFormat[];
  dates: DateSystem;
  shared: readonly string[];
  calculation: Calculation;
  zeros: Zeros | undefined;
  /** Makes a cell of a text. */
  wordCell: (text: string) => SheetCell;
  seen: Seen;
};

const fault = (text: string, reason: string): SheetCell => ({ kind: "fault", text, reason });

function numberCell({ styles, dates }: CellContext, raw: RawCell, text: string): SheetCell {
  const number = Number(text);
  if (text.trim() === "" || !Number.isFinite(number))
    return fault(text, "the workbook says that this is a number, and it is none");
  const format = styles[raw.style] ?? { kind: "plain" };
  if (format.kind !== "date") return shownNumber(format, number);
  const found = serialDay(number, dates);
  return found ? { kind: "day", ...found } : fault(text, `${text} is no day that Excel can have meant`);
}

function wordCell(context: CellContext, raw: RawCell, text: string): SheetCell {
  return context.wordCell(shownText(context.styles[raw.style], text));
}

function isoCell(context: CellContext, raw: RawCell, text: string): SheetCell {
  const match = /^(\d{4}-\d{2}-\d{2})(?:T(.*))?$/.exec(text);
  return match
    ? { kind: "day", day: match[1] ?? "", clock: /[1-9]/.test(match[2] ?? "") }
    : wordCell(context, raw, text);
}

function sharedCell(context: CellContext, raw: RawCell, index: string): SheetCell {
  const text = /^\s*\d+\s*$/.test(index) ? context.shared[Number(index)] : undefined;
  if (text !== undefined) return wordCell(context, raw, text);
  return fault(index, `the workbook says that the cell holds its text number ${index}, and it has no such text`);
}

/** The result 0 of a formula, as far as the workbook is to be believed; null where it is. */
function doubtfulZero({ calculation, zeros, seen }: CellContext, raw: RawCell): SheetCell | null {
  if (calculation === "never") return fault("0", NEVER_CALCULATED);
  if (calculation === "done") return null;
  seen.seeZero(raw.reference);
  return zeros === "refuse" ? fault("0", "the formula shows 0 and is said not to have been calculated") : null;
}

/** What a cell of a workbook holds; what cannot be taken is a fault of this cell alone. */
export function cellOf(context: CellContext, raw: RawCell): SheetCell {
  if (raw.type === "inlineStr") return wordCell(context, raw, unescaped(raw.inline));
  const { value } = raw;
  // A formula that gives no text and a cell with an empty value are empty, not wrong.
  if (value === null || value.trim() === "") {
    if (raw.formula && (value === null || raw.type !== "str")) return fault("", NO_RESULT);
    return value === null || raw.type !== "str" ? EMPTY : wordCell(context, raw, value);
  }
  if (raw.formula && raw.type === "n") {
    const doubt = Number(value) === 0 ? doubtfulZero(context, raw) : null;
    if (doubt) return doubt;
    if (Number(value) !== 0) context.seen.results += 1;
    if (context.calculation === "never" && context.zeros === "refuse") return fault(value, STALE);
  }
  switch (raw.type) {
    case "s":
      return sharedCell(context, raw, value);
    case "str":
      if (raw.formula) context.seen.results += 1;
      return wordCell(context, raw, unescaped(value));
    case "b":
      return { kind: "boolean", truth: value === "1" || value === "true" };
    case "e":
      return fault(value, `the cell shows the error ${value}`);
    case "d":
      return isoCell(context, raw, value);
    default:
      return numberCell(context, raw, value);
  }
}
