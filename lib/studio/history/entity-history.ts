import { z } from "zod";
import type { Database, Queryable } from "@/db/client";
import { demandKind, demandStudioReader } from "@/lib/access/demand";
import { authorColumn, personColumn } from "@/lib/access/analysts";
import { isVisible } from "@/lib/access/visible-sources";
import type { Viewer } from "@/lib/access/viewer";
import { EntityKind } from "@/lib/entities/kinds";
import { AppError } from "@/lib/kernel/error";
import { database } from "@/lib/store/database";

/** What changed in one field of an entity; null where it had or has none. */
export type FieldChange = { field: string; before: string | null; after: string | null };

/** One thing that happened to an entity. Instants are ISO text; `draft` where it is only proposed. */
export type EntityEvent = {
  at: string;
  kind: "version" | "alias" | "relation" | "merge" | "proposed";
  by: string;
  why: string;
  words: string;
  changes: FieldChange[];
  knownAt: string | null;
  source: { key: string; title: string } | null;
  draft: { id: number; state: string } | null;
};

const Facts = z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()]));
type Facts = z.infer<typeof Facts>;
type Row = Omit<EntityEvent, "changes"> & { before: unknown; after: unknown };

export const EntityQuery = z.strictObject({ kind: EntityKind, slug: z.string().min(1).max(200) });

const MOST = 500;
const iso = (sql: Queryable, instant: ReturnType<Queryable>) => sql`to_char(${instant}, 'YYYY-MM-DD"T"HH24:MI:SS"Z"')`;
const nothing = (sql: Queryable) => sql`null::jsonb, null::jsonb`;

/** The fields in which two states differ. */
function changesBetween(before: Facts, after: Facts): FieldChange[] {
  const text = (value: Facts[string] | undefined) => (value === undefined || value === null ? null : String(value));
  return [...new Set([...Object.keys(before), ...Object.keys(after)])]
    .map((field) => ({ field, before: text(before[field]), after: text(after[field]) }))
    .filter((one) => one.before !== one.after);
}

const factsOf = (value: unknown): Facts => (value === null ? {} : Facts.parse(value));

const versions = (sql: Queryable, viewer: Viewer, id: number) => sql`
  select v.recorded_at as at, 'version' as kind, ${authorColumn(sql, viewer)} as by, cs.reason as why,
    case when lag(v.name) over stand is null then 'Became known as ' || v.name else 'Changed' end as words,
    lag(facts.all) over stand as before, facts.all as after, ${iso(sql, sql`v.known_at`)} as known_at,
    s.key as source_key, s.title as source_title, null::bigint as draft_id, null as draft_state
  from entity_version v
  join change_set cs on cs.id = v.change_set_id
  left join source s on s.id = v.source_id and ${isVisible(sql, viewer, sql`s.id`)}
  cross join lateral (select v.attributes || jsonb_build_object('name', v.name, 'verified', v.verified, 'note', v.note) as all) facts
  where v.entity_id = ${id}
  window stand as (order by v.known_at, v.recorded_at)`;

const aliases = (sql: Queryable, viewer: Viewer, id: number) => sql`
  select cs.published_at, 'alias', ${authorColumn(sql, viewer)}, cs.reason, 'Also called ' || a.alias, ${nothing(sql)}, null, null, null,
    null::bigint, null
  from entity_alias a join change_set cs on cs.id = a.change_set_id where a.entity_id = ${id}`;

const relations = (sql: Queryable, viewer: Viewer, id: number) => sql`
  select r.recorded_at, 'relation', ${authorColumn(sql, viewer)}, cs.reason,
    f.slug || ' ' || replace(r.kind, '_', ' ') || ' ' || t.slug || coalesce(' since ' || r.since, '') || coalesce(' until ' || r.until, ''),
    ${nothing(sql)}, ${iso(sql, sql`r.known_at`)}, s.key, s.title, null::bigint, null
  from relation r join change_set cs on cs.id = r.change_set_id left join source s on s.id = r.source_id and ${isVisible(sql, viewer, sql`s.id`)}
  join entity f on f.id = r.from_id join entity t on t.id = r.to_id
  where r.from_id = ${id} or r.to_id = ${id}`;

const merges = (sql: Queryable, viewer: Viewer, id: number) => sql`
  select m.at, 'merge', ${personColumn(sql, viewer)}, m.reason,
    case when m.into_id is null then own.slug || ' stands for itself again' else own.slug || ' was merged into ' || kept.slug end,
    ${nothing(sql)}, null, null, null, null::bigint, null
  from entity_merge m join person on person.id = m.person_id join entity own on own.id = m.entity_id
  left join entity kept on kept.id = m.into_id
  where m.entity_id = ${id} or m.into_id = ${id}`;

const proposed = (sql: Queryable, kind: string, slug: string, organisation: number) => sql`
  select i.edited_at, 'proposed', p.name, d.reason,
    case i.kind when 'relation' then 'Proposed the relation ' || i.key
      when 'entity-merge' then 'Proposed that ' || (i.proposal ->> 'slug') || ' be '
        || coalesce('merged into ' || (i.proposal ->> 'into'), 'itself again')
      else 'Proposed a change' end,
    ${nothing(sql)}, null, null, null, d.id, d.state
  from draft_item i join draft d on d.id = i.draft_id join person p on p.id = i.edited_by
  where d.organisation_id = ${organisation} and (i.kind in ('entity', 'entity-merge') and i.key = ${`${kind}/${slug}`}
    or i.kind = 'entity-merge' and i.proposal ->> 'kind' = ${kind} and i.proposal ->> 'into' = ${slug}
    or i.kind = 'relation' and ${`${kind}/${slug}`} = any(string_to_array(i.key, ' ')))`;

/**
 * What happened to an entity, newest first, at most 500 events: its states with what changed in each, other names,
 * relations, merges, and proposals in drafts of the viewer's organisation. Throws forbidden and not_found.
 */
export async function entityHistory(
  viewer: Viewer,
  given: z.input<typeof EntityQuery>,
  db: Database = database(),
): Promise<{ name: string; events: EntityEvent[] }> {
  demandStudioReader(viewer);
  const { kind, slug } = EntityQuery.parse(given);
  demandKind(viewer, kind);
  const { sql } = db;
  const [found] = await sql<{ id: number; name: string }[]>`
    select entity.id::int, v.name from entity join entity_version v on v.entity_id = entity.id
    where entity.kind = ${kind} and entity.slug = ${slug} order by v.known_at desc, v.recorded_at desc limit 1`;
  if (!found) throw new AppError("not_found", `There is no entity called “${kind}/${slug}”.`);
  const rows = await sql<Row[]>`
    select ${iso(sql, sql`e.at`)} as at, e.kind, e.by, e.why, e.words, e.before, e.after, e.known_at as "knownAt",
      case when e.source_key is not null then jsonb_build_object('key', e.source_key, 'title', e.source_title) end as source,
      case when e.draft_id is not null then jsonb_build_object('id', e.draft_id, 'state', e.draft_state) end as draft
    from (${versions(sql, viewer, found.id)} union all ${aliases(sql, viewer, found.id)} union all ${relations(sql, viewer, found.id)}
      union all ${merges(sql, viewer, found.id)} union all ${proposed(sql, kind, slug, viewer.organisationId)}) e
    order by e.at desc, e.known_at desc nulls last limit ${MOST}`;
  const events = rows.map(({ before, after, ...one }) => ({
    ...one,
    changes: one.kind === "version" ? changesBetween(factsOf(before), factsOf(after)) : [],
  }));
  return { name: found.name, events };
}
