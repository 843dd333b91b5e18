import type { Status } from "@/lib/kernel/status";
import { parseCell, type CellRules } from "@/lib/studio/grid/parse-cell";
import type { SheetCell } from "../sheet/sheet-row";

/** By what power of ten plain numbers are moved: a file that counts in millions says so in its title only. */
export type Scale = 0 | 2 | 3 | 6 | 9;

export type NumberCell =
  | { kind: "empty" }
  | { kind: "value"; value: number | null; low: number | null; high: number | null; status: Status | null }
  | { kind: "refused"; reason: string };

// A number that says its own unit is not moved: `$10.2B` is no ten billion millions.
const PLAIN = /^[-+(\s]*\d[\d.,'’\s\u00A0\u202F]*\)?$/;

const moved = (number: number | null, scale: Scale): number | null =>
  number === null || scale === 0
    ? number
    : Number(
        `${number}e${scale}`.replace(/e([+-]?\d+)e(\d+)$/, (_, a: string, b: string) => `e${Number(a) + Number(b)}`),
      );

function ofNumber(number: number, percent: boolean, rules: CellRules, scale: Scale): NumberCell {
  const value = (one: number): NumberCell => ({ kind: "value", value: one, low: null, high: null, status: null });
  if (!percent) return value(moved(number, scale) ?? number);
  if (rules.unit !== "%")
    return { kind: "refused", reason: `the cell shows a percentage; ${rules.label} is kept in ${rules.unit}` };
  // The hundredth is stored: fifteen digits are what the workbook knew.
  return value(Number((number * 100).toPrecision(15)));
}

/** Reads a cell as a value of a measure. Words, dates, truth values and faults are refused with the reason. */
export function readNumber(cell: SheetCell, rules: CellRules, scale: Scale): NumberCell {
  switch (cell.kind) {
    case "empty":
      return { kind: "empty" };
    case "fault":
      return { kind: "refused", reason: cell.reason };
    case "number":
      return ofNumber(cell.number, cell.percent, rules, scale);
    case "day":
      return { kind: "refused", reason: `${cell.day} is a date and not a number` };
    case "boolean":
      return { kind: "refused", reason: `${cell.truth ? "TRUE" : "FALSE"} is no number` };
    case "text": {
      const read = parseCell(cell.text, rules);
      if (read.kind === "refused") return { kind: "refused", reason: read.message };
      if (read.kind === "empty") return read;
      const by = PLAIN.test(cell.text.trim()) ? scale : 0;
      const [value, low, high] = [read.value, read.low, read.high].map((one) => moved(one, by));
      return { kind: "value", value: value ?? null, low: low ?? null, high: high ?? null, status: read.status };
    }
  }
}
