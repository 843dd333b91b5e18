import { addTo } from "@/lib/kernel/group-by";
import type { Cell, Column, Row, TableModel } from "@/lib/dashboards/figure";
import { formatChange, formatPoints, formatRange, formatValue } from "@/lib/kernel/format";

/** One cell of a table that a publication changes. `change` is relative, or in points for a share; null where it says nothing. */
export type CellChange = {
  row: string;
  column: string;
  before: string | null;
  after: string | null;
  change: string | null;
};

const missing: Cell = { value: null };
// What says since when or from whom a number is known changes with every number, and is not what readers look at.
const ABOUT = new Set(["known", "source", "sources", "note", "status", "unit"]);

const cellOf = (row: Row, { key }: Column): Cell => row[key] ?? missing;
const wordsOf = ({ text, value }: Cell): string => text ?? (value === null ? "" : String(value));

/** Everything that a reader sees of a cell. */
const contentOf = ({ value, text, low, high, status }: Cell): string =>
  JSON.stringify([value, text ?? null, low ?? null, high ?? null, status ?? null]);

const rowContent = (columns: readonly Column[], row: Row): string =>
  columns
    .filter((one) => !ABOUT.has(one.key) || one.kind === "number")
    .map((one) => contentOf(cellOf(row, one)))
    .join();

/** What a row is about: its words and periods, without numbers and without what they rest on. */
function rowName(columns: readonly Column[], row: Row): string {
  const naming = columns.filter((one) => (one.kind === "text" || one.kind === "period") && !ABOUT.has(one.key));
  return naming
    .map((one) => wordsOf(cellOf(row, one)))
    .filter(Boolean)
    .join(", ");
}

const refsOf = (row: Row): string[] =>
  Object.values(row).flatMap(({ ref }) => (ref ? [`${ref.series} ${ref.period}`] : []));

type Pair = { before: Row | null; after: Row | null };

/** Takes rows out of `rest` for each of `rows` by a key that both have; what finds none is returned. */
function pairBy(keysOf: (row: Row) => string[], rows: readonly Row[], rest: Set<Row>, pairs: Pair[]): Row[] {
  const waiting = new Map<string, Row[]>();
  for (const row of rest) for (const key of keysOf(row)) addTo(waiting, key, row);
  return rows.filter((after) => {
    const found = keysOf(after)
      .flatMap((key) => waiting.get(key) ?? [])
      .find((row) => rest.has(row));
    if (!found) return true;
    rest.delete(found);
    pairs.push({ before: found, after });
    return false;
  });
}

/** Rows of both tables that differ, matched by what they are about, then by the numbers that they lead back to. */
function pairsOf(before: TableModel, after: TableModel): Pair[] {
  const rest = new Set(before.rows);
  const same: Pair[] = [];
  const pairs: Pair[] = [];
  let left = pairBy((row) => [rowContent(after.columns, row)], after.rows, rest, same);
  left = pairBy((row) => [rowName(after.columns, row)], left, rest, pairs);
  left = pairBy(refsOf, left, rest, pairs);
  return [
    ...pairs,
    ...left.map((row) => ({ before: null, after: row })),
    ...[...rest].map((row) => ({ before: row, after: null })),
  ];
}

function shown(cell: Cell, { unit = "", decimals = 2, kind }: Column): string | null {
  const { value, text, low, high, status } = cell;
  if (kind !== "number") return wordsOf(cell) || null;
  const mark = status && status !== "A" ? ` ${status}` : "";
  if (text !== undefined) return text;
  if (typeof value === "number") return `${formatValue(value, unit, decimals)}${mark}`;
  const range = (low ?? null) === null && (high ?? null) === null ? null : formatRange({ low, high }, unit, decimals);
  return range === null ? null : `${range}${mark}`;
}

/** A change in words: percentage points for a share, relative otherwise; null where one side is no number. */
export function changeWords(
  before: Cell["value"] | undefined,
  after: Cell["value"] | undefined,
  unit: string,
): string | null {
  if (typeof before !== "number" || typeof after !== "number" || before === after) return null;
  if (unit === "%") return formatPoints(after - before, 2);
  return before === 0 ? null : formatChange((100 * (after - before)) / Math.abs(before), 2);
}

function changeOf(column: Column, pair: Pair, row: string): CellChange {
  const [before, after] = [cellOf(pair.before ?? {}, column), cellOf(pair.after ?? {}, column)];
  const unit = column.unit ?? wordsOf((pair.after ?? pair.before)?.["unit"] ?? missing);
  const [from, to] = [shown(before, { ...column, unit }), shown(after, { ...column, unit })];
  const exact = from === to && before.value !== after.value;
  return {
    row,
    column: column.label,
    before: exact ? wordsOf({ value: before.value }) : from,
    after: exact ? wordsOf({ value: after.value }) : to,
    change: changeWords(before.value, after.value, unit),
  };
}

/**
 * The cells by which two states of one table differ: rows that changed first, then new ones, then those that are gone. A row that is only in one of them
 * counts with each of its numbers. Days of knowledge, sources and notes are passed over.
 */
export function diffTables(before: TableModel, after: TableModel): CellChange[] {
  const columns = after.columns.length > 0 ? after.columns : before.columns;
  const compared = columns.filter((one) => one.kind === "number" || (one.kind === "text" && !ABOUT.has(one.key)));
  return pairsOf(before, after).flatMap((pair) => {
    const name = rowName(columns, pair.after ?? pair.before ?? {});
    const whole = pair.before === null || pair.after === null;
    return compared.flatMap((column) => {
      const [from, to] = [cellOf(pair.before ?? {}, column), cellOf(pair.after ?? {}, column)];
      const says = column.kind === "number" || !whole;
      return says && contentOf(from) !== contentOf(to) ? [changeOf(column, pair, name)] : [];
    });
  });
}
