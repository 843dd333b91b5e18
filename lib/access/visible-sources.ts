import type { Queryable } from "@/db/client";
import { AppError } from "@/lib/kernel/error";
import { datasets } from "@/lib/datasets/registry";
import { entityKinds } from "@/lib/entities/kinds";
import { now } from "@/lib/kernel/clock";
import { LATEST } from "@/lib/store/as-of";
import { clampAsOf, entitledTo } from "./entitlement";
import type { Viewer } from "./viewer";

/** Up to which moment a viewer may know what rests on sources: by dataset, and by kind of entity. */
type Limit = { dataset: string; until: string };

function untilOf(viewer: Viewer, dataset: string): string | null {
  const right = entitledTo(viewer, dataset);
  if (!right.allowed) return null;
  return right.delayDays === 0 ? LATEST : clampAsOf(viewer, dataset, now(), now()).toISOString();
}

/** The datasets that a viewer may read, each with the moment up to which. */
export const limitsOf = (viewer: Viewer): Limit[] =>
  datasets().flatMap(({ slug }) => {
    const until = untilOf(viewer, slug);
    return until === null ? [] : [{ dataset: slug, until }];
  });

/** The kinds of entities of whose facts a viewer may know, by the datasets that open them. */
function kindLimits(viewer: Viewer): { kind: string; until: string }[] {
  return Object.entries(entityKinds).flatMap(([kind, { entitledBy }]) => {
    const open = entitledBy.flatMap((dataset) => untilOf(viewer, dataset) ?? []);
    const until = entitledBy.length === 0 ? LATEST : open.toSorted().at(-1);
    return until === undefined ? [] : [{ kind, until }];
  });
}

type Fragment = ReturnType<Queryable>;

const rows = (limits: readonly object[]) => JSON.stringify(limits);

/**
 * What rests on each source and the viewer may know: a query of `source_id`, `dataset` (null for facts of entities),
 * how many `observations` and `facts`, and when it became known. Each row is of one moment.
 */
export const knownUses = (sql: Queryable, viewer: Viewer) => sql`
  select source_id, tally.dataset, observations, 0 as facts, known_at
  from json_to_recordset(${rows(limitsOf(viewer))}::text::json) as open(dataset text, until timestamptz)
  join observation_tally tally on tally.dataset = open.dataset and tally.known_at <= open.until
  union all
  select source_id, event.dataset, 0, 1, known_at
  from json_to_recordset(${rows(limitsOf(viewer))}::text::json) as open(dataset text, until timestamptz)
  join event on event.dataset = open.dataset and event.known_at <= open.until
  union all
  select fact.source_id, null, 0, 1, fact.known_at
  from json_to_recordset(${rows(kindLimits(viewer))}::text::json) as open(kind text, until timestamptz)
  join entity on entity.kind = open.kind
  join (
    select entity_id, source_id, known_at from entity_version where source_id is not null
    union all select from_id, source_id, known_at from relation
  ) fact on fact.entity_id = entity.id and fact.known_at <= open.until`;

/** Whether the viewer may read every dataset as it stands now, and so may know every source. */
export const readsEverything = (viewer: Viewer): boolean =>
  datasets().every(({ slug }) => untilOf(viewer, slug) === LATEST);

/**
 * A condition on the id of a source: that the viewer may know it. That is so where something rests on it that they may
 * read, as known to them; of one on which nothing rests only who reads everything knows. A title often carries a figure.
 */
export const isVisible = (sql: Queryable, viewer: Viewer, id: Fragment) =>
  readsEverything(viewer) ? sql`true` : sql`${id} in (select source_id from (${knownUses(sql, viewer)}) known)`;

/**
 * Throws not_found where a key is of no source, or of one that the viewer may not know: which of the two is not told. One
 * that is shown in place of others is known by any of them.
 */
export async function demandSource(sql: Queryable, viewer: Viewer, key: string): Promise<void> {
  const [found] = await sql`
    select 1 from source own join standing_source part on part.id = own.id or part.shown_id = own.id
    where own.key = ${key} and ${isVisible(sql, viewer, sql`part.id`)} limit 1`;
  if (!found) throw new AppError("not_found", `There is no source called “${key}”.`);
}
