import type { Queryable } from "@/db/client";
import type { EntityKind } from "@/lib/entities/kinds";
import type { Entity, EventPin, Relation, Source } from "./rows";
import { LATEST } from "./as-of";
import { graded, standingColumns, type StandingSource } from "./graded";

/**
 * The entities of a kind as known at `asOf`, ordered by name; `slugs` keeps some. One that was merged into another is
 * found by its own slug as that other, which has the names of both; where nothing was known of the other yet, what was
 * known of the merged one stands for it.
 */
export async function readEntities(
  sql: Queryable,
  query: { kind: EntityKind; slugs?: readonly string[] },
  asOf: string = LATEST,
): Promise<Entity[]> {
  const asked = query.slugs
    ? sql`and id in (select shown_id from standing_entity where kind = ${query.kind} and slug = any(${[...query.slugs]}))`
    : sql``;
  return sql<Entity[]>`
    with shown as (
      select id, kind, slug from standing_entity where shown_id = id and kind = ${query.kind} ${asked}
    ), merged as (
      select id as shown_id, array_agg(entity_id) as ids from merged_entity group by id
    )
    select shown.kind, shown.slug, v.name, v.attributes, v.verified, source.key as source, v.note,
      to_char(v.known_at, 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "knownAt",
      coalesce((select array_agg(alias order by alias) from entity_alias
        where entity_id = shown.id or entity_id = any(merged.ids)), '{}') as aliases,
      coalesce((select array_agg(slug order by slug) from entity where id = any(merged.ids)), '{}') as formerly
    from shown
    left join merged on merged.shown_id = shown.id
    cross join lateral (
      select * from entity_version
      where (entity_id = shown.id or entity_id = any(merged.ids)) and known_at <= ${asOf}::timestamptz
      order by (entity_id = shown.id) desc, known_at desc, recorded_at desc limit 1
    ) v
    left join standing_source source on source.id = v.source_id
    order by lower(v.name)`;
}

/**
 * The names of all entities of a kind by slug, whenever they became known: labels never disappear. One that was merged
 * has the name of the one that it was merged into.
 */
export async function readEntityNames(sql: Queryable, kind: EntityKind): Promise<Map<string, string>> {
  const rows = await sql<{ slug: string; name: string }[]>`
    select distinct on (one.slug) one.slug, v.name
    from standing_entity one join entity_version v on v.entity_id = one.shown_id
    where one.kind = ${kind}
    order by one.slug, v.known_at desc, v.recorded_at desc`;
  return new Map(rows.map((row) => [row.slug, row.name]));
}

/**
 * The relations from or to an entity, and to those that were merged into it, as known at `asOf`; of what was said of the
 * same link, the newest: one that has ended says until when.
 */
export async function readRelations(
  sql: Queryable,
  query: { kind: EntityKind; slug: string },
  asOf: string = LATEST,
): Promise<Relation[]> {
  return sql<Relation[]>`
    with named as (
      select distinct on (one.id) one.id, one.kind, one.shown_slug as slug, v.name
      from standing_entity one join entity_version v on v.entity_id = one.shown_id
      where v.known_at <= ${asOf}::timestamptz
      order by one.id, v.known_at desc, v.recorded_at desc
    ), said as (
      select distinct on (f.kind, f.slug, relation.kind, t.kind, t.slug, relation.since)
        json_build_object('kind', f.kind, 'slug', f.slug, 'name', f.name) as from, relation.kind as relation,
        json_build_object('kind', t.kind, 'slug', t.slug, 'name', t.name) as to, t.name as to_name,
        relation.since, relation.until, source.key as source, relation.note
      from relation
      join named f on f.id = relation.from_id
      join named t on t.id = relation.to_id
      join standing_source source on source.id = relation.source_id
      where relation.known_at <= ${asOf}::timestamptz
        and ((f.kind = ${query.kind} and f.slug = ${query.slug}) or (t.kind = ${query.kind} and t.slug = ${query.slug}))
      order by f.kind, f.slug, relation.kind, t.kind, t.slug, relation.since, relation.known_at desc, relation.recorded_at desc
    )
    select "from", relation, "to", since, until, source, note from said order by since nulls last, to_name`;
}

/** A dataset's events as known at `asOf`, oldest first, without withdrawn ones; `subjects` keeps those about any of them. */
export async function readEvents(
  sql: Queryable,
  query: { dataset: string; subjects?: readonly string[] },
  asOf: string = LATEST,
): Promise<EventPin[]> {
  const merged = sql`array(select one.slug from merged_entity m join entity one on one.id = m.entity_id
    where m.slug = any(${[...(query.subjects ?? [])]}))`;
  const about = query.subjects ? sql`and subjects && (${[...query.subjects]}::text[] || ${merged})` : sql``;
  return sql<EventPin[]>`
    select key, dataset, "occurredOn", kind, title, subjects, source, note, "knownAt" from (
      select distinct on (event.key) event.key, event.dataset, event.occurred_on as "occurredOn", event.kind, event.title,
        event.subjects, event.withdrawn, source.key as source, event.note,
        to_char(event.known_at, 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "knownAt"
      from event join standing_source source on source.id = event.source_id
      where event.dataset = ${query.dataset} and event.known_at <= ${asOf}::timestamptz
      order by event.key, event.known_at desc, event.recorded_at desc
    ) pins
    where not withdrawn ${about}
    order by "occurredOn", key`;
}

/**
 * The sources of those keys as they stand, with their grades, ordered by publisher: for one that was merged, the one it
 * was merged into.
 */
export async function readSources(sql: Queryable, keys: readonly string[]): Promise<Source[]> {
  const rows = await sql<StandingSource[]>`
    select distinct ${standingColumns(sql, "standing")}
    from standing_source standing where own_key = any(${[...new Set(keys)]})
    order by publisher, published desc nulls last, key`;
  return rows.map(graded);
}
