import type { Queryable } from "@/db/client";
import type { Frequency } from "@/lib/kernel/period";
import { now } from "@/lib/kernel/clock";
import { keeper } from "@/lib/store/keep";
import { columnOf, type GridColumn, gridColumns, isByDay, MOST_DAYS } from "./columns";

type Query = {
  dataset: string;
  measure: string;
  draft: number | null;
  from?: string | undefined;
  to?: string | undefined;
};

const keepPeriods = keeper<{ periods: readonly string[] }>();

type Row = { period: string; end: string | null };

/** The periods that have values: all of them by day and week, else the first and the last. */
async function readPeriods(
  sql: Queryable,
  query: Query,
  frequency: Frequency,
): Promise<{ periods: readonly string[] }> {
  const rows = await sql<Row[]>`
    select period, max(o.period_end) as end from observation o join series on series.id = o.series_id
    where series.dataset = ${query.dataset} and series.measure = ${query.measure}
    group by period order by period`;
  return { periods: [...new Set(rows.map((row) => columnOf(row.period, row.end, frequency)))] };
}

/** Which of all days a grid by days shows, and from which day its neighbours begin; null where there are none. */
export type DayWindow = { shown: number; of: number; earlier: string | null; later: string | null };

/** Where columns stand among all days that have values; null where a grid is not by days, or shows them all. */
export async function readDayWindow(
  sql: Queryable,
  query: Query,
  frequency: Frequency,
  { state, columns }: { state: string; columns: readonly GridColumn[] },
): Promise<DayWindow | null> {
  if (!isByDay(frequency)) return null;
  const key = JSON.stringify([query.dataset, query.measure, state]);
  const { periods } = await keepPeriods(key, () => readPeriods(sql, query, frequency));
  const first = columns[0]?.period ?? "";
  const before = periods.filter((one) => one < first);
  const after = periods.filter((one) => one > (columns.at(-1)?.period ?? ""));
  if (before.length + after.length === 0) return null;
  return {
    shown: columns.length,
    of: before.length + columns.length + after.length,
    earlier: before.slice(-MOST_DAYS)[0] ?? null,
    later: after[0] ?? null,
  };
}

/** The columns of a measure's grid: periods with published or proposed values, and some to come. */
export async function readColumns(
  sql: Queryable,
  query: Query,
  frequency: Frequency,
  state: string,
): Promise<GridColumn[]> {
  const key = JSON.stringify([query.dataset, query.measure, state]);
  const { periods } = await keepPeriods(key, () => readPeriods(sql, query, frequency));
  const proposed = await sql<Row[]>`
    select distinct period, period_end as end from draft_cell
    where draft_id = ${query.draft} and measure = ${query.measure}`;
  const drafted = proposed.map((row) => columnOf(row.period, row.end, frequency));
  const { from, to } = query;
  return gridColumns({
    periods: [...periods, ...drafted],
    today: now().toISOString().slice(0, 10),
    frequency,
    from,
    to,
  });
}
