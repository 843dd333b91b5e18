import type { Database } from "@/db/client";
import type { Viewer } from "@/lib/access/viewer";
import { AppError } from "@/lib/kernel/error";
import { database } from "@/lib/store/database";
import { CATALOGUE, type Draft, isSettled } from "../drafts/draft";
import { readMerges } from "../drafts/draft-merges";
import { type MergeEffect, readEntityMergeEffect } from "../entities/merge-effect";
import { readSourceMergeEffect } from "../sources/merge-effect";

/** What a merge would move as things stand, or in words why it cannot be made. */
export type MergePreview = { effect: MergeEffect } | { trouble: string };

/** Looks at a merge without proposing it: what does not go is told in words. Hands on what is forbidden. */
export async function previewMerge(work: Promise<MergeEffect>): Promise<MergePreview> {
  try {
    return { effect: await work };
  } catch (error) {
    if (error instanceof AppError && error.code !== "forbidden") return { trouble: error.message };
    throw error;
  }
}

/** What each merge of an open draft would move, by its kind and key. */
export async function readDraftMerges(
  viewer: Viewer,
  draft: Draft,
  db: Database = database(),
): Promise<Map<string, MergePreview>> {
  const found = new Map<string, MergePreview>();
  if (draft.dataset !== CATALOGUE || isSettled(draft.state)) return found;
  for (const one of await readMerges(db.sql, draft.id)) {
    if (one.kind === "entity-merge") {
      const { kind, slug, into } = one.merge;
      const effect = readEntityMergeEffect(viewer, { kind, slug, into }, db);
      found.set(`${one.kind} ${kind}/${slug}`, await previewMerge(effect));
    } else {
      const { key, into } = one.merge;
      found.set(`${one.kind} ${key}`, await previewMerge(readSourceMergeEffect(viewer, { key, into }, db)));
    }
  }
  return found;
}
