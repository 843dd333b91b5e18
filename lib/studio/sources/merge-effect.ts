import { z } from "zod";
import type { Database } from "@/db/client";
import { demandStudioReader } from "@/lib/access/demand";
import { workedOn, worksOn } from "@/lib/access/entitlement";
import { demandSource } from "@/lib/access/visible-sources";
import type { Viewer } from "@/lib/access/viewer";
import { findDataset } from "@/lib/datasets/registry";
import { Slug } from "@/lib/kernel/slug";
import { database } from "@/lib/store/database";
import type { MergeEffect } from "../entities/merge-effect";
import { sourcesOf } from "./source-merge";

const Pair = z.strictObject({ key: Slug, into: Slug.nullable() });

type Facts = { key: string; title: string; publisher: string; published: string | null; url: string | null };
const FIELDS = [
  ["title", "Title"],
  ["publisher", "Publisher"],
  ["published", "Published"],
  ["url", "Address"],
] as const;

function differencesOf(from: Facts | undefined, into: Facts | undefined): MergeEffect["differences"] {
  if (!from || !into) return [];
  return FIELDS.flatMap(([key, field]) =>
    from[key] === into[key] ? [] : [{ field, from: from[key] ?? "none", into: into[key] ?? "none" }],
  );
}

/**
 * What showing a source as another one, or as itself again, would move: the values by dataset that rest on it, events,
 * relations and facts, and in what the two differ. Throws forbidden, not_found, invalid and conflict.
 */
export async function readSourceMergeEffect(
  viewer: Viewer,
  given: z.infer<typeof Pair>,
  db: Database = database(),
): Promise<MergeEffect> {
  demandStudioReader(viewer);
  const pair = Pair.parse(given);
  for (const key of [pair.key, pair.into]) if (key !== null) await demandSource(db.sql, viewer, key);
  const { from, to } = await sourcesOf(db.sql, pair);
  const { sql } = db;
  // What is shown as the source now moves with it.
  const ids = sql`(select id from standing_source where ${to === null ? sql`id = ${from.id}` : sql`shown_id = ${from.id}`})`;
  const used = await sql<{ dataset: string; series: number; observations: number }[]>`
    select series.dataset, count(distinct series.id)::int as series, count(*)::int as observations
    from observation o join series on series.id = o.series_id where o.source_id in ${ids} group by 1 order by 1`;
  const [rest] = await sql<{ events: number; relations: number; facts: number }[]>`
    select (select count(distinct key)::int from event
        where source_id in ${ids} and dataset = any(${workedOn(viewer)})) as events,
      (select count(*)::int from relation where source_id in ${ids}) as relations,
      (select count(*)::int from entity_version where source_id in ${ids}) as facts`;
  const facts = await sql<Facts[]>`
    select key, title, publisher, published, url from source where key = any(${[from.key, to?.key ?? from.key]})`;
  const of = (key: string | undefined) => facts.find((one) => one.key === key);
  const open = used.filter((one) => worksOn(viewer, one.dataset));
  return {
    from: { key: from.key, name: from.title },
    into: to ? { key: to.key, name: to.title } : null,
    parts: open.map((one) => ({ ...one, title: findDataset(one.dataset)?.title ?? one.dataset })),
    ...(rest ?? { events: 0, relations: 0, facts: 0 }),
    aliases: [],
    clashes: [],
    differences: to ? differencesOf(of(from.key), of(to.key)) : [],
  };
}
