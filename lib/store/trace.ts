import type { Queryable } from "@/db/client";
import { datasetOf } from "@/lib/datasets/registry";
import { confidenceOf } from "@/lib/provenance/confidence";
import { vintagesOn } from "./read-sources-on";
import type { StoredSeries } from "./read-series";
import type { Trace, Vintage } from "./rows";
import { LATEST } from "./as-of";
import { graded, type StandingSource } from "./graded";

const PAYLOADS = 12;

/**
 * The run that read a value: the one that published it, or the one whose value was held until somebody accepted it. A
 * replay read the payloads of the run before it.
 */
const readingOf = (sql: Queryable, code: string) => sql`
  select json_build_object('run', run.id, 'connector', run.connector,
    'count', (select count(*)::int from run_payload where run_id = coalesce(run.replay_of, run.id)),
    'payloads', coalesce((
      select json_agg(json_build_object('name', kept.name, 'hash', kept.hash) order by kept.place)
      from (select name, hash, place from run_payload where run_id = coalesce(run.replay_of, run.id)
        order by place limit ${PAYLOADS}) kept), '[]')) as it
  from connector_run run
  where run.id = coalesce(
    (select min(id) from connector_run where change_set_id = change_set.id),
    (select min(run_id) from held_item where change_set_id = change_set.id and series = ${code} and period = o.period))`;

type Row = Omit<Vintage, "source"> & { source: StandingSource };

/** A row as readers get it: with the grade of its source, and its confidence by the rule where nobody said any. */
function vintageOf(series: StoredSeries, row: Row): Vintage {
  const source = graded(row.source);
  if (row.confidence !== null || row.status === "W") return { ...row, source };
  const { confidence } = confidenceOf(datasetOf(series.dataset), { ...series, ...row }, source.grade);
  return { ...row, source, confidence, confidenceByRule: true };
}

/**
 * Where one number came from: every value that the series' period has had and that was known by `asOf`, newest
 * first, each with its source and with the release that published it; sources and notes as they can stand on a past
 * `day`. Empty vintages mean not known at `asOf`.
 */
export async function traceNumber(
  sql: Queryable,
  series: StoredSeries,
  period: string,
  asOf: string = LATEST,
  day: string | null = null,
): Promise<Trace> {
  const rows = await sql<Row[]>`
    select o.period, o.value, o.low, o.high, o.status, o.confidence, o.note,
      o.confidence_by_rule as "confidenceByRule",
      o.period_end as "periodEnd", o.period_label as "periodLabel",
      to_char(o.known_at, 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "knownAt",
      to_char(o.recorded_at, 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "recordedAt",
      json_build_object('key', source.key, 'title', source.title, 'publisher', source.publisher, 'url', source.url,
        'published', source.published, 'kind', source.kind, 'licence', source.licence,
        'reliability', source.reliability, 'decided', source.grade, 'decidedWhy', source.grade_reason) as source,
      json_build_object('dataset', release.dataset, 'number', release.number,
        'publishedAt', to_char(release.published_at, 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
        'author', change_set.author, 'authorKind', change_set.author_kind, 'reason', change_set.reason,
        'appended', release.appended, 'series', release.series) as release,
      reading.it as "readBy"
    from observation o
    join standing_source source on source.id = o.source_id
    join release on release.id = o.release_id
    join change_set on change_set.id = release.change_set_id
    left join lateral (${readingOf(sql, series.code)}) reading on true
    where o.series_id = ${series.id} and o.period = ${period}::date and o.known_at <= ${asOf}::timestamptz
    order by o.known_at desc, o.recorded_at desc`;
  const { id: _, ...info } = series;
  const vintages = rows.map((row) => vintageOf(series, row));
  return { series: info, period, vintages: day === null ? vintages : await vintagesOn(sql, vintages, day) };
}
