import { z } from "zod";
import type { Database } from "@/db/client";
import type { Viewer } from "@/lib/access/viewer";
import { database } from "@/lib/store/database";
import { cellColumns } from "./cell-rows";
import type { DraftCell } from "./draft";
import { findDraft } from "./read-draft";

export const CellsQuery = z.strictObject({
  draft: z.number().int().positive(),
  series: z.array(z.string()).max(5000).optional(),
});

/** The proposed values of a draft, or those of some series. Throws forbidden and not_found. */
export async function readDraftCells(
  viewer: Viewer,
  given: z.infer<typeof CellsQuery>,
  db: Database = database(),
): Promise<DraftCell[]> {
  const { draft, series } = CellsQuery.parse(given);
  const { sql } = db;
  await findDraft(sql, viewer, draft);
  return sql<DraftCell[]>`
    select ${cellColumns(sql)} from draft_cell c join person editor on editor.id = c.edited_by
    where c.draft_id = ${draft} ${series ? sql`and c.series = any(${series})` : sql``}
    order by c.series, c.period`;
}
