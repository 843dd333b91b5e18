import type { Status } from "@/lib/kernel/status";
import type { CellRules } from "@/lib/studio/reading/parse-cell";
import type { Said } from "@/lib/studio/reading/read-amount";
import { unitCellOf } from "@/lib/studio/reading/unit-heading";
import { readNumber } from "../cells/read-number";
import { textOfCell } from "../sheet/sheet-row";
import type { ValueColumn } from "./plan";
import type { Dims, NumberRules } from "./readings";
import { type At, cellAt, Unreadable } from "./row-cells";
import { saidOf } from "./unit-profile";

/** The numbers of a value: a point, the ends of its range, the status that stands with them. */
export type Numbers = {
  value: number | null;
  low: number | null;
  high: number | null;
  status: Status | null;
  empty: boolean;
};

/** What the row's own columns say of the unit. Throws where one of them says what is no unit. */
function unitsAt({ row, reader }: At, unit: string): Said[] {
  const { units, headers } = reader.plan;
  return units.flatMap((column): Said[] => {
    const cell = cellAt(row, column);
    if (cell.kind === "fault") throw new Unreadable(column, cell.reason);
    const text = textOfCell(cell).trim();
    if (text === "") return [];
    const words = unitCellOf(text, { label: "", unit });
    if (!words) throw new Unreadable(column, `“${text}” is no unit that is known`);
    return [{ from: headers[column] || "Unit", words }];
  });
}

/** The columns of the ends of a value's range: a value of a heading of its own has none. */
function endsOf({ reader: { plan } }: At, value: ValueColumn): { low: number | null; high: number | null } {
  if (value.period !== null) return { low: null, high: null };
  return { low: plan.columnOf("low"), high: plan.columnOf("high") };
}

function rulesFor(at: At, value: ValueColumn, measure: string, unit: string): NumberRules {
  const { plan, decimalOf } = at.reader;
  const { mapping } = plan;
  const definition = plan.dataset.measures[measure];
  const said = [...saidOf(value.said, plan), ...unitsAt(at, unit)];
  // What a heading says of the step was said to hold against the setting of the whole file.
  const moved = mapping.headed === "heading" && said.some((one) => one.words.step !== null) ? 0 : mapping.scale;
  const scale = mapping.percent === "fractions" && unit === "%" ? 2 : moved;
  const of = (column: number | null): CellRules => {
    const decimal = column === null ? "auto" : decimalOf(column);
    return { label: definition?.label ?? measure, unit, decimal, ranks: definition?.ranks, said, scale };
  };
  const { low, high } = endsOf(at, value);
  return { point: of(value.column), low: of(low), high: of(high) };
}

const MOST_RULES = 1000;

/** The rules of a value, made once for all rows that say the same of the unit. */
function rulesAt(at: At, value: ValueColumn, measure: string, dims: Dims): NumberRules {
  const { unit } = at.readings.line(dims, measure);
  const cells = at.reader.plan.units.map((column) => cellAt(at.row, column));
  // What cannot be read is said of its own row, and nothing is made of it.
  if (cells.some((cell) => cell.kind === "fault")) return rulesFor(at, value, measure, unit);
  const key = [measure, unit, ...cells.map((cell) => textOfCell(cell).trim())].join("\u0001");
  const kept = at.readings.rules.get(value) ?? new Map<string, NumberRules>();
  at.readings.rules.set(value, kept);
  const rules = kept.get(key) ?? rulesFor(at, value, measure, unit);
  if (kept.size < MOST_RULES) kept.set(key, rules);
  return rules;
}

type Read = { value: number | null; low: number | null; high: number | null; status: Status | null } | null;

/** One end of a range: a number, or a bound on its own side, `>20` for the low end. */
function endOf({ row }: At, read: Read, side: "low" | "high", column: number | null): number | null {
  if (read === null) return null;
  const other = side === "low" ? read.high : read.low;
  if (other !== null) {
    const text = textOfCell(cellAt(row, column)).trim();
    const why = read[side] === null ? "is the other end" : "is a range";
    throw new Unreadable(column, `the ${side} end is one number, and “${text}” ${why}`);
  }
  return read.value ?? read[side];
}

function readAt({ row }: At, column: number | null, rules: CellRules): Read {
  if (column === null) return null;
  const found = readNumber(cellAt(row, column), rules);
  if (found.kind === "refused") throw new Unreadable(column, found.reason);
  return found.kind === "value" ? found : null;
}

/** Reads the numbers of a value by the unit that its cell, heading, row and file say. Throws Unreadable. */
export function numbersAt(at: At, value: ValueColumn, measure: string, dims: Dims): Numbers {
  const rules = rulesAt(at, value, measure, dims);
  const point = readAt(at, value.column, rules.point);
  const ends = endsOf(at, value);
  const [least, most] = [readAt(at, ends.low, rules.low), readAt(at, ends.high, rules.high)];
  const low = endOf(at, least, "low", ends.low) ?? point?.low ?? null;
  const high = endOf(at, most, "high", ends.high) ?? point?.high ?? null;
  if (low !== null && high !== null && low > high)
    throw new Unreadable(ends.low ?? value.column, "the low end is above the high one");
  const number = point?.value ?? null;
  const empty = number === null && low === null && high === null;
  return { value: number, low, high, status: point?.status ?? least?.status ?? most?.status ?? null, empty };
}
