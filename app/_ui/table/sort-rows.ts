import type { ScreenCell } from "./screen-rows";

export type Sort = { column: number; descending: boolean };

function compare(a: string | number, b: string | number): number {
  if (typeof a === "number" && typeof b === "number") return a - b;
  return String(a).localeCompare(String(b), "en", { numeric: true, sensitivity: "base" });
}

/** The rows in order of one column; equal ones keep their order and unknown ones come last, whichever way it runs. */
export function sortRows<T extends { cells: readonly ScreenCell[] }>(
  rows: readonly T[],
  sort: Sort | null,
): readonly T[] {
  if (!sort) return rows;
  return rows.toSorted((a, b) => {
    const [left, right] = [a.cells[sort.column]?.s ?? null, b.cells[sort.column]?.s ?? null];
    if (left === null || right === null) return Number(left === null) - Number(right === null);
    return sort.descending ? compare(right, left) : compare(left, right);
  });
}
