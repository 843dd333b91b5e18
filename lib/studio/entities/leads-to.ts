import type { Queryable } from "@/db/client";
import type { EntityKind } from "@/lib/entities/kinds";

/** An entity to which a name leads already. */
export type LeadsTo = { name: string; slug: string; shownName: string };

/** Which of those names lead to an entity of the kind already: as its slug, its name or another name of it. */
export async function readLeads(sql: Queryable, kind: EntityKind, names: readonly string[]): Promise<LeadsTo[]> {
  if (names.length === 0) return [];
  return sql<LeadsTo[]>`
    with newest as (
      select distinct on (one.id) one.id, one.slug, one.shown_slug, v.name
      from standing_entity one join entity_version v on v.entity_id = one.id
      where one.kind = ${kind} order by one.id, v.known_at desc, v.recorded_at desc
    ), known as (
      select slug as name, shown_slug from newest
      union select name, shown_slug from newest
      union select alias, shown_slug from entity_alias join newest on newest.id = entity_alias.entity_id
    )
    select distinct on (asked.name, known.shown_slug) asked.name, known.shown_slug as slug, shown.name as "shownName"
    from unnest(${[...names]}::text[]) as asked(name)
    join known on lower(known.name) = lower(asked.name)
    join newest shown on shown.slug = known.shown_slug
    order by asked.name, known.shown_slug`;
}
