import type { Queryable } from "@/db/client";
import { asOfJson, asOfRows } from "./as-of";
import { asOfJsonWeighed } from "./read-observations";
import type { StoredSeries } from "./read-series";
import type { Source } from "./rows";

/**
 * A series as JSON text: its rows, `[period, value, low, high, status, confidence, known_at, source]`, and the sources that
 * they name by key, each with its grade.
 */
export type SeriesJson = { rows: string; sources: string };

/** The keys of the sources on which a series rests as of a moment, as they stand. */
async function sourcesBehind(sql: Queryable, seriesId: number, asOf: string): Promise<string[]> {
  const rows = await sql<{ key: string }[]>`
    select distinct key from standing_source
    where id in (select source_id from (${asOfRows(sql, { seriesIds: [seriesId], asOf })}) rows)`;
  return rows.map((one) => one.key);
}

/** Reads a series as of a moment as JSON text; `read` has its sources as they stood then. */
export async function readSeriesJson(
  sql: Queryable,
  series: StoredSeries,
  asOf: string,
  read: (keys: readonly string[]) => Promise<readonly Source[]>,
): Promise<SeriesJson> {
  const found = (await asOfJson(sql, series.id, asOf)) ?? {
    rows: await asOfJsonWeighed(sql, series, asOf),
    sources: await sourcesBehind(sql, series.id, asOf),
  };
  const { rows } = found;
  const sources = await read(found.sources);
  const told = sources.map((one) => {
    const { key, title, publisher, url, published, kind, licence, grade } = one;
    return { key, title, publisher, url, published, kind, licence, grade };
  });
  return { rows, sources: JSON.stringify(told) };
}
