import type { Queryable } from "@/db/client";
import type { EntityKind } from "@/lib/entities/kinds";
import { withNotesOn } from "@/lib/provenance/note-as-of";
import type { Entity, EventPin, Relation, Source } from "./rows";
import { LATEST } from "./as-of";
import { graded, standingColumns, type StandingSource } from "./graded";
import { sightings } from "./sightings";

/** Of the versions of an entity the one that names it at `asOf`: the newest known by then, else the first there is. */
const namingFirst = (sql: Queryable, asOf: string) => sql`
  known_at <= ${asOf}::timestamptz desc, case when known_at <= ${asOf}::timestamptz then known_at end desc nulls last,
  known_at, recorded_at desc`;

/**
 * The entities of a kind as known at `asOf`, ordered by name; `slugs` keeps some. An entity is known from the first
 * number about it on, or from its first version: what was typed of it later is not shown earlier. One that was merged
 * into another is found by its own slug as that other, which has the names of both.
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
    ), own as (
      select shown.id as shown_id, entity.id, entity.slug from shown join standing_entity entity on entity.shown_id = shown.id
    ), seen as (
      select own.shown_id, min(known_at) as known_at
      from (${sightings(sql, query.kind, sql`select slug from own`)}) sighted join own on own.slug = sighted.slug group by 1
    )
    select shown.kind, shown.slug, v.name, v.described,
      case when v.described then v.attributes else '{}' end as attributes, v.described and v.verified as verified,
      case when v.described then source.key end as source, case when v.described then v.note end as note,
      to_char(case when v.described then v.known_at else known.since end, 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "knownAt",
      to_char(known.since, 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "knownSince",
      case when v.described then coalesce((select array_agg(alias order by alias) from entity_alias
        where entity_id in (select id from own where shown_id = shown.id)), '{}') else '{}' end as aliases,
      coalesce((select array_agg(slug order by slug) from own where shown_id = shown.id and id <> shown.id), '{}') as formerly
    from shown
    left join seen on seen.shown_id = shown.id
    cross join lateral (
      select entity_version.*, entity_version.known_at <= ${asOf}::timestamptz as described
      from entity_version
      where entity_id in (select id from own where shown_id = shown.id)
      order by known_at <= ${asOf}::timestamptz desc, (entity_id = shown.id) desc, ${namingFirst(sql, asOf)} limit 1
    ) v
    cross join lateral (
      select least(seen.known_at, min(entity_version.known_at)) as since
      from entity_version where entity_id in (select id from own where shown_id = shown.id)
    ) known
    left join standing_source source on source.id = v.source_id
    where known.since <= ${asOf}::timestamptz
    order by lower(v.name)`;
}

/**
 * The names of all entities of a kind by slug, also of those of which nothing was known at `asOf`: labels never
 * disappear. A name is the one that was known then, and of one that got its name later the first. One that was merged
 * has the name of the one that it was merged into.
 */
export async function readEntityNames(
  sql: Queryable,
  kind: EntityKind,
  asOf: string = LATEST,
): Promise<Map<string, string>> {
  const rows = await sql<{ slug: string; name: string }[]>`
    select distinct on (one.slug) one.slug, v.name
    from standing_entity one join entity_version v on v.entity_id = one.shown_id
    where one.kind = ${kind}
    order by one.slug, ${namingFirst(sql, asOf)}`;
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
      order by one.id, ${namingFirst(sql, asOf)}
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
  day: string | null = null,
): Promise<EventPin[]> {
  const merged = sql`array(select one.slug from merged_entity m join entity one on one.id = m.entity_id
    where m.slug = any(${[...(query.subjects ?? [])]}))`;
  const about = query.subjects ? sql`and subjects && (${[...query.subjects]}::text[] || ${merged})` : sql``;
  const events = await sql<EventPin[]>`
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
  return withNotesOn(events, day);
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
