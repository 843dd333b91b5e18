import type { Queryable } from "@/db/client";
import { ProposedEntity, ProposedEvent } from "@/lib/datasets/proposal";
import { EntityMerge } from "../entities/entity-merge";
import { SourceMerge } from "../sources/source-merge";
import type { ItemKind } from "./items";

/** An entity, event or merge as it is proposed to stand again. */
type Kind = Exclude<ItemKind, "relation" | "alias">;
export type ItemBack = { kind: Kind; key: string; proposal: Record<string, unknown> };

type Row = { kind: Kind; key: string; before: unknown; own: Record<string, unknown> };

const eventOf = (
  sql: Queryable,
  one: ReturnType<Queryable>,
) => sql`json_strip_nulls(json_build_object('key', ${one}.key,
  'dataset', ${one}.dataset, 'occurredOn', ${one}.occurred_on, 'kind', ${one}.kind, 'title', ${one}.title,
  'subjects', ${one}.subjects, 'withdrawn', ${one}.withdrawn,
  'source', (select key from source where id = ${one}.source_id), 'note', ${one}.note))`;

const entityOf = (sql: Queryable, one: ReturnType<Queryable>) => sql`json_strip_nulls(json_build_object(
  'kind', entity.kind, 'slug', entity.slug, 'name', ${one}.name, 'attributes', ${one}.attributes,
  'verified', ${one}.verified, 'source', (select key from source where id = ${one}.source_id), 'note', ${one}.note))`;

/** The events of a change set that still stand, each with what stood before it. */
const events = (sql: Queryable, changeSetId: number) => sql`
  select 'event' as kind, e.key, ${eventOf(sql, sql`e`)} as own,
    case when before.key is not null then ${eventOf(sql, sql`before`)} end as before
  from event e left join lateral (
    select * from event b where b.key = e.key and b.change_set_id <> ${changeSetId}
    order by known_at desc, recorded_at desc limit 1
  ) before on true
  where e.change_set_id = ${changeSetId} and not exists (select 1 from event later
    where later.key = e.key and (later.known_at, later.recorded_at) > (e.known_at, e.recorded_at))`;

/** The entities of a change set that still stand so, each as it was before; one that is new stays. */
const entities = (sql: Queryable, changeSetId: number) => sql`
  select 'entity', entity.kind || '/' || entity.slug, ${entityOf(sql, sql`v`)}, ${entityOf(sql, sql`before`)}
  from entity_version v join entity on entity.id = v.entity_id
  join lateral (
    select * from entity_version b where b.entity_id = v.entity_id and b.change_set_id <> ${changeSetId}
    order by known_at desc, recorded_at desc limit 1
  ) before on true
  where v.change_set_id = ${changeSetId} and not exists (select 1 from entity_version later
    where later.entity_id = v.entity_id and (later.known_at, later.recorded_at) > (v.known_at, v.recorded_at))`;

const PUT_BACK = "Put back as it stood before";

/** The merges of a change set that still stand, each with what stood before. */
const merges = (sql: Queryable, changeSetId: number) => sql`
  select 'entity-merge', one.kind || '/' || one.slug, '{}'::json, json_build_object('kind', one.kind, 'slug', one.slug,
    'into', (select before.slug from entity_merge b left join entity before on before.id = b.into_id
      where b.entity_id = m.entity_id and b.id < m.id order by b.id desc limit 1),
    'reason', ${PUT_BACK}::text, 'despite', true)
  from entity_merge m join entity one on one.id = m.entity_id
  where m.change_set_id = ${changeSetId}
    and not exists (select 1 from entity_merge later where later.entity_id = m.entity_id and later.id > m.id)
  union all
  select 'source-merge', own.key, '{}'::json, json_build_object('key', own.key,
    'into', (select before.key from source_state b left join source before on before.id = b.merged_into
      where b.source_id = s.source_id and b.id < s.id order by b.id desc limit 1),
    'reason', ${PUT_BACK}::text)
  from source_state s join source own on own.id = s.source_id
  where s.change_set_id = ${changeSetId} and not exists (select 1 from source_state later
    where later.source_id = s.source_id and later.id > s.id and later.merged_into is distinct from s.merged_into)`;

/**
 * What of the entities, events and merges that a change set published can be put back: each as it stood before, a new event
 * withdrawn. What was published anew since is left alone; names and relations stay.
 */
export async function itemsBack(sql: Queryable, changeSetId: number): Promise<ItemBack[]> {
  const rows = await sql<Row[]>`${events(sql, changeSetId)} union all ${entities(sql, changeSetId)}
    union all ${merges(sql, changeSetId)} order by 1, 2`;
  return rows.flatMap(({ kind, key, before, own }): ItemBack[] => {
    if (kind === "entity-merge") return [{ kind, key, proposal: EntityMerge.parse(before) }];
    if (kind === "source-merge") return [{ kind, key, proposal: SourceMerge.parse(before) }];
    if (kind === "entity") return [{ kind, key, proposal: ProposedEntity.parse(before) }];
    const event = ProposedEvent.parse(before ?? { ...own, withdrawn: true });
    return before === null && own["withdrawn"] === true ? [] : [{ kind, key, proposal: event }];
  });
}
