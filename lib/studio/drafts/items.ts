import { z } from "zod";
import type { Database, Queryable } from "@/db/client";
import { isVisible } from "@/lib/access/visible-sources";
import type { Viewer } from "@/lib/access/viewer";
import {
  ProposedAlias,
  ProposedEntity,
  ProposedEvent,
  ProposedRelation,
  ProposedSource,
} from "@/lib/datasets/proposal";
import { AppError } from "@/lib/kernel/error";
import { database } from "@/lib/store/database";
import { EntityMerge } from "../entities/entity-merge";
import { SourceMerge } from "../sources/source-merge";
import { CATALOGUE, type Draft } from "./draft";
import { lockOpenDraft } from "./lock-draft";
import { noteStanding } from "./moved-items";
import { findDraft } from "./read-draft";

const Item = z.discriminatedUnion("kind", [
  z.strictObject({ draft: z.number().int(), kind: z.literal("entity"), proposal: ProposedEntity }),
  z.strictObject({ draft: z.number().int(), kind: z.literal("relation"), proposal: ProposedRelation }),
  z.strictObject({ draft: z.number().int(), kind: z.literal("event"), proposal: ProposedEvent }),
  z.strictObject({ draft: z.number().int(), kind: z.literal("alias"), proposal: ProposedAlias }),
  z.strictObject({ draft: z.number().int(), kind: z.literal("entity-merge"), proposal: EntityMerge }),
  z.strictObject({ draft: z.number().int(), kind: z.literal("source-merge"), proposal: SourceMerge }),
]);
type Item = z.infer<typeof Item>;
export type ItemKind = Item["kind"];

/** What a draft brings along beside its values. */
export type DraftItem = {
  kind: ItemKind;
  key: string;
  proposal: Record<string, unknown>;
  editedBy: string;
  editedAt: string;
};

/** Under what an item stands in its draft: a second proposal of the same thing takes the place of the first. */
function keyOf(item: Item): string {
  switch (item.kind) {
    case "entity":
      return `${item.proposal.kind}/${item.proposal.slug}`;
    case "relation": {
      const { from, relation, to, since } = item.proposal;
      return `${from.kind}/${from.slug} ${relation} ${to.kind}/${to.slug} ${since ?? ""}`.trim();
    }
    case "event":
      return item.proposal.key;
    case "alias":
      return item.proposal.alias;
    case "entity-merge":
      return `${item.proposal.kind}/${item.proposal.slug}`;
    case "source-merge":
      return item.proposal.key;
  }
}

const touch = (tx: Queryable, draft: number) =>
  tx`update draft set version = version + 1, updated_at = now() where id = ${draft}`;

/** Writes an item into a draft that this transaction holds, and what it is meant against. */
export async function keepItem(
  tx: Queryable,
  draft: { id: number },
  { kind, key, proposal }: { kind: ItemKind; key: string; proposal: Record<string, unknown> },
  personId: string,
): Promise<void> {
  await tx`
    insert into draft_item (draft_id, kind, key, proposal, edited_by)
    values (${draft.id}, ${kind}, ${key}, ${JSON.stringify(proposal)}::text::jsonb, ${personId})
    on conflict (draft_id, kind, key) do update set proposal = excluded.proposal, edited_by = excluded.edited_by,
      edited_at = now()`;
  await noteStanding(tx, { draft: draft.id, kind, key });
  await touch(tx, draft.id);
}

/**
 * Puts an entity, relation, event, alias of a series or merge into an open draft, in the place of an earlier proposal of the
 * same. Throws forbidden, conflict and a ZodError that names what is wrong.
 */
export async function putItem(viewer: Viewer, given: z.input<typeof Item>, db: Database = database()): Promise<Draft> {
  const item = Item.parse(given);
  return db.sql.begin(async (tx) => {
    const draft = await lockOpenDraft(tx, viewer, item.draft);
    if (item.kind === "event" && item.proposal.dataset !== draft.dataset)
      throw new AppError("invalid", "An event belongs into a draft of its own dataset.");
    if ((item.kind === "entity-merge" || item.kind === "source-merge") && draft.dataset !== CATALOGUE)
      throw new AppError("invalid", "A merge belongs into a draft of entities and sources.");
    await keepItem(tx, draft, { kind: item.kind, key: keyOf(item), proposal: item.proposal }, viewer.personId);
    return findDraft(tx, viewer, draft.id);
  });
}

export const DropItem = z.strictObject({
  draft: z.number().int(),
  kind: z.enum(["entity", "relation", "event", "alias", "entity-merge", "source-merge", "source"]),
  key: z.string().min(1),
});

/** Takes an item, or a source that the draft brought along, out of an open draft again. */
export async function dropItem(
  viewer: Viewer,
  given: z.infer<typeof DropItem>,
  db: Database = database(),
): Promise<Draft> {
  const { draft: id, kind, key } = DropItem.parse(given);
  return db.sql.begin(async (tx) => {
    const draft = await lockOpenDraft(tx, viewer, id);
    if (kind === "source") {
      const [used] = await tx`select 1 from draft_cell where draft_id = ${id} and source = ${key} limit 1`;
      if (used) throw new AppError("conflict", "Values of this draft name that source. Give them another one first.");
      await tx`delete from draft_source where draft_id = ${id} and key = ${key}`;
    } else await tx`delete from draft_item where draft_id = ${id} and kind = ${kind} and key = ${key}`;
    await touch(tx, draft.id);
    return findDraft(tx, viewer, draft.id);
  });
}

export const AddSource = z.strictObject({ draft: z.number().int(), source: ProposedSource });

/** Puts a source that is not in the store yet beside an open draft. Throws conflict where its key is taken. */
export async function addSource(
  viewer: Viewer,
  given: z.infer<typeof AddSource>,
  db: Database = database(),
): Promise<Draft> {
  const { draft: id, source } = AddSource.parse(given);
  return db.sql.begin(async (tx) => {
    const draft = await lockOpenDraft(tx, viewer, id);
    const [taken] = await tx<{ title: string; visible: boolean }[]>`
      select title, ${isVisible(tx, viewer, tx`source.id`)} as visible from source where key = ${source.key}`;
    if (taken)
      throw new AppError(
        "conflict",
        `The source “${source.key}” exists already${taken.visible ? `: ${taken.title}. Choose it` : ". Give yours another title"}.`,
      );
    await tx`
      insert into draft_source (draft_id, key, title, publisher, url, published, kind, licence, reliability)
      values (${id}, ${source.key}, ${source.title}, ${source.publisher}, ${source.url ?? null},
        ${source.published ?? null}, ${source.kind}, ${source.licence ?? null}, ${source.reliability ?? null})
      on conflict (draft_id, key) do update set title = excluded.title, publisher = excluded.publisher, url = excluded.url,
        published = excluded.published, kind = excluded.kind, licence = excluded.licence, reliability = excluded.reliability`;
    await touch(tx, draft.id);
    return findDraft(tx, viewer, draft.id);
  });
}

/** What a draft brings along, in the order in which the store takes it. */
export async function readItems(sql: Queryable, draft: number): Promise<DraftItem[]> {
  return sql<DraftItem[]>`
    select i.kind, i.key, i.proposal, p.name as "editedBy", to_char(i.edited_at, 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "editedAt"
    from draft_item i join person p on p.id = i.edited_by
    where i.draft_id = ${draft}
    order by array_position(array['entity', 'relation', 'event', 'alias', 'entity-merge', 'source-merge'], i.kind), i.key`;
}

/** The sources that a draft brings along. */
export async function readDraftSources(sql: Queryable, draft: number): Promise<ProposedSource[]> {
  const rows = await sql<Record<string, unknown>[]>`
    select json_strip_nulls(json_build_object('key', key, 'title', title, 'publisher', publisher, 'url', url,
      'published', published, 'kind', kind, 'licence', licence, 'reliability', reliability)) as source
    from draft_source where draft_id = ${draft} order by key`;
  return rows.map((row) => ProposedSource.parse(row["source"]));
}
