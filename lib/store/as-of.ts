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

/** A moment as ISO text with milliseconds; most are whole seconds, which are written twice as quickly. */
const isoText = (sql: Queryable, at: ReturnType<Queryable>) => sql`
  replace(case when ${at}::timestamp(0) = ${at} then ${at}::timestamp(0)::text || '.000'
    else to_char(${at}, 'YYYY-MM-DD HH24:MI:SS.MS') end, ' ', 'T') || 'Z'`;

const orNull = (sql: Queryable, value: ReturnType<Queryable>) => sql`coalesce(${value}, 'null')`;

/**
 * The same rows of one series as JSON text built by the database, for paths that only pass it on, with the keys of their
 * sources. Null where a row was stored before confidence was filled in: then `asOfJsonWeighed` has to read it. Put
 * together by hand, which takes half as long as the functions for JSON: days, keys and statuses need no escaping.
 */
export async function asOfJson(
  sql: Queryable,
  seriesId: number,
  asOf: string = LATEST,
): Promise<{ rows: string; sources: string[] } | null> {
  const rows = await sql<{ json: string; sources: string[]; bare: boolean | null }[]>`
    with rows as materialized (${asOfRows(sql, { seriesIds: [seriesId], asOf })}),
    named as (select id, key from standing_source where id in (select distinct source_id from rows))
    select coalesce('[' || string_agg('["' || period || '", ' || ${orNull(sql, sql`value::text`)} || ', '
        || ${orNull(sql, sql`low::text`)} || ', ' || ${orNull(sql, sql`high::text`)} || ', "' || status || '", '
        || ${orNull(sql, sql`'"' || confidence || '"'`)} || ', "' || ${isoText(sql, sql`(known_at at time zone 'UTC')`)}
        || '", "' || named.key || '"]', ',' order by period) || ']', '[]') as json,
      array(select distinct key from named) as sources, bool_or(confidence is null) as bare
    from rows join named on named.id = rows.source_id`;
  const [found] = rows;
  return found?.bare ? null : { rows: found?.json ?? "[]", sources: found?.sources ?? [] };
}
