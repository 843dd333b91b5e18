import type { z } from "zod";
import type { Database } from "@/db/client";
import { demandAnalyst, demandKind } from "@/lib/access/demand";
import { worksOn } from "@/lib/access/entitlement";
import type { Viewer } from "@/lib/access/viewer";
import { AppError } from "@/lib/kernel/error";
import { database } from "@/lib/store/database";
import { CATALOGUE, type Draft } from "../drafts/draft";
import { putItem } from "../drafts/items";
import { openDraft } from "../drafts/open-draft";
import { clashesOf, EntityMerge, familyOf, type MergePair, pairOf } from "./entity-merge";
import { type NamedSeries, readEntitySeries } from "./entity-series";

/** What the analyst's organisation does not have is not its to merge. */
function demandDatasets(viewer: Viewer, series: readonly NamedSeries[]): void {
  const closed = series.find((one) => !worksOn(viewer, one.dataset));
  if (closed) throw new AppError("forbidden", `It has series that ${viewer.organisation} does not work on.`);
}

async function demandEnds(viewer: Viewer, db: Database, { kind }: EntityMerge, { from, to }: MergePair) {
  const slugs = to ? [...(await familyOf(db.sql, from.id)), to.shownSlug] : await familyOf(db.sql, from.shownId);
  demandDatasets(viewer, await readEntitySeries(db.sql, kind, slugs));
}

/**
 * Proposes in the viewer's draft of the catalogue that an entity be shown as another one, or with `into` null as itself
 * again; it is so once that draft is reviewed and published. Throws forbidden, not_found, invalid, and conflict where
 * both have series that nothing else tells apart and nobody said that it is meant despite that.
 */
export async function proposeEntityMerge(
  viewer: Viewer,
  given: z.input<typeof EntityMerge>,
  db: Database = database(),
): Promise<Draft> {
  demandAnalyst(viewer);
  const merge = EntityMerge.parse(given);
  demandKind(viewer, merge.kind);
  const pair = await pairOf(db.sql, merge);
  await demandEnds(viewer, db, merge, pair);
  const clashes = merge.despite ? [] : await clashesOf(db.sql, merge.kind, pair);
  if (clashes.length > 0)
    throw new AppError(
      "conflict",
      `Both have ${clashes.length === 1 ? "a series" : `${clashes.length} series`} that nothing else tells apart. Look at them in the preview, and say there that the merge is meant all the same. Nothing was proposed.`,
    );
  const draft = (await openDraft(viewer, { dataset: CATALOGUE }, db)).id;
  const proposal = { ...merge, into: pair.to?.shownSlug ?? null };
  return putItem(viewer, { draft, kind: "entity-merge", proposal }, db);
}
