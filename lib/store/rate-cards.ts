import type { Queryable } from "@/db/client";
import { LATEST } from "./as-of";

/** One published day of the level of posted prices, USD per GPU-hour; without a value where it was withdrawn. */
export type RateCardRow = {
  gpu: string;
  segment: string;
  tenor: string;
  day: string;
  revision: number;
  value: number | null;
  low: number | null;
  high: number | null;
  votes: number;
  owners: number;
  /** The parts of the votes that were seen within 31 and within 92 days. */
  seen31: number;
  seen92: number;
  grade: "A" | "B" | "C";
  chain: number | null;
  chainFrom: string | null;
  companion: number | null;
  fleets: number;
  inputHash: string;
  reason: string;
  publishedAt: string;
  version: string;
};

export type NewRateCard = Omit<RateCardRow, "publishedAt" | "version">;

/** Keeps days of the level of posted prices with the change set that published them. */
export async function appendRateCards(
  sql: Queryable,
  parametersHash: string,
  rows: readonly NewRateCard[],
  changeSetId: number | null,
): Promise<void> {
  const size = 5000;
  for (let at = 0; at < rows.length; at += size) {
    const part = JSON.stringify(rows.slice(at, at + size));
    await sql`
      insert into index_rate_card (gpu, segment, tenor, value_date, revision, value, low, high, votes, owners, seen31,
        seen92, grade, chain, chain_from, companion, fleets, input_hash, parameters_hash, reason, change_set_id)
      select p.gpu, p.segment, p.tenor, p.day, p.revision, p.value, p.low, p.high, p.votes, p.owners, p.seen31, p.seen92,
        p.grade, p.chain, p."chainFrom", p.companion, p.fleets, p."inputHash", ${parametersHash}, p.reason, ${changeSetId}
      from json_to_recordset(${part}::text::json) as p(gpu text, segment text, tenor text, day date, revision int,
        value float8, low float8, high float8, votes int, owners int, seen31 float8, seen92 float8, grade text,
        chain float8, "chainFrom" date, companion float8, fleets int, "inputHash" text, reason text)`;
  }
}

/** Of which markets and between which days, both included; `newest` alone leaves out every day before a market's last. */
export type RateCardQuery = {
  gpus?: readonly string[];
  segment?: string;
  tenor?: string;
  from?: string;
  to?: string;
  newest?: boolean;
};

/** The newest revision of each day as known at `asOf`, withdrawn days included, oldest day first. */
export async function readRateCards(
  sql: Queryable,
  query: RateCardQuery,
  asOf: string = LATEST,
): Promise<RateCardRow[]> {
  const { gpus, segment, tenor, from, to, newest } = query;
  return sql<RateCardRow[]>`
    select gpu, segment, tenor, value_date as day, revision, value, low, high, votes, owners, seen31, seen92, grade, chain,
      chain_from as "chainFrom", companion, fleets, input_hash as "inputHash", reason,
      to_char(published_at, 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "publishedAt", version
    from (
      select distinct on (gpu, segment, tenor${newest ? sql`` : sql`, value_date`}) index_rate_card.*
      from index_rate_card
      where (${gpus === undefined} or gpu = any(${[...(gpus ?? [])]}))
        ${segment === undefined ? sql`` : sql`and segment = ${segment}`}
        ${tenor === undefined ? sql`` : sql`and tenor = ${tenor}`}
        and value_date between ${from ?? "-infinity"}::date and ${to ?? "infinity"}::date and published_at <= ${asOf}::timestamptz
      order by gpu, segment, tenor, value_date desc, revision desc
    ) newest join index_parameters on index_parameters.hash = parameters_hash
    order by gpu, segment, tenor, day`;
}
