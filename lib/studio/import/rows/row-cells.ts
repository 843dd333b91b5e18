import { EMPTY, type SheetCell, type SheetRow, textOfCell } from "../sheet/sheet-row";
import type { Plan } from "./plan";
import type { Readings } from "./readings";
import type { RowReader } from "./row-reader";

/** A thing that cannot be read; carried to the row's end as a fault. */
export class Unreadable extends Error {
  readonly column: number | null;
  readonly value: string | null;
  readonly near: readonly string[];
  constructor(column: number | null, reason: string, value: string | null = null, near: readonly string[] = []) {
    super(reason);
    this.near = near;
    this.column = column;
    this.value = value;
  }
}

/** A row, and what it is read with. */
export type At = { row: SheetRow; reader: RowReader; readings: Readings };

/** The cell of a column, empty where there is none. */
export const cellAt = (row: SheetRow, column: number | null): SheetCell =>
  column === null ? EMPTY : (row.cells[column] ?? EMPTY);

const NOWHERE = { column: null, text: "" };

/** The text of a role's cell, empty where no column has the role. Throws where the cell is a fault. */
export function textAt(
  { row, reader }: At,
  role: Parameters<Plan["columnOf"]>[0],
): { column: number | null; text: string } {
  const column = reader.plan.columnOf(role);
  if (column === null) return NOWHERE;
  const cell = cellAt(row, column);
  if (cell.kind === "fault") throw new Unreadable(column, cell.reason);
  return { column, text: textOfCell(cell).trim() };
}
