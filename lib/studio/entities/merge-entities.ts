import { z } from "zod";
import type { Database, Queryable, Transaction } from "@/db/client";
import { demandAnalyst, demandStudioReader } from "@/lib/access/demand";
import { worksOn } from "@/lib/access/entitlement";
import type { Viewer } from "@/lib/access/viewer";
import { auditIn } from "@/lib/audit/record-in";
import { datasetOf } from "@/lib/datasets/registry";
import { seriesCode } from "@/lib/datasets/series-code";
import { entityKind, EntityKind } from "@/lib/entities/kinds";
import { AppError } from "@/lib/kernel/error";
import { Slug } from "@/lib/kernel/slug";
import { database } from "@/lib/store/database";
import { type NamedSeries, readEntitySeries } from "./entity-series";

const Pair = z.strictObject({ kind: EntityKind, slug: Slug, into: Slug });
export const EntityMerge = Pair.extend({
  reason: z.string().trim().min(3, "Say why, in a few words").max(500),
  /** Said by who has seen that both have series of the same other dimensions. */
  despite: z.boolean().default(false),
});
export type EntityMerge = z.input<typeof EntityMerge>;

/** Two series that would be shown under one name and that nothing else tells apart. */
export type Clash = { one: string; other: string; dataset: string };

type Standing = { id: number; slug: string; shownId: number; shownSlug: string };

async function standing(sql: Queryable, kind: EntityKind, slug: string): Promise<Standing> {
  const [found] = await sql<Standing[]>`
    select id::int, slug, shown_id::int as "shownId", shown_slug as "shownSlug" from standing_entity
    where kind = ${kind} and slug = ${slug}`;
  if (!found) throw new AppError("not_found", `There is no ${entityKind(kind).label.toLowerCase()} called “${slug}”.`);
  return found;
}

/** The slugs that are shown as one entity: its own and those merged into it. */
async function familyOf(sql: Queryable, id: number): Promise<string[]> {
  const rows = await sql<{ slug: string }[]>`select slug from standing_entity where shown_id = ${id}`;
  return rows.map((row) => row.slug);
}

/** The code that a series would have if it named the survivor. */
function codeUnder(series: NamedSeries, slug: string): string {
  return seriesCode(datasetOf(series.dataset), { ...series.dims, [series.key]: slug }, series.measure);
}

async function readClashes(sql: Queryable, kind: EntityKind, from: Standing, into: Standing): Promise<Clash[]> {
  const mine = await readEntitySeries(sql, kind, await familyOf(sql, from.id));
  const theirs = await readEntitySeries(sql, kind, await familyOf(sql, into.shownId));
  const byCode = new Map(theirs.map((one) => [codeUnder(one, into.shownSlug), one.code]));
  return mine.flatMap((one) => {
    const other = byCode.get(codeUnder(one, into.shownSlug));
    return other === undefined ? [] : [{ one: one.code, other, dataset: one.dataset }];
  });
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

/** What the analyst's organisation does not have is not its to merge. */
function demandDatasets(viewer: Viewer, series: readonly NamedSeries[]): void {
  const closed = series.find((one) => !worksOn(viewer, one.dataset));
  if (closed)
    throw new AppError(
      "forbidden",
      `It has series in ${datasetOf(closed.dataset).title}, which ${viewer.organisation} does not work on.`,
    );
}

/** Series of both that would stand under one name without anything to tell them apart. Throws forbidden and not_found. */
export async function readMergeClashes(
  viewer: Viewer,
  given: z.infer<typeof Pair>,
  db: Database = database(),
): Promise<Clash[]> {
  demandStudioReader(viewer);
  const { kind, slug, into } = Pair.parse(given);
  const [from, to] = [await standing(db.sql, kind, slug), await standing(db.sql, kind, into)];
  refuseUnfit(from, to);
  return readClashes(db.sql, kind, from, to);
}

const lockMerges = (tx: Transaction) => tx`select pg_advisory_xact_lock(hashtext('halfpitch.entities'))`;

async function refuseClashes(tx: Transaction, kind: EntityKind, from: Standing, into: Standing): Promise<void> {
  const clashes = await readClashes(tx, kind, from, into);
  const first = clashes[0];
  if (first)
    throw new AppError(
      "conflict",
      `Both have ${clashes.length === 1 ? "a series" : `${clashes.length} series`} that nothing else tells apart, such as ${first.one} and ${first.other}. Nothing was merged: withdraw the values of one first, or merge all the same.`,
    );
}

/**
 * Lets an entity be shown as another one: its address leads there, its names find it, its series keep their codes.
 * Merging into one that was merged itself leads to the end of its way, so that no way turns in a circle. Throws
 * forbidden, not_found, invalid, and conflict where both have series that nothing else tells apart.
 */
export async function mergeEntities(viewer: Viewer, given: EntityMerge, db: Database = database()): Promise<string> {
  demandAnalyst(viewer);
  const { kind, slug, into, reason, despite } = EntityMerge.parse(given);
  return db.sql.begin(async (tx) => {
    await lockMerges(tx);
    const [from, to] = [await standing(tx, kind, slug), await standing(tx, kind, into)];
    refuseUnfit(from, to);
    demandDatasets(viewer, await readEntitySeries(tx, kind, [...(await familyOf(tx, from.id)), to.shownSlug]));
    if (!despite) await refuseClashes(tx, kind, from, to);
    await tx`
      insert into entity_merge (entity_id, into_id, reason, person_id)
      values (${from.id}, ${to.shownId}, ${reason}, ${viewer.personId})`;
    const detail = { into: `${kind}/${to.shownSlug}`, reason };
    await auditIn(tx, viewer, { action: "entity.merge", subject: `${kind}/${slug}`, detail });
    return `${slug} is shown as ${to.shownSlug} from now on: its address and names lead there, its series keep their codes.`;
  });
}

export const EntityUnmerge = z.strictObject({ kind: EntityKind, slug: Slug, reason: EntityMerge.shape.reason });

/** Takes a merge back: the entity is shown as itself again. Throws forbidden, not_found and conflict. */
export async function undoEntityMerge(
  viewer: Viewer,
  given: z.input<typeof EntityUnmerge>,
  db: Database = database(),
): Promise<string> {
  demandAnalyst(viewer);
  const { kind, slug, reason } = EntityUnmerge.parse(given);
  return db.sql.begin(async (tx) => {
    await lockMerges(tx);
    const from = await standing(tx, kind, slug);
    if (from.shownId === from.id) throw new AppError("conflict", `“${slug}” is not merged into another one.`);
    demandDatasets(viewer, await readEntitySeries(tx, kind, await familyOf(tx, from.shownId)));
    await tx`
      insert into entity_merge (entity_id, into_id, reason, person_id)
      values (${from.id}, null, ${reason}, ${viewer.personId})`;
    await auditIn(tx, viewer, { action: "entity.undo-merge", subject: `${kind}/${slug}`, detail: { reason } });
    return `${slug} is shown as itself again.`;
  });
}
