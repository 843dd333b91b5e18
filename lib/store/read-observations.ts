import type { Queryable } from "@/db/client";
import { datasetOf } from "@/lib/datasets/registry";
import type { Confidence, Status } from "@/lib/kernel/status";
import type { Grade } from "@/lib/provenance/grade";
import { withNotesOn } from "@/lib/provenance/note-as-of";
import { asOfRows, LATEST, newestRows } from "./as-of";
import { readGrades, weigh } from "./graded";
import { readSeries, type SeriesQuery, type StoredSeries } from "./read-series";
import type { Observation, SeriesLength } from "./rows";

/** `from` and `to` bound the period's first day; both included. */
export type ObservationQuery = SeriesQuery & { from?: string; to?: string };

type Row = {
  series_id: number;
  period: string;
  known_at: string;
  value: number | null;
  low: number | null;
  high: number | null;
  status: Status;
  confidence: Confidence | null;
  source: string;
  period_end: string | null;
  period_label: string | null;
  note?: string | null;
};

const instant = (text: string): string => new Date(text).toISOString();

function observationOf(series: StoredSeries, row: Row): Observation {
  return {
    series: series.code,
    measure: series.measure,
    dims: series.dims,
    unit: series.unit,
    frequency: series.frequency,
    period: row.period,
    periodEnd: row.period_end,
    periodLabel: row.period_label,
    value: row.value,
    low: row.low,
    high: row.high,
    status: row.status,
    confidence: row.confidence,
    knownAt: instant(row.known_at),
    source: row.source,
    note: row.note ?? null,
  };
}

/** Rows with their series. What was stored before confidence was filled in gets it here, by the same rule. */
async function joined(sql: Queryable, found: readonly StoredSeries[], rows: readonly Row[]): Promise<Observation[]> {
  const byId = new Map(found.map((one) => [one.id, one]));
  const bare = rows.filter((row) => row.confidence === null && row.status !== "W");
  const grades =
    bare.length > 0
      ? await readGrades(
          sql,
          bare.map((row) => row.source),
        )
      : new Map<string, Grade>();
  return rows.flatMap((row) => {
    const series = byId.get(row.series_id);
    if (!series) return [];
    const one = observationOf(series, row);
    return row.status === "W" ? [one] : [{ ...one, confidence: weigh(datasetOf(series.dataset), one, grades) }];
  });
}

/**
 * The observations of the matching series as known at `asOf`, ordered by series and period. Notes are not read:
 * they are outside the covering index (see readVintages).
 */
export const readObservations = (
  sql: Queryable,
  query: ObservationQuery,
  asOf: string = LATEST,
): Promise<Observation[]> => read(sql, query, asOf, asOfRows);

async function read(
  sql: Queryable,
  query: ObservationQuery,
  asOf: string,
  rowsOf: typeof asOfRows,
): Promise<Observation[]> {
  const found = await readSeries(sql, query, asOf);
  const { from, to } = query;
  const rows = await sql<Row[]>`
    select o.series_id::int, o.period, o.known_at, o.value, o.low, o.high, o.status, o.confidence,
      source.key as source, o.period_end, o.period_label
    from (${rowsOf(sql, { seriesIds: found.map((one) => one.id), asOf, from, to })}) o
    join standing_source source on source.id = o.source_id
    order by o.series_id, o.period`;
  return joined(sql, found, rows);
}

/** The newest period of each matching series that has a value at `asOf`. */
export const readLatest = (sql: Queryable, query: ObservationQuery, asOf: string = LATEST): Promise<Observation[]> =>
  read(sql, query, asOf, newestRows);

/** How much stands of each matching series at `asOf`, in the order of `readLatest`; of one without a value, nothing. */
export async function readLengths(
  sql: Queryable,
  query: ObservationQuery,
  asOf: string = LATEST,
): Promise<SeriesLength[]> {
  const found = await readSeries(sql, query, asOf);
  const { from, to } = query;
  const codes = new Map(found.map((one) => [one.id, one.code]));
  const rows = await sql<(Omit<SeriesLength, "series"> & { series_id: number })[]>`
    select series_id::int, count(*)::int as periods, max(period) as last, array_agg(distinct status) as statuses
    from (${asOfRows(sql, { seriesIds: found.map((one) => one.id), asOf, from, to })}) o
    group by series_id order by series_id`;
  return rows.map(({ series_id, ...length }) => ({ series: codes.get(series_id) ?? "", ...length }));
}

/**
 * Every row of the matching series that was known by `asOf`, withdrawals included, ordered by series, period and
 * known_at, oldest first; with notes, on a past `day` as they can stand on it. `period` keeps one period only.
 */
export async function readVintages(
  sql: Queryable,
  query: ObservationQuery & { period?: string },
  asOf: string = LATEST,
  day: string | null = null,
): Promise<Observation[]> {
  const found = await readSeries(sql, query, asOf);
  const rows = await sql<Row[]>`
    select o.series_id::int, o.period, o.known_at, o.value, o.low, o.high, o.status, o.confidence,
      source.key as source, o.period_end, o.period_label, o.note
    from observation o join standing_source source on source.id = o.source_id
    where o.series_id = any(${found.map((one) => one.id)}) and o.known_at <= ${asOf}::timestamptz
      and o.period between ${query.period ?? query.from ?? "-infinity"}::date and ${query.period ?? query.to ?? "infinity"}::date
    order by o.series_id, o.period, o.known_at, o.recorded_at`;
  return withNotesOn(await joined(sql, found, rows), day);
}

/** One series as JSON text, in the shape of `asOfJson`, with the confidence by the rule where none was stored. */
export async function asOfJsonWeighed(sql: Queryable, series: StoredSeries, asOf: string = LATEST): Promise<string> {
  const rows = await sql<Row[]>`
    select o.series_id::int, o.period, o.known_at, o.value, o.low, o.high, o.status, o.confidence,
      source.key as source, o.period_end, o.period_label
    from (${asOfRows(sql, { seriesIds: [series.id], asOf })}) o
    join standing_source source on source.id = o.source_id
    order by o.period`;
  const read = await joined(sql, [series], rows);
  return JSON.stringify(
    read.map((one) => [one.period, one.value, one.low, one.high, one.status, one.confidence, one.knownAt, one.source]),
  );
}
