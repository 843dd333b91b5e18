import type { Database } from "@/db/client";
import type { Draft } from "../drafts/draft";
import type { Missing } from "./grid";

/** How many cells of the draft lack a source, or a reason although they change what is published. */
export async function readMissing({ sql }: Database, draft: Draft | null): Promise<Missing> {
  if (!draft) return { source: 0, reason: 0 };
  const [row] = await sql<Missing[]>`
    select count(*) filter (where source is null)::int as source,
      count(*) filter (where reason is null and base_status <> 'W')::int as reason
    from draft_cell where draft_id = ${draft.id}`;
  return row ?? { source: 0, reason: 0 };
}
