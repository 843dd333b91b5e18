import type { Queryable } from "@/db/client";
import type { Freshness, Release } from "./rows";
import { LATEST } from "./as-of";

/** The releases of those datasets, newest first. */
export async function readReleases(
  sql: Queryable,
  query: { datasets: readonly string[]; limit: number; before: string },
): Promise<Release[]> {
  return sql<Release[]>`
    select release.dataset, release.number, release.appended, release.series,
      to_char(release.published_at, 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "publishedAt",
      change_set.author, change_set.author_kind as "authorKind", change_set.reason
    from release join change_set on change_set.id = release.change_set_id
    where release.dataset = any(${[...query.datasets]}) and release.published_at <= ${query.before}::timestamptz
    order by release.published_at desc, release.id desc
    limit ${query.limit}`;
}

/**
 * The state of what is read of a dataset: the key of everything cached from it. It changes with each release of the
 * dataset, and where analysts changed what sources and entities are shown as.
 */
const stateColumn = (sql: Queryable, dataset: string) => sql`concat_ws('.',
  coalesce((select number from release where dataset = ${dataset} order by number desc nulls first limit 1), 0),
  coalesce((select max(id) from source_state), 0), coalesce((select max(id) from entity_merge), 0))`;

/** Reads that state of a dataset. */
export async function currentState(sql: Queryable, dataset: string): Promise<string> {
  const rows = await sql<{ state: string }[]>`select ${stateColumn(sql, dataset)} as state`;
  return rows[0]?.state ?? "0";
}

/** The number of the newest publication, whatever it is of; `besides` leaves out one. */
export async function newestChangeSet(sql: Queryable, besides: number | null = null): Promise<number> {
  const rows = await sql<{ newest: number }[]>`
    select coalesce(max(id), 0)::int as newest from change_set where id is distinct from ${besides}`;
  return rows[0]?.newest ?? 0;
}

/** How much of a dataset there is at `asOf`, and how new it is. What was appended is counted then, and not here. */
export async function readFreshness(sql: Queryable, dataset: string, asOf: string = LATEST): Promise<Freshness> {
  const rows = await sql<Freshness[]>`
    select ${dataset} as dataset,
      (select count(*)::int from series_start where dataset = ${dataset} and first_known_at <= ${asOf}::timestamptz) as series,
      coalesce(sum(observations), 0)::int as observations,
      to_char(max(known_at), 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "newestKnownAt",
      max(newest_period) as "newestPeriod", ${stateColumn(sql, dataset)} as state,
      coalesce((select max(number) from release
        where dataset = ${dataset} and published_at <= ${asOf}::timestamptz), 0) as release,
      (select to_char(max(published_at), 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') from release
        where dataset = ${dataset} and published_at <= ${asOf}::timestamptz) as "releasedAt"
    from observation_tally where dataset = ${dataset} and known_at <= ${asOf}::timestamptz`;
  const found = rows[0];
  if (!found) throw new Error(`an aggregate without a row for ${dataset}`);
  return found;
}
