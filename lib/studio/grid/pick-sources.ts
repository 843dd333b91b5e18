import { z } from "zod";
import type { Database } from "@/db/client";
import { demandAnalyst, demandStudioReader } from "@/lib/access/demand";
import type { Viewer } from "@/lib/access/viewer";
import { ProposedSource } from "@/lib/datasets/proposal";
import { Slug } from "@/lib/kernel/slug";
import { database } from "@/lib/store/database";
import type { Draft } from "../drafts/draft";
import { addSource, readDraftSources } from "../drafts/items";
import { openDraft } from "../drafts/open-draft";
import { readDraft } from "../drafts/read-draft";
import { searchSources } from "../sources/search-sources";
import { sourceKeyOf } from "../sources/source-key";

export const PickSources = z.strictObject({
  text: z.string().max(300).default(""),
  draft: z.coerce.number().int().positive().optional(),
});

/** A source as a picker shows it; `mine` tells that it comes with the draft. */
export type PickedSource = {
  key: string;
  title: string;
  publisher: string;
  published: string | null;
  url: string | null;
  mine: boolean;
};

/** Sources that a picker offers: those that the draft brings along first, then those of the store. Throws forbidden. */
export async function pickSources(
  viewer: Viewer,
  input: z.input<typeof PickSources>,
  db: Database = database(),
): Promise<PickedSource[]> {
  demandStudioReader(viewer);
  const { text, draft } = PickSources.parse(input);
  if (draft !== undefined) await readDraft(viewer, draft, db);
  const own = draft === undefined ? [] : await readDraftSources(db.sql, draft);
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  const fits = (one: ProposedSource) =>
    words.every((word) => `${one.key} ${one.title} ${one.publisher} ${one.url ?? ""}`.toLowerCase().includes(word));
  const standing = await searchSources(viewer, { text, limit: 12 }, db);
  const shown = (
    { key, title, publisher, published, url }: ProposedSource | (typeof standing)[number],
    mine: boolean,
  ) => ({
    key,
    title,
    publisher,
    published: published ?? null,
    url: url ?? null,
    mine,
  });
  return [...own.filter(fits).map((one) => shown(one, true)), ...standing.map((one) => shown(one, false))];
}

/** A source that is entered in passing: its key is made of publisher, title and date. */
export const NewSource = z.strictObject({
  dataset: Slug,
  draft: z.number().int().positive().nullable(),
  source: ProposedSource.omit({ key: true }),
});

/** Puts a new source beside the viewer's draft, which is made where there is none. Throws forbidden and conflict. */
export async function bringSource(
  viewer: Viewer,
  input: z.input<typeof NewSource>,
  db: Database = database(),
): Promise<{ draft: Draft; source: PickedSource }> {
  demandAnalyst(viewer, input.dataset);
  const { dataset, draft, source } = NewSource.parse(input);
  const key = sourceKeyOf(source);
  const open = draft ?? (await openDraft(viewer, { dataset }, db)).id;
  const changed = await addSource(viewer, { draft: open, source: { key, ...source } }, db);
  const { title, publisher, published = null, url = null } = source;
  return { draft: changed, source: { key, title, publisher, published, url, mine: true } };
}
