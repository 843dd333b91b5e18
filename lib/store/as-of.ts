import type { Queryable } from "@/db/client";

/**
 * The moment as of which a reader reads unless it is told another: all that is published, whatever any clock says. When
 * something became known is the database's to stamp, and nothing is known in advance.
 */
export const LATEST = "infinity";

/** Which observations to read: of these series, as known at `asOf` (ISO instant), periods within `from` and `to`. */
export type AsOfQuery = {
  seriesIds: readonly number[];
  asOf: string;
  from?: string | undefined;
  to?: string | undefined;
  /** The id of the last release that counts, whatever became known earlier by a later one; all of them if left out. */
  release?: number | undefined;
};

/**
 * The one query that reads observations: for each series and period the row with the greatest known_at that is not
 * later than `asOf`, then the greatest recorded_at; a withdrawn period is absent. Every column comes from the
 * covering index, so that it touches no table page. A fragment of rows, ordered by series and period.
 */
export function asOfRows(sql: Queryable, query: AsOfQuery) {
  return sql`
    select wanted.series_id, o.*
    from unnest(${sql.array([...query.seriesIds], 20)}) as wanted(series_id)
    cross join lateral (
      select newest.period, newest.known_at, newest.value, newest.low, newest.high, newest.status,
        newest.confidence, newest.source_id, newest.period_end, newest.period_label
      from (
        select distinct on (period) period, known_at, value, low, high, status, confidence, source_id, period_end, period_label
        from observation
        where series_id = wanted.series_id
          and known_at <= ${query.asOf}::timestamptz
          ${query.release === undefined ? sql`` : sql`and release_id <= ${query.release}`}
          and period between ${query.from ?? "-infinity"}::date and ${query.to ?? "infinity"}::date
        order by period, known_at desc, recorded_at desc
      ) newest
      where newest.status <> 'W'
    ) o
    order by wanted.series_id, o.period`;
}

/**
 * The newest of those rows of each series, found from its end: however long a series is, its newest period costs the
 * same. Ordered by series.
 */
export function newestRows(sql: Queryable, query: AsOfQuery) {
  return sql`
    select wanted.series_id, o.*
    from unnest(${sql.array([...query.seriesIds], 20)}) as wanted(series_id)
    cross join lateral (
      select * from (
        select distinct on (period) period, known_at, value, low, high, status, confidence, source_id, period_end, period_label
        from observation
        where series_id = wanted.series_id
          and known_at <= ${query.asOf}::timestamptz
          and period between ${query.from ?? "-infinity"}::date and ${query.to ?? "infinity"}::date
        order by period desc, known_at desc, recorded_at desc
      ) newest
      where newest.status <> 'W' limit 1
    ) o
    order by wanted.series_id`;
}

/**
 * The same rows of one series as JSON text built by the database, for paths that only pass it on. Null where a row was
 * stored before confidence was filled in: then `asOfJsonWeighed` has to read it.
 */
export async function asOfJson(sql: Queryable, seriesId: number, asOf: string = LATEST): Promise<string | null> {
  const rows = await sql<{ json: string; bare: boolean | null }[]>`
    select coalesce('[' || string_agg(json_build_array(
      period, value, low, high, status, confidence, to_char(known_at, 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), standing.key)::text, ',' order by period) || ']', '[]') as json,
      bool_or(confidence is null) as bare
    from (${asOfRows(sql, { seriesIds: [seriesId], asOf })}) rows
    join standing_source standing on standing.id = rows.source_id`;
  return rows[0]?.bare ? null : (rows[0]?.json ?? "[]");
}
