import type { Queryable } from "@/db/client";

export type Unneeded = { hash: string; uploaded: boolean };

/**
 * Bytes that nothing needs any more: kept longer than is asked for, by no newer run or upload, not what a source is asked
 * for changes since, not what the newest good run of a connector read, and not removed since they were last brought.
 */
export async function unneededPayloads(
  sql: Queryable,
  { payloads, uploads }: { payloads: number | null; uploads: number | null },
): Promise<Unneeded[]> {
  if (payloads === null && uploads === null) return [];
  return sql<Unneeded[]>`
    with brought as (
      select hash, fetched_at as at, false as uploaded from run_payload
      union all select hash, first_seen, false from payload
      union all select hash, at, true from upload
    ), named as (
      select hash, bool_and(uploaded) as uploaded, max(at) as last,
        bool_and(case when uploaded then at < now() - ${uploads}::int * interval '1 day'
          else at < now() - ${payloads}::int * interval '1 day' end) as old
      from brought group by hash
    ), newest_run as (
      select max(id) as id from connector_run where state in ('published', 'unchanged', 'held') group by connector
    )
    select hash, uploaded from named
    where old
      and not exists (select from http_validator v where v.hash = named.hash)
      and not exists (select from run_payload r join newest_run on newest_run.id = r.run_id where r.hash = named.hash)
      and not exists (select from payload_removal p where p.hash = named.hash and p.at > named.last)
    order by hash`;
}
