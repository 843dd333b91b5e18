import type { Queryable } from "@/db/client";
import type { EntityKind } from "@/lib/entities/kinds";
import type { Entity, EventPin, Relation, Source } from "./rows";
import { latest } from "./as-of";

/** The entities of a kind as known at `asOf`, ordered by name; `slugs` keeps some. */
export async function readEntities(
  sql: Queryable,
  query: { kind: EntityKind; slugs?: readonly string[] },
  asOf: string = latest(),
): Promise<Entity[]> {
  return sql<Entity[]>`
    select entity.kind, entity.slug, v.name, v.attributes, v.verified, source.key as source, v.note,
      to_char(v.known_at, 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "knownAt",
      coalesce((select array_agg(alias order by alias) from entity_alias where entity_id = entity.id), '{}') as aliases
    from entity
    cross join lateral (
      select * from entity_version where entity_id = entity.id and known_at <= ${asOf}::timestamptz
      order by known_at desc, recorded_at desc limit 1
    ) v
    left join standing_source source on source.id = v.source_id
    where entity.kind = ${query.kind} ${query.slugs ? sql`and entity.slug = any(${[...query.slugs]})` : sql``}
    order by lower(v.name)`;
}

/** The names of all entities of a kind by slug, whenever they became known: labels never disappear. */
export async function readEntityNames(sql: Queryable, kind: EntityKind): Promise<Map<string, string>> {
  const rows = await sql<{ slug: string; name: string }[]>`
    select distinct on (entity.slug) entity.slug, v.name
    from entity join entity_version v on v.entity_id = entity.id
    where entity.kind = ${kind}
    order by entity.slug, v.known_at desc, v.recorded_at desc`;
  return new Map(rows.map((row) => [row.slug, row.name]));
}

/** The relations from or to an entity, as known at `asOf`. */
export async function readRelations(
  sql: Queryable,
  query: { kind: EntityKind; slug: string },
  asOf: string = latest(),
): Promise<Relation[]> {
  return sql<Relation[]>`
    with named as (
      select distinct on (entity.id) entity.id, entity.kind, entity.slug, v.name
      from entity join entity_version v on v.entity_id = entity.id
      where v.known_at <= ${asOf}::timestamptz
      order by entity.id, v.known_at desc, v.recorded_at desc
    )
    select json_build_object('kind', f.kind, 'slug', f.slug, 'name', f.name) as from, relation.kind as relation,
      json_build_object('kind', t.kind, 'slug', t.slug, 'name', t.name) as to,
      relation.since, relation.until, source.key as source, relation.note
    from relation
    join named f on f.id = relation.from_id
    join named t on t.id = relation.to_id
    join standing_source source on source.id = relation.source_id
    where relation.known_at <= ${asOf}::timestamptz
      and ((f.kind = ${query.kind} and f.slug = ${query.slug}) or (t.kind = ${query.kind} and t.slug = ${query.slug}))
    order by relation.since nulls last, t.name`;
}

/** A dataset's events as known at `asOf`, oldest first, without withdrawn ones; `subjects` keeps those about any of them. */
export async function readEvents(
  sql: Queryable,
  query: { dataset: string; subjects?: readonly string[] },
  asOf: string = latest(),
): Promise<EventPin[]> {
  return sql<EventPin[]>`
    select key, dataset, "occurredOn", kind, title, subjects, source, note, "knownAt" from (
      select distinct on (event.key) event.key, event.dataset, event.occurred_on as "occurredOn", event.kind, event.title,
        event.subjects, event.withdrawn, source.key as source, event.note,
        to_char(event.known_at, 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "knownAt"
      from event join standing_source source on source.id = event.source_id
      where event.dataset = ${query.dataset} and event.known_at <= ${asOf}::timestamptz
      order by event.key, event.known_at desc, event.recorded_at desc
    ) pins
    where not withdrawn ${query.subjects ? sql`and subjects && ${[...query.subjects]}` : sql``}
    order by "occurredOn", key`;
}

/** The sources of those keys as they stand, ordered by publisher: for one that was merged, the one it was merged into. */
export async function readSources(sql: Queryable, keys: readonly string[]): Promise<Source[]> {
  return sql<Source[]>`
    select distinct publisher, published, key, title, url, kind, licence, reliability
    from standing_source where own_key = any(${[...new Set(keys)]})
    order by publisher, published desc nulls last, key`;
}
