import { z } from "zod";
import type { Database } from "@/db/client";
import { demandAnalyst } from "@/lib/access/demand";
import { demandSource } from "@/lib/access/visible-sources";
import type { Viewer } from "@/lib/access/viewer";
import { Slug } from "@/lib/kernel/slug";
import { database } from "@/lib/store/database";
import { CATALOGUE, type Draft } from "../drafts/draft";
import { putItem } from "../drafts/items";
import { openDraft } from "../drafts/open-draft";
import { demandUsers } from "./demand-users";
import { SourceMerge, sourcesOf } from "./source-merge";

export const ProposeSourceMerge = z.strictObject({
  keys: z.array(Slug).min(1, "Choose what to merge").max(200),
  into: SourceMerge.shape.into,
  reason: SourceMerge.shape.reason,
});

/**
 * Proposes in the viewer's draft of the catalogue that sources be shown as another one, or with `into` null as themselves
 * again; it is so once that draft is reviewed and published. Sources belong to the installation and not to a dataset,
 * so that draft is the one for all of them. Throws forbidden, not_found, invalid and conflict.
 */
export async function proposeSourceMerge(
  viewer: Viewer,
  given: z.input<typeof ProposeSourceMerge>,
  db: Database = database(),
): Promise<Draft> {
  demandAnalyst(viewer);
  const { keys, into, reason } = ProposeSourceMerge.parse(given);
  const wanted = [...new Set(keys)];
  await demandUsers(db.sql, viewer, wanted);
  if (into !== null) await demandSource(db.sql, viewer, into);
  const merges: SourceMerge[] = [];
  for (const key of wanted) {
    const { to } = await sourcesOf(db.sql, { key, into });
    merges.push({ key, into: to?.key ?? null, reason });
  }
  let draft = await openDraft(viewer, { dataset: CATALOGUE }, db);
  for (const proposal of merges) draft = await putItem(viewer, { draft: draft.id, kind: "source-merge", proposal }, db);
  return draft;
}
