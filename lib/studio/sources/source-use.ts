import type { Database } from "@/db/client";
import type { Viewer } from "@/lib/access/viewer";
import { knownUses } from "@/lib/access/visible-sources";

/** How much rests on a source's own row: observations, and facts of the catalogue; when it was used last. */
export type SourceUse = { observations: number; facts: number; newestAt: string | null };
type Row = SourceUse & { id: number };

/** What rests on each source and the viewer may know, by the id of its own row. */
export async function readSourceUse(db: Database, viewer: Viewer): Promise<Map<number, SourceUse>> {
  const rows = await db.sql<Row[]>`
    select source_id::int as id, sum(observations)::int as observations, sum(facts)::int as facts,
      to_char(max(known_at), 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "newestAt"
    from (${knownUses(db.sql, viewer)}) uses group by 1`;
  return new Map(rows.map(({ id, ...use }) => [id, use]));
}
