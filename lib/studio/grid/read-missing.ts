import type { Database } from "@/db/client";
import type { Draft } from "../drafts/draft";
import type { Missing } from "./grid";

/** How many cells of the draft lack a source, or a reason although they change what is published. */
export async function readMissing({ sql }: Database, draft: Draft | null): Promise<Missing> {
  if (!draft) return { source: 0, reason: 0 };
  const [row] = await sql<Missing[]>`
    select coalesce(sum(cells) filter (where source = ''), 0)::int as source, coalesce(sum(without_reason), 0)::int as reason
    from draft_tally where draft_id = ${draft.id}`;
  return row ?? { source: 0, reason: 0 };
}
