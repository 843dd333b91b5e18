import type { Status } from "@/lib/kernel/status";
import { plainAmount } from "@/lib/studio/reading/read-amount";
import { type CellRules, parseCell } from "@/lib/studio/reading/parse-cell";
import type { SheetCell } from "../sheet/sheet-row";

/** By what power of ten plain numbers are moved: a file that counts in millions says so in its title only. */
export type Scale = 0 | 2 | 3 | 6 | 9;

export type NumberCell =
  | { kind: "empty" }
  | { kind: "value"; value: number | null; low: number | null; high: number | null; status: Status | null }
  | { kind: "refused"; reason: string };

const pointOf = (value: number): NumberCell => ({ kind: "value", value, low: null, high: null, status: null });

function ofNumber(number: number, percent: boolean, rules: CellRules): NumberCell {
  if (!percent) {
    const read = plainAmount(number, rules);
    return "refused" in read ? { kind: "refused", reason: read.refused } : pointOf(read.value);
  }
  if (rules.unit !== "%")
    return { kind: "refused", reason: `the cell shows a percentage; ${rules.label} is kept in ${rules.unit}` };
  // The hundredth is stored: fifteen digits are what the workbook knew.
  return pointOf(Number((number * 100).toPrecision(15)));
}

const pointed = new WeakMap<CellRules, CellRules>();

/** The same rules for a number that is written with a point. */
function withPoint(rules: CellRules): CellRules {
  const known = pointed.get(rules) ?? { ...rules, decimal: "point" };
  pointed.set(rules, known);
  return known;
}

/** Reads a cell as a value of a measure. Words, dates, truth values and faults are refused with the reason. */
export function readNumber(cell: SheetCell, rules: CellRules): NumberCell {
  switch (cell.kind) {
    case "empty":
      return { kind: "empty" };
    case "fault":
      return { kind: "refused", reason: cell.reason };
    case "number":
      return ofNumber(cell.number, cell.percent, rules);
    case "day":
      return { kind: "refused", reason: `${cell.day} is a date and not a number` };
    case "boolean":
      return { kind: "refused", reason: `${cell.truth ? "TRUE" : "FALSE"} is no number` };
    case "text": {
      // A workbook's own number is written with a point, whatever the texts beside it do.
      const read = parseCell(cell.text, cell.number === undefined ? rules : withPoint(rules));
      if (read.kind === "refused") return { kind: "refused", reason: read.message };
      if (read.kind === "empty") return read;
      const { value, low, high, status } = read;
      return { kind: "value", value, low, high, status };
    }
  }
}
