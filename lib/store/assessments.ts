import type { Queryable } from "@/db/client";
import { LATEST } from "./as-of";

/** An assessment of the price index as it is kept. */
export type AssessmentRow = {
  gpu: string;
  segment: string;
  tenor: string;
  day: string;
  revision: number;
  publishedAt: string;
  value: number | null;
  chain: number | null;
  status: "provisional" | "final" | "restated" | "carried" | "indicative" | "withheld";
  providers: number;
  observations: number;
  routes: number;
  maxWeight: number | null;
  mad: number | null;
  tierShare: Record<string, number>;
  inputHash: string;
  parametersHash: string;
  version: string;
  reason: string;
  note: string;
};

export type NewAssessment = Omit<AssessmentRow, "publishedAt" | "version"> & { explanation: unknown };

/** Keeps assessments with the change set that published their values. */
export async function appendAssessments(
  sql: Queryable,
  parameters: { hash: string; version: string; table: unknown },
  rows: readonly NewAssessment[],
  changeSetId: number | null,
): Promise<void> {
  await sql`
    insert into index_parameters (hash, version, parameters)
    values (${parameters.hash}, ${parameters.version}, ${JSON.stringify(parameters.table)}::text::jsonb) on conflict do nothing`;
  const size = 500;
  for (let at = 0; at < rows.length; at += size) {
    const part = JSON.stringify(rows.slice(at, at + size));
    await sql`
      insert into index_assessment (gpu, segment, tenor, value_date, revision, value, chain, status, providers, observations,
        routes, max_weight, mad, tier_share, input_hash, parameters_hash, reason, note, explanation, change_set_id)
      select p.gpu, p.segment, p.tenor, p.day, p.revision, p.value, p.chain, p.status, p.providers, p.observations, p.routes,
        p."maxWeight", p.mad, p."tierShare", p."inputHash", p."parametersHash", p.reason, p.note, p.explanation, ${changeSetId}
      from json_to_recordset(${part}::text::json) as p(gpu text, segment text, tenor text, day date, revision int, value float8,
        chain float8, status text, providers int, observations int, routes int, "maxWeight" float8, mad float8,
        "tierShare" jsonb, "inputHash" text, "parametersHash" text, reason text, note text, explanation jsonb)`;
  }
}

/** The newest revision of each day of the indices of some GPUs as known at `asOf`, oldest day first. */
export async function readAssessments(
  sql: Queryable,
  query: { gpus?: readonly string[]; from?: string },
  asOf: string = LATEST,
): Promise<AssessmentRow[]> {
  return sql<AssessmentRow[]>`
    select * from (
      select distinct on (gpu, segment, tenor, value_date) gpu, segment, tenor, value_date as day, revision,
        to_char(published_at, 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "publishedAt", value, chain, status, providers,
        observations, routes, max_weight as "maxWeight", mad, tier_share as "tierShare", input_hash as "inputHash",
        parameters_hash as "parametersHash", index_parameters.version, reason, note
      from index_assessment join index_parameters on index_parameters.hash = parameters_hash
      where (${query.gpus === undefined} or gpu = any(${[...(query.gpus ?? [])]}))
        and value_date >= ${query.from ?? "-infinity"}::date and published_at <= ${asOf}::timestamptz
      order by gpu, segment, tenor, value_date, revision desc
    ) newest order by gpu, segment, tenor, day`;
}

/** An assessment with its explanation and the parameters of its method. */
export type ExplainedRow = AssessmentRow & { explanation: unknown; parameters: unknown };

/** Every revision of one value with its explanation, newest first. */
export async function readExplanations(
  sql: Queryable,
  key: { gpu: string; segment: string; tenor: string; day: string },
  asOf: string = LATEST,
): Promise<ExplainedRow[]> {
  return sql<ExplainedRow[]>`
    select gpu, segment, tenor, value_date as day, revision,
      to_char(published_at, 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "publishedAt", value, chain, status, providers,
      observations, routes, max_weight as "maxWeight", mad, tier_share as "tierShare", input_hash as "inputHash",
      parameters_hash as "parametersHash", index_parameters.version, reason, note, explanation, parameters
    from index_assessment join index_parameters on index_parameters.hash = parameters_hash
    where gpu = ${key.gpu} and segment = ${key.segment} and tenor = ${key.tenor} and value_date = ${key.day}::date
      and published_at <= ${asOf}::timestamptz
    order by revision desc`;
}
