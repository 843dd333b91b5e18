import { z } from "zod";
import type { Queryable, Transaction } from "@/db/client";
import { datasetOf } from "@/lib/datasets/registry";
import { seriesCode } from "@/lib/datasets/series-code";
import { entityKind, EntityKind } from "@/lib/entities/kinds";
import { AppError } from "@/lib/kernel/error";
import { Slug } from "@/lib/kernel/slug";
import { type NamedSeries, readEntitySeries } from "./entity-series";

/** That an entity is to be shown as another one, or with `into` null as itself again. */
export const EntityMerge = z.strictObject({
  kind: EntityKind,
  slug: Slug,
  into: Slug.nullable(),
  reason: z.string().trim().min(3, "Say why, in a few words").max(500),
  /** Said by who has seen that both have series of the same other dimensions. */
  despite: z.boolean().default(false),
});
export type EntityMerge = z.output<typeof EntityMerge>;

/** Two series that would be shown under one name and that nothing else tells apart. */
export type Clash = { one: string; other: string; dataset: string };

type Standing = { id: number; slug: string; shownId: number; shownSlug: string };
/** An entity, and the one that it is to be shown as; null where it is to stand for itself. */
export type MergePair = { from: Standing; to: Standing | null };

async function standing(sql: Queryable, kind: EntityKind, slug: string): Promise<Standing> {
  const [found] = await sql<Standing[]>`
    select id::int, slug, shown_id::int as "shownId", shown_slug as "shownSlug" from standing_entity
    where kind = ${kind} and slug = ${slug}`;
  if (!found) throw new AppError("not_found", `There is no ${entityKind(kind).label.toLowerCase()} called “${slug}”.`);
  return found;
}

function refuseUnfit(from: Standing, into: Standing): void {
  if (from.shownId !== from.id)
    throw new AppError("conflict", `“${from.slug}” is merged into ${from.shownSlug} already. Undo that first.`);
  if (from.id === into.shownId)
    throw new AppError(
      "invalid",
      from.id === into.id
        ? `“${from.slug}” cannot be merged into itself. Nothing was merged.`
        : `“${into.slug}” is merged into ${from.slug} already: the other way would lead in a circle.`,
    );
}

/** Both ends of a merge that can be made as things stand. Throws not_found, invalid and conflict. */
export async function pairOf(
  sql: Queryable,
  { kind, slug, into }: Pick<EntityMerge, "kind" | "slug" | "into">,
): Promise<MergePair> {
  const from = await standing(sql, kind, slug);
  if (into === null) {
    if (from.shownId === from.id) throw new AppError("conflict", `“${slug}” is not merged into another one.`);
    return { from, to: null };
  }
  const to = await standing(sql, kind, into);
  refuseUnfit(from, to);
  return { from, to };
}

/** The slugs that are shown as one entity: its own and those merged into it. */
export async function familyOf(sql: Queryable, id: number): Promise<string[]> {
  const rows = await sql<{ slug: string }[]>`select slug from standing_entity where shown_id = ${id} order by slug`;
  return rows.map((row) => row.slug);
}

/** The series that a merge moves to another name: those of the entity and of what was merged into it before. */
export async function movedSeries(sql: Queryable, kind: EntityKind, { from, to }: MergePair): Promise<NamedSeries[]> {
  return readEntitySeries(sql, kind, to === null ? [from.slug] : await familyOf(sql, from.id));
}

/** The code that a series would have if it named the survivor. */
function codeUnder(series: NamedSeries, slug: string): string {
  return seriesCode(datasetOf(series.dataset), { ...series.dims, [series.key]: slug }, series.measure);
}

/** Series of both that would stand under one name without anything to tell them apart. */
export async function clashesOf(sql: Queryable, kind: EntityKind, pair: MergePair): Promise<Clash[]> {
  const { to } = pair;
  if (to === null) return [];
  const mine = await movedSeries(sql, kind, pair);
  const theirs = await readEntitySeries(sql, kind, await familyOf(sql, to.shownId));
  const byCode = new Map(theirs.map((one) => [codeUnder(one, to.shownSlug), one.code]));
  return mine.flatMap((one) => {
    const other = byCode.get(codeUnder(one, to.shownSlug));
    return other === undefined ? [] : [{ one: one.code, other, dataset: one.dataset }];
  });
}

async function refuseClashes(tx: Transaction, kind: EntityKind, pair: MergePair): Promise<void> {
  const clashes = await clashesOf(tx, kind, pair);
  const first = clashes[0];
  if (first)
    throw new AppError(
      "conflict",
      `Both have ${clashes.length === 1 ? "a series" : `${clashes.length} series`} that nothing else tells apart, such as ${first.one} and ${first.other}. Withdraw the values of one first, or propose the merge again and say that it is meant all the same.`,
    );
}

/**
 * Lets an entity be shown as another one from now on, or as itself again: its address leads there, its names find it, its
 * series keep their codes. Merging into one that was merged itself leads to the end of its way, so that no way turns in
 * a circle. Part of a draft's publication. Throws not_found, invalid, and conflict where both have series that nothing
 * else tells apart.
 */
export async function applyEntityMerge(
  tx: Transaction,
  merge: EntityMerge,
  by: { personId: string; changeSetId: number | null },
): Promise<void> {
  await tx`select pg_advisory_xact_lock(hashtext('halfpitch.entities'))`;
  const pair = await pairOf(tx, merge);
  if (!merge.despite) await refuseClashes(tx, merge.kind, pair);
  await tx`
    insert into entity_merge (entity_id, into_id, reason, person_id, change_set_id)
    values (${pair.from.id}, ${pair.to?.shownId ?? null}, ${merge.reason}, ${by.personId}, ${by.changeSetId})`;
}
