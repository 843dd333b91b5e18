import type { Queryable } from "@/db/client";
import type { Day, Frequency } from "@/lib/kernel/period";
import { asOfRows, LATEST } from "@/lib/store/as-of";
import { columnOf } from "./columns";
import type { PublishedCell } from "./grid";

type Wanted = { ids: readonly number[]; frequency: Frequency; from?: Day | undefined; to?: Day | undefined };
type Row = Omit<PublishedCell, "column"> & { id: number };

// A fiscal year begins up to a year before the column in which it stands.
const yearBefore = (day: Day): Day => `${Number(day.slice(0, 4)) - 1}${day.slice(4)}`;

/** What stands published now for some series, by series id and column. */
export async function readPublished(sql: Queryable, wanted: Wanted): Promise<Map<number, PublishedCell[]>> {
  const { ids, frequency, from, to } = wanted;
  const found = new Map<number, PublishedCell[]>();
  if (ids.length === 0) return found;
  const rows = await sql<Row[]>`
    select o.series_id::int as id, o.period, o.value, o.low, o.high, o.status, o.confidence, source.key as source,
      o.period_end as "periodEnd", o.period_label as "periodLabel"
    from (${asOfRows(sql, { seriesIds: ids, asOf: LATEST, from: from && yearBefore(from), to })}) o
    join source on source.id = o.source_id
    order by o.series_id, o.period`;
  for (const { id, ...cell } of rows) {
    const column = columnOf(cell.period, cell.periodEnd, frequency);
    const cells = found.get(id) ?? [];
    cells.push({ column, ...cell });
    found.set(id, cells);
  }
  return found;
}
