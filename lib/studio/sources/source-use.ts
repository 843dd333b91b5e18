import type { Database } from "@/db/client";
import { keeper } from "@/lib/store/keep";

/** How much rests on a source's own row: observations, and facts of the catalogue; when it was used last. */
export type SourceUse = { observations: number; facts: number; newestAt: string | null };
type Row = SourceUse & { id: number };

const keepUse = keeper<Map<number, SourceUse>>();

async function count(db: Database): Promise<Map<number, SourceUse>> {
  const rows = await db.sql<Row[]>`
    select source_id::int as id, sum(observations)::int as observations, sum(facts)::int as facts,
      to_char(max(known_at), 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "newestAt"
    from (
      select source_id, count(*) as observations, 0 as facts, max(known_at) as known_at from observation group by 1
      union all select source_id, 0, count(*), max(known_at) from event group by 1
      union all select source_id, 0, count(*), max(known_at) from relation group by 1
      union all select source_id, 0, count(*), max(known_at) from entity_version where source_id is not null group by 1
    ) uses group by 1`;
  return new Map(rows.map(({ id, ...use }) => [id, use]));
}

/** What rests on each source, by the id of its own row; counted once for each publication, since that reads everything. */
export async function readSourceUse(db: Database): Promise<Map<number, SourceUse>> {
  const [newest] = await db.sql<{ id: number }[]>`select coalesce(max(id), 0)::int as id from change_set`;
  return keepUse(`${db.url} ${newest?.id ?? 0}`, () => count(db));
}
