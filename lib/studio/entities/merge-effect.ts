import { z } from "zod";
import type { Database, Queryable } from "@/db/client";
import { demandKind, demandStudioReader } from "@/lib/access/demand";
import { workedOn, worksOn } from "@/lib/access/entitlement";
import type { Viewer } from "@/lib/access/viewer";
import { findDataset } from "@/lib/datasets/registry";
import { EntityKind } from "@/lib/entities/kinds";
import { Slug } from "@/lib/kernel/slug";
import { database } from "@/lib/store/database";
import { type Clash, clashesOf, type MergePair, movedSeries, pairOf } from "./entity-merge";

const Pair = z.strictObject({ kind: EntityKind, slug: Slug, into: Slug.nullable() });

/** How much of one dataset rests on what is merged. */
export type MovedPart = { dataset: string; title: string; series: number; observations: number };

/** What a merge of entities or sources moves to another name, before anybody has agreed to it. */
export type MergeEffect = {
  from: { key: string; name: string };
  /** Null where a merge is taken back. */
  into: { key: string; name: string } | null;
  parts: MovedPart[];
  events: number;
  relations: number;
  /** Other facts of the catalogue that rest on a source. */
  facts: number;
  /** Names that lead to the other one from then on. */
  aliases: string[];
  /** Pairs of series that nothing tells apart afterwards, with what they are called. */
  clashes: (Clash & { title: string; otherTitle: string })[];
  /** In what the two differ, which readers no longer see of the one that is merged. */
  differences: { field: string; from: string; into: string }[];
};

/** Series of both that would stand under one name without anything to tell them apart. Throws forbidden and not_found. */
export async function readMergeClashes(
  viewer: Viewer,
  given: z.infer<typeof Pair>,
  db: Database = database(),
): Promise<Clash[]> {
  demandStudioReader(viewer);
  const { kind, ...pair } = Pair.parse(given);
  return clashesOf(db.sql, kind, await pairOf(db.sql, { kind, ...pair }));
}

async function titled(sql: Queryable, clashes: readonly Clash[]): Promise<MergeEffect["clashes"]> {
  const rows = await sql<{ code: string; title: string }[]>`
    select code, title from series where code = any(${clashes.flatMap(({ one, other }) => [one, other])})`;
  const titles = new Map(rows.map((row) => [row.code, row.title]));
  return clashes.map((clash) => ({
    ...clash,
    title: titles.get(clash.one) ?? clash.one,
    otherTitle: titles.get(clash.other) ?? clash.other,
  }));
}

type Named = { slug: string; name: string; aliases: string[] };

async function namesOf(sql: Queryable, ids: readonly number[]): Promise<Map<number, Named>> {
  const rows = await sql<(Named & { id: number })[]>`
    select distinct on (entity.id) entity.id::int, entity.slug, v.name,
      array(select alias from entity_alias a where a.entity_id = entity.id order by alias) as aliases
    from entity join entity_version v on v.entity_id = entity.id
    where entity.id = any(${[...ids]}) order by entity.id, v.known_at desc, v.recorded_at desc`;
  return new Map(rows.map(({ id, ...one }) => [id, one]));
}

/** How many values, events and relations rest on what moves. */
async function countsOf(
  sql: Queryable,
  viewer: Viewer,
  pair: MergePair,
  { slugs, codes }: { slugs: readonly string[]; codes: readonly string[] },
) {
  const [row] = await sql<{ events: number; relations: number }[]>`
    select (select count(distinct key)::int from event where subjects && ${[...slugs]}::text[]
        and dataset = any(${workedOn(viewer)})) as events,
      (select count(*)::int from relation r join standing_entity s on s.id in (r.from_id, r.to_id)
        where s.id = ${pair.from.id}) as relations`;
  const values = await sql<{ code: string; count: number }[]>`
    select series.code, count(distinct o.period)::int as count
    from series join observation o on o.series_id = series.id where series.code = any(${[...codes]}) group by 1`;
  return {
    events: row?.events ?? 0,
    relations: row?.relations ?? 0,
    values: new Map(values.map((v) => [v.code, v.count])),
  };
}

/**
 * What showing an entity as another one, or as itself again, would move: its series by dataset with their values, its
 * events, relations and names, and the series that clash. Throws forbidden, not_found, invalid and conflict.
 */
export async function readEntityMergeEffect(
  viewer: Viewer,
  given: z.infer<typeof Pair>,
  db: Database = database(),
): Promise<MergeEffect> {
  demandStudioReader(viewer);
  const { kind, slug, into } = Pair.parse(given);
  demandKind(viewer, kind);
  const pair = await pairOf(db.sql, { kind, slug, into });
  const names = await namesOf(db.sql, [pair.from.id, ...(pair.to ? [pair.to.shownId] : [])]);
  const series = await movedSeries(db.sql, kind, pair);
  const open = series.filter((one) => worksOn(viewer, one.dataset));
  const slugs = [...new Set([pair.from.slug, ...series.map((one) => one.slug)])];
  const { values, ...counts } = await countsOf(db.sql, viewer, pair, { slugs, codes: open.map((one) => one.code) });
  const parts = [...new Set(open.map((one) => one.dataset))].map((dataset): MovedPart => {
    const own = open.filter((one) => one.dataset === dataset);
    const observations = own.reduce((sum, one) => sum + (values.get(one.code) ?? 0), 0);
    return { dataset, title: findDataset(dataset)?.title ?? dataset, series: own.length, observations };
  });
  const from = names.get(pair.from.id);
  const to = pair.to ? names.get(pair.to.shownId) : null;
  const clashes = into === null ? [] : await readMergeClashes(viewer, { kind, slug, into }, db);
  return {
    from: { key: slug, name: from?.name ?? slug },
    into: pair.to ? { key: pair.to.shownSlug, name: to?.name ?? pair.to.shownSlug } : null,
    parts,
    ...counts,
    facts: 0,
    aliases: from ? [from.name, ...from.aliases] : [],
    clashes: await titled(
      db.sql,
      clashes.filter((one) => worksOn(viewer, one.dataset)),
    ),
    differences: [],
  };
}
