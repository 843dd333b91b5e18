import { addTo } from "@/lib/kernel/group-by";
import type { Fragment } from "postgres";
import type { Queryable } from "@/db/client";
import { asOfRows, LATEST } from "./as-of";

/** A stored value that a proposal is held against. */
export type PastValue = { series: string; dims: Record<string, string>; period: string; value: number };

const instantOrLatest = (asOf: string | undefined) => asOf ?? LATEST;

/** For each series code the newest value before `before` and not before `from`; series without one are absent. */
export async function readNewestBefore(
  sql: Queryable,
  codes: readonly string[],
  range: { from: string; before: string; asOf?: string },
): Promise<Map<string, PastValue>> {
  const found = await sql<{ id: number; code: string; dims: Record<string, string> }[]>`
    select id::int, code, dims from series where code = any(${[...codes]})`;
  const rows = await sql<{ series_id: number; period: string; value: number }[]>`
    select distinct on (o.series_id) o.series_id::int, o.period, o.value
    from (${asOfRows(sql, { seriesIds: found.map((one) => one.id), asOf: instantOrLatest(range.asOf), from: range.from, to: range.before })}) o
    where o.period < ${range.before}::date and o.value is not null
    order by o.series_id, o.period desc`;
  const byId = new Map(found.map((one) => [one.id, one]));
  return new Map(
    rows.flatMap((row) => {
      const series = byId.get(row.series_id);
      return series
        ? [[series.code, { series: series.code, dims: series.dims, period: row.period, value: row.value }] as const]
        : [];
    }),
  );
}

type Place = { series: string; period: string };
type Nearest = Map<string, { period: string; value: number }>;

/** For each place the first value that stands within its span, in the order of the periods that is asked for. */
async function readNearest(
  sql: Queryable,
  places: readonly Place[],
  within: Fragment,
  order: Fragment,
): Promise<Nearest> {
  const rows = await sql<{ series: string; asked: string; period: string; value: number }[]>`
    select p.series, p.period as asked, o.period, o.value
    from json_to_recordset(${JSON.stringify(places)}::json) as p(series text, period date)
    join series on series.code = p.series
    cross join lateral (
      select period, value from (
        select distinct on (period) period, value, status from observation
        where series_id = series.id and ${within}
        order by ${order}, known_at desc, recorded_at desc
      ) newest where status <> 'W' and value is not null
      order by ${order} limit 1
    ) o`;
  return new Map(rows.map(({ series, asked, period, value }) => [`${series} ${asked}`, { period, value }]));
}

/**
 * For each place, by `SERIES PERIOD`, the value that stands for that period, else the nearest earlier one that is at
 * most so many days older; places without one are absent.
 */
export const readNearestBefore = (sql: Queryable, places: readonly Place[], days: number): Promise<Nearest> =>
  readNearest(sql, places, sql`period between p.period - ${days}::int and p.period`, sql`period desc`);

/** For each place, by `SERIES PERIOD`, the value that stands next after it and at most so many days later, where there is one. */
export const readNearestAfter = (sql: Queryable, places: readonly Place[], days: number): Promise<Nearest> =>
  readNearest(sql, places, sql`period > p.period and period <= p.period + ${days}::int`, sql`period`);

/** The newest value of every series of a dataset that any of some sources fed between `from` and `before`. */
export async function readFedBy(
  sql: Queryable,
  query: { dataset: string; sources: readonly string[]; from: string; before: string },
): Promise<PastValue[]> {
  return sql<PastValue[]>`
    select distinct on (series.id) series.code as series, series.dims, o.period, o.value
    from series join observation o on o.series_id = series.id join source on source.id = o.source_id
    where series.dataset = ${query.dataset} and source.key = any(${[...query.sources]}) and o.value is not null
      and o.period >= ${query.from}::date and o.period < ${query.before}::date
    order by series.id, o.period desc, o.known_at desc, o.recorded_at desc`;
}

/** A value that a change set published and that nothing has replaced since, with what is needed to withdraw it. */
export type StandingValue = {
  series: string;
  measure: string;
  dims: Record<string, string>;
  period: string;
  knownAt: string;
  source: string;
};

/** What of a change set still stands in a dataset. */
export async function readStandingOf(sql: Queryable, changeSetId: number, dataset: string): Promise<StandingValue[]> {
  return sql<StandingValue[]>`
    select series.code as series, series.measure, series.dims, o.period, source.key as source,
      to_char(o.known_at, 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as "knownAt"
    from release
    join observation o on o.release_id = release.id
    join series on series.id = o.series_id
    join source on source.id = o.source_id
    where release.change_set_id = ${changeSetId} and release.dataset = ${dataset} and o.status <> 'W'
      and not exists (
        select 1 from observation later where later.series_id = o.series_id and later.period = o.period
          and (later.known_at, later.recorded_at) > (o.known_at, o.recorded_at))
    order by series.code, o.period`;
}

/** The last values of series, oldest first, by series code: enough to draw how they went. */
export async function readTails(
  sql: Queryable,
  codes: readonly string[],
  most: number,
): Promise<Map<string, PastValue[]>> {
  const rows = await sql<PastValue[]>`
    select series.code as series, series.dims, o.period, o.value
    from series cross join lateral (
      select period, value from (
        select distinct on (period) period, value, status from observation
        where series_id = series.id order by period desc, known_at desc, recorded_at desc limit ${most}
      ) newest where status <> 'W' and value is not null
    ) o
    where series.code = any(${[...codes]})
    order by series.code, o.period`;
  const tails = new Map<string, PastValue[]>();
  for (const row of rows) addTo(tails, row.series, row);
  return tails;
}
