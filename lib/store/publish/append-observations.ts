import type { DatasetDefinition } from "@/lib/datasets/define";
import type { ProposedObservation } from "@/lib/datasets/proposal";
import { seriesCode } from "@/lib/datasets/series-code";
import { seriesTitle, seriesUnit } from "@/lib/datasets/series-title";
import { AppError } from "@/lib/kernel/error";
import type { EntityNames } from "../entity-names";
import { readGrades, weigh } from "../graded";
import type { Scope } from "./scope";

const BATCH = 5000;

/** Makes sure that the series of the observations exist; returns their ids by code. */
export async function ensureSeries(
  { tx, changeSetId }: Scope,
  dataset: DatasetDefinition,
  observations: readonly ProposedObservation[],
  names: EntityNames,
): Promise<Map<string, number>> {
  const wanted = new Map<string, Record<string, unknown>>();
  for (const { dims, measure } of observations) {
    const code = seriesCode(dataset, dims, measure);
    if (wanted.has(code)) continue;
    const title = seriesTitle(dataset, dims, measure, names);
    const frequency = dataset.measures[measure]?.frequency;
    wanted.set(code, { code, measure, dims, title, unit: seriesUnit(dataset, dims, measure), frequency });
  }
  await tx`
    insert into series (code, dataset, measure, dims, title, unit, frequency, change_set_id)
    select p.code, ${dataset.slug}, p.measure, p.dims, p.title, p.unit, p.frequency, ${changeSetId}
    from json_to_recordset(${JSON.stringify([...wanted.values()])}::json)
      as p(code text, measure text, dims jsonb, title text, unit text, frequency text)
    on conflict (code) do nothing`;
  const rows = await tx<{ code: string; id: number }[]>`
    select code, id::int from series where code = any(${[...wanted.keys()]})`;
  return new Map(rows.map((row) => [row.code, row.id]));
}

async function appendBatch(
  { tx, at }: Scope,
  releaseId: number,
  rows: readonly Record<string, unknown>[],
): Promise<number> {
  const unknown = await tx<{ source: string }[]>`
    select distinct p.source from json_to_recordset(${JSON.stringify(rows)}::json) as p(source text)
    where not exists (select 1 from source where key = p.source) limit 1`;
  if (unknown[0]) throw new AppError("invalid", `There is no source called “${unknown[0].source}”.`);
  const added = await tx`
    insert into observation (series_id, period, known_at, recorded_at, value, low, high, status, confidence, confidence_by_rule, source_id, release_id,
      period_end, period_label, note)
    select p.series_id, p.period, coalesce(p.known_at, ${at}::timestamptz), ${at}::timestamptz, p.value, p.low, p.high, p.status,
      coalesce(p.confidence, p.ruled), p.confidence is null and p.ruled is not null, source.id,
      ${releaseId}, p.period_end, p.period_label, p.note
    from json_to_recordset(${JSON.stringify(rows)}::json) as p(series_id bigint, period date, known_at timestamptz,
      value float8, low float8, high float8, status text, confidence text, ruled text, source text, period_end date,
      period_label text, note text)
    join source on source.key = p.source
    left join lateral (
      select * from observation o
      where o.series_id = p.series_id and o.period = p.period and o.known_at <= coalesce(p.known_at, ${at}::timestamptz)
      order by o.known_at desc, o.recorded_at desc limit 1
    ) standing on standing.known_at = p.known_at or p.known_at is null
    where standing.series_id is null
      or (standing.value, standing.low, standing.high, standing.status,
          case when standing.confidence_by_rule then null else standing.confidence end, standing.source_id,
          standing.period_end, standing.period_label, standing.note)
        is distinct from (p.value, p.low, p.high, p.status, p.confidence, source.id, p.period_end, p.period_label, p.note)`;
  return added.count;
}

/**
 * Appends the observations that say something new. One is unchanged where the row that stands for the same series,
 * period and known_at (or, without known_at, the newest row) says the same. Where nobody says how sure one is, its
 * confidence is filled in by the rule, which is noted with it and makes no difference by itself. Returns how many were
 * appended.
 */
export async function appendObservations(
  scope: Scope,
  releaseId: number,
  dataset: DatasetDefinition,
  observations: readonly ProposedObservation[],
  ids: ReadonlyMap<string, number>,
): Promise<number> {
  const grades = await readGrades(
    scope.tx,
    observations.map((one) => one.source),
  );
  let appended = 0;
  // The planner knows the table as it was: while a large batch grows a small table, scanning it for each row, which
  // looked cheap, would take the square of the time.
  await scope.tx`set local enable_seqscan = off`;
  for (let at = 0; at < observations.length; at += BATCH) {
    const rows = observations.slice(at, at + BATCH).map((one) => ({
      series_id: ids.get(seriesCode(dataset, one.dims, one.measure)),
      period: one.period,
      known_at: one.knownAt,
      value: one.value,
      low: one.low,
      high: one.high,
      status: one.status,
      confidence: one.confidence,
      ruled: one.status === "W" ? null : weigh(dataset, { ...one, confidence: null }, grades),
      source: one.source,
      period_end: one.periodEnd,
      period_label: one.periodLabel,
      note: one.note,
    }));
    appended += await appendBatch(scope, releaseId, rows);
  }
  await scope.tx`set local enable_seqscan = on`;
  return appended;
}
