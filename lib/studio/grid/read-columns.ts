import type { Queryable } from "@/db/client";
import type { Frequency } from "@/lib/kernel/period";
import { now } from "@/lib/kernel/clock";
import { keeper } from "@/lib/store/keep";
import { columnOf, type GridColumn, gridColumns } from "./columns";

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
