import { numberWords } from "@/app/_ui/num";
import { traceKey } from "@/app/_ui/trace/trace-href";
import type { Cell, Column, Row, TableModel } from "@/lib/dashboards/figure";
import { daysBetween, formatDay } from "@/lib/kernel/format";

/** A cell as the browser gets it: words, what to sort by, status letter, number it leads back to, link, remark. */
export type ScreenCell = {
  t: string;
  s: string | number | null;
  r?: string;
  e?: string;
  x?: string;
  h?: string;
  w?: string;
  o?: string;
};
export type ScreenColumn = { key: string; label: string; unit: string; numeric: boolean };
export type ScreenTable = { columns: ScreenColumn[]; rows: ScreenCell[][] };

/** Marks a number as old where it became known more than `afterDays` before `on`. */
export type Staleness = { afterDays: number; on: string };

const textOf = (cell: Cell): string =>
  cell.text ?? (typeof cell.value === "boolean" ? (cell.value ? "yes" : "no") : String(cell.value ?? "n/a"));

function sortKey(cell: Cell, column: Column): string | number | null {
  const { value } = cell;
  if (column.kind === "number") return typeof value === "number" ? value : (cell.low ?? cell.high ?? null);
  return value === null ? null : typeof value === "boolean" ? Number(value) : value;
}

function staleWords(cell: Cell, stale: Staleness | undefined): string | undefined {
  if (!stale || !cell.knownAt) return undefined;
  const days = daysBetween(cell.knownAt, stale.on);
  return days > stale.afterDays ? `known since ${formatDay(cell.knownAt)}, ${days} days` : undefined;
}

function screenCell(cell: Cell, column: Column, row: Row, stale: Staleness | undefined): ScreenCell {
  const rowUnit = row["unit"]?.value;
  const unit = column.unit ?? (typeof rowUnit === "string" ? rowUnit : "");
  const words =
    column.kind === "number"
      ? numberWords(cell, { unit, decimals: column.decimals })
      : { text: textOf(cell), title: cell.derivation };
  const old = staleWords(cell, stale);
  return {
    t: words.text,
    s: sortKey(cell, column),
    ...("range" in words && words.range ? { r: words.range } : {}),
    ...("status" in words && words.status ? { e: words.status.letter } : {}),
    ...(cell.ref ? { x: traceKey(cell.ref) } : {}),
    ...(cell.href ? { h: cell.href } : {}),
    ...(words.title ? { w: words.title } : {}),
    ...(old ? { o: old } : {}),
  };
}

/** A table in the words of the screen, small enough to send: what is null is `n/a` and sorts last. */
export function screenTable(model: TableModel, stale?: Staleness): ScreenTable {
  const columns = model.columns.map((one) => ({
    key: one.key,
    label: one.label,
    unit: one.unit ?? "",
    numeric: one.kind === "number",
  }));
  const missing: Cell = { value: null };
  const rows = model.rows.map((row) =>
    model.columns.map((column) => screenCell(row[column.key] ?? missing, column, row, stale)),
  );
  return { columns, rows };
}
