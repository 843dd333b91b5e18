import type { Transaction } from "@/db/client";
import type {
  ProposedAlias,
  ProposedEntity,
  ProposedEvent,
  ProposedRelation,
  ProposedSource,
} from "@/lib/datasets/proposal";
import { AppError } from "@/lib/kernel/error";
import type { Scope } from "./scope";

/** Adds sources that are new by key; one that stands with another title or address is a conflict. */
export async function appendSources({ tx, changeSetId }: Scope, sources: readonly ProposedSource[]): Promise<number> {
  if (sources.length === 0) return 0;
  const rows = await tx<{ key: string; clash: boolean }[]>`
    with proposed as (
      select * from json_to_recordset(${JSON.stringify(sources)}::json)
        as p(key text, title text, publisher text, url text, published text, kind text, licence text, reliability text)
    ), added as (
      insert into source (key, title, publisher, url, published, kind, licence, reliability, change_set_id)
      select p.*, ${changeSetId} from proposed p on conflict (key) do nothing returning key
    )
    select key, false as clash from added
    union all
    select p.key, true from proposed p join source s on s.key = p.key
    where s.title <> p.title or s.url is distinct from p.url`;
  const clash = rows.find((row) => row.clash);
  if (clash) throw new AppError("conflict", `The source “${clash.key}” exists already with another title or address.`);
  return rows.length;
}

async function ensureEntity({ tx, changeSetId }: Scope, kind: string, slug: string): Promise<number> {
  const rows = await tx<{ id: number }[]>`
    with added as (
      insert into entity (kind, slug, change_set_id) values (${kind}, ${slug}, ${changeSetId})
      on conflict (kind, slug) do nothing returning id
    )
    select id::int from added union all select id::int from entity where kind = ${kind} and slug = ${slug} limit 1`;
  const id = rows[0]?.id;
  if (id === undefined) throw new Error(`no identity for ${kind} ${slug}`);
  return id;
}

/**
 * Appends a version of each entity that differs from what stands, and its new names; a name that leads to another entity
 * of the kind stays there. Returns how many entities there was something new about.
 */
export async function appendEntities(scope: Scope, entities: readonly ProposedEntity[]): Promise<number> {
  const { tx, changeSetId, at } = scope;
  let appended = 0;
  for (const one of entities) {
    const knownAt = one.knownAt ?? at;
    const id = await ensureEntity(scope, one.kind, one.slug);
    const sourceId = one.source ? await sourceIdOf(tx, one.source) : null;
    const added = await tx`
      insert into entity_version (entity_id, known_at, recorded_at, name, attributes, verified, source_id, change_set_id, note)
      select ${id}, ${knownAt}::timestamptz, ${at}::timestamptz, ${one.name}, ${JSON.stringify(one.attributes)}::jsonb,
        ${one.verified}, ${sourceId}, ${changeSetId}, ${one.note ?? null}
      where not exists (
        select 1 from (
          select * from entity_version v where v.entity_id = ${id}
            and v.known_at <= ${knownAt}::timestamptz
          order by known_at desc, recorded_at desc limit 1
        ) s
        where s.name = ${one.name} and s.attributes = ${JSON.stringify(one.attributes)}::jsonb and s.verified = ${one.verified}
          and s.source_id is not distinct from ${sourceId}::bigint
      )`;
    const named = await tx`
      insert into entity_alias (kind, alias, entity_id, change_set_id)
      select ${one.kind}, alias, ${id}, ${changeSetId} from unnest(${one.aliases}::text[]) alias on conflict do nothing`;
    appended += Math.max(added.count, Math.min(1, named.count));
  }
  return appended;
}

async function sourceIdOf(tx: Transaction, key: string): Promise<number> {
  const id = (await tx<{ id: number }[]>`select id::int from source where key = ${key}`)[0]?.id;
  if (id === undefined) throw new AppError("invalid", `There is no source called “${key}”.`);
  return id;
}

async function entityIdOf(tx: Transaction, kind: string, slug: string): Promise<number> {
  const id = (await tx<{ id: number }[]>`select id::int from entity where kind = ${kind} and slug = ${slug}`)[0]?.id;
  if (id === undefined) throw new AppError("invalid", `There is no ${kind} called “${slug}”.`);
  return id;
}

/** Appends relations that do not stand yet, by this source or with this end. */
export async function appendRelations(
  { tx, changeSetId, at }: Scope,
  relations: readonly ProposedRelation[],
): Promise<number> {
  let appended = 0;
  for (const one of relations) {
    const from = await entityIdOf(tx, one.from.kind, one.from.slug);
    const to = await entityIdOf(tx, one.to.kind, one.to.slug);
    const sourceId = await sourceIdOf(tx, one.source);
    const since = one.since ?? null;
    const until = one.until ?? null;
    const added = await tx`
      insert into relation (from_id, kind, to_id, since, until, known_at, recorded_at, source_id, change_set_id, note)
      select ${from}, ${one.relation}, ${to}, ${since}::date, ${until}::date, ${one.knownAt ?? at}::timestamptz,
        ${at}::timestamptz, ${sourceId}, ${changeSetId}, ${one.note ?? null}
      where not exists (
        select 1 from (
          select r.until, row_number() over (order by known_at desc, recorded_at desc) as nth from relation r
          where from_id = ${from} and kind = ${one.relation} and to_id = ${to}
            and since is not distinct from ${since}::date and known_at <= ${one.knownAt ?? at}::timestamptz
        ) newest where nth = 1 and until is not distinct from ${until}::date
      ) or not exists (
        select 1 from relation where from_id = ${from} and kind = ${one.relation} and to_id = ${to}
          and since is not distinct from ${since}::date and until is not distinct from ${until}::date and source_id = ${sourceId}
      )`;
    appended += added.count;
  }
  return appended;
}

/** Appends events that are new or differ from what stands under their key. */
export async function appendEvents({ tx, changeSetId, at }: Scope, events: readonly ProposedEvent[]): Promise<number> {
  let appended = 0;
  for (const one of events) {
    const sourceId = await sourceIdOf(tx, one.source);
    const added = await tx`
      insert into event (key, dataset, occurred_on, kind, title, subjects, withdrawn, known_at, recorded_at, source_id,
        change_set_id, note)
      select ${one.key}, ${one.dataset}, ${one.occurredOn}, ${one.kind}, ${one.title}, ${one.subjects}::text[],
        ${one.withdrawn}, ${one.knownAt ?? at}::timestamptz, ${at}::timestamptz, ${sourceId}, ${changeSetId}, ${one.note ?? null}
      where not exists (
        select 1 from (select * from event where key = ${one.key} order by known_at desc, recorded_at desc limit 1) s
        where s.title = ${one.title} and s.occurred_on = ${one.occurredOn} and s.kind = ${one.kind}
          and s.subjects = ${one.subjects}::text[] and s.source_id = ${sourceId} and s.withdrawn = ${one.withdrawn}
          and s.note is not distinct from ${one.note ?? null}
      )`;
    appended += added.count;
  }
  return appended;
}

/** Gives series further codes. Throws where the series does not exist or the alias leads elsewhere. */
export async function appendAliases({ tx, changeSetId }: Scope, aliases: readonly ProposedAlias[]): Promise<number> {
  let appended = 0;
  for (const one of aliases) {
    const id = (await tx<{ id: number }[]>`select id::int from series where code = ${one.series}`)[0]?.id;
    if (id === undefined) throw new AppError("invalid", `There is no series called “${one.series}”.`);
    const standing = await tx<
      { id: number }[]
    >`select series_id::int as id from series_alias where alias = ${one.alias}`;
    if (standing[0] && standing[0].id !== id)
      throw new AppError("conflict", `The alias “${one.alias}” leads to another series, and is never given again.`);
    const added = await tx`
      insert into series_alias (alias, series_id, change_set_id) values (${one.alias}, ${id}, ${changeSetId})
      on conflict do nothing`;
    appended += added.count;
  }
  return appended;
}
