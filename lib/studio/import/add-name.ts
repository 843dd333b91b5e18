import { z } from "zod";
import type { Viewer } from "@/lib/access/viewer";
import { datasetOf } from "@/lib/datasets/registry";
import { AppError } from "@/lib/kernel/error";
import { slugOf } from "@/lib/kernel/slug";
import { database } from "@/lib/store/database";
import { dropItem, putItem } from "@/lib/studio/drafts/items";
import { openDraft } from "@/lib/studio/drafts/open-draft";
import { standingDraft } from "./judge-import";
import type { ImportPlaces } from "./open-import";
import { type ImportRef, readImport, saveFixes } from "./work";

const Added = z.strictObject({
  column: z.number().int().min(0).max(1000),
  name: z.string().trim().min(1, "a name has at least one letter").max(300),
});

/**
 * Adds a name of a column that is not known yet to the viewer's draft, as a new thing of the column's kind; every row
 * that says so is then read. Throws AppError invalid where the column's names are not of a kind that is added.
 */
export async function addName(
  viewer: Viewer,
  given: ImportRef & { column: number; name: string },
  { db = database() }: ImportPlaces = {},
): Promise<void> {
  const { column: at, name: written, ...ref } = given;
  const { column, name } = Added.parse({ column: at, name: written });
  const work = await readImport(viewer, ref, db);
  const role = work.mapping?.columns[column] ?? "ignore";
  const dimension = datasetOf(ref.dataset).dimensions[role.replace(/^dimension:/, "")];
  if (!role.startsWith("dimension:") || !dimension || !("entity" in dimension))
    throw new AppError("invalid", "Names of this column are a fixed list; choose one of it.");
  const slug = slugOf(name);
  if (slug === "")
    throw new AppError("invalid", `“${name}” has no letters for a key. Add it under Entities, with one.`);
  const { id: draft } = await openDraft(viewer, { dataset: ref.dataset }, db);
  const proposal = { kind: dimension.entity, slug, name, verified: false };
  await putItem(viewer, { draft, kind: "entity", proposal }, db);
  await saveFixes(viewer, { ...ref, fixes: { [`new:${column}:${name}`]: `${dimension.entity}/${slug}` } }, db);
}

/** Takes names that were added for a file out of the viewer's draft again. */
export async function withdrawNames(
  viewer: Viewer,
  given: ImportRef & { keys: readonly string[] },
  { db = database() }: ImportPlaces = {},
): Promise<void> {
  const { keys, ...ref } = given;
  const { fixes } = await readImport(viewer, ref, db);
  const added = keys.flatMap((key) => (key.startsWith("new:") && fixes[key] ? [fixes[key]] : []));
  const draft = added.length > 0 ? await standingDraft(viewer, { db, dataset: datasetOf(ref.dataset) }) : null;
  if (draft !== null) for (const key of added) await dropItem(viewer, { draft, kind: "entity", key }, db);
}
