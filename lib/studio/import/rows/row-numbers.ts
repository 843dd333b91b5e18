import { seriesUnit } from "@/lib/datasets/series-title";
import type { Status } from "@/lib/kernel/status";
import type { Said } from "@/lib/studio/reading/read-amount";
import { unitCellOf } from "@/lib/studio/reading/unit-heading";
import { readNumber } from "../cells/read-number";
import { textOfCell } from "../sheet/sheet-row";
import type { ValueColumn } from "./plan";
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

type Read = { value: number | null; low: number | null; high: number | null; status: Status | null } | null;

/** One end of a range: a number, or a bound on its own side, `>20` for the low end. */
function endOf(read: Read, side: "low" | "high", column: number | null, text: string): number | null {
  if (read === null) return null;
  const other = side === "low" ? read.high : read.low;
  if (other !== null)
    throw new Unreadable(
      column,
      `the ${side} end is one number, and “${text}” ${read[side] === null ? "is the other end" : "is a range"}`,
    );
  return read.value ?? read[side];
}

/** Reads the numbers of a value by the unit that its cell, heading, row and file say. Throws Unreadable. */
export function numbersAt(at: At, value: ValueColumn, measure: string, dims: Record<string, string>): Numbers {
  const { row, reader } = at;
  const { plan } = reader;
  const { mapping } = plan;
  const definition = plan.dataset.measures[measure];
  const unit = seriesUnit(plan.dataset, dims, measure);
  const said = [...saidOf(value.said, plan), ...unitsAt(at, unit)];
  // What a heading says of the step was said to hold against the setting of the whole file.
  const moved = mapping.headed === "heading" && said.some((one) => one.words.step !== null) ? 0 : mapping.scale;
  const scale = mapping.percent === "fractions" && unit === "%" ? 2 : moved;
  const read = (column: number | null): Read => {
    const decimal = column === null ? "auto" : reader.decimalOf(column);
    const rules = { label: definition?.label ?? measure, unit, decimal, ranks: definition?.ranks, said };
    const found = readNumber(cellAt(row, column), rules, scale);
    if (found.kind === "refused") throw new Unreadable(column, found.reason);
    return found.kind === "value" ? found : null;
  };
  const point = read(value.column);
  const ends =
    value.period === null ? { low: plan.columnOf("low"), high: plan.columnOf("high") } : { low: null, high: null };
  const text = (column: number | null) => textOfCell(cellAt(row, column)).trim();
  const [least, most] = [read(ends.low), read(ends.high)];
  const low = endOf(least, "low", ends.low, text(ends.low)) ?? point?.low ?? null;
  const high = endOf(most, "high", ends.high, text(ends.high)) ?? point?.high ?? null;
  if (low !== null && high !== null && low > high)
    throw new Unreadable(ends.low ?? value.column, "the low end is above the high one");
  const number = point?.value ?? null;
  const empty = number === null && low === null && high === null;
  return { value: number, low, high, status: point?.status ?? least?.status ?? most?.status ?? null, empty };
}
