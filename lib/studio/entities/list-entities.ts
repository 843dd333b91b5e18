import { z } from "zod";
import type { Database } from "@/db/client";
import { demandStudioReader, openKinds } from "@/lib/access/demand";
import { workedOn } from "@/lib/access/entitlement";
import type { Viewer } from "@/lib/access/viewer";
import { EntityKind } from "@/lib/entities/kinds";
import { database } from "@/lib/store/database";
import { wordPatterns } from "../sources/word-patterns";
import { countEntitySeries } from "./entity-series";

export const EntityFilter = z.object({
  text: z.string().max(300).catch("").default(""),
  kind: z
    .union([EntityKind, z.literal("")])
    .catch("")
    .default(""),
  only: z.enum(["", "unverified", "unused", "merged"]).catch("").default(""),
  page: z.coerce.number().int().min(1).max(10_000).catch(1).default(1),
});
export type EntityFilter = z.infer<typeof EntityFilter>;

/** An entity as the list shows it; `mergedInto` is the slug of the one that it is shown as. */
export type EntityLine = {
  kind: EntityKind;
  slug: string;
  name: string;
  aliases: string[];
  verified: boolean;
  series: number;
  mergedInto: string | null;
};
export type EntityList = { lines: EntityLine[]; total: number; pages: number };

const PAGE = 100;

/** A page of entities whose key, name or another name has each of the words, by kind and name. Throws forbidden. */
export async function listEntities(viewer: Viewer, given: unknown, db: Database = database()): Promise<EntityList> {
  demandStudioReader(viewer);
  const { text, kind, only, page } = EntityFilter.parse(given);
  const rows = await db.sql<Omit<EntityLine, "series">[]>`
    select one.kind, one.slug, v.name, v.verified, nullif(one.shown_slug, one.slug) as "mergedInto",
      names.aliases
    from standing_entity one
    cross join lateral (
      select name, verified from entity_version where entity_id = one.id order by known_at desc, recorded_at desc limit 1
    ) v
    cross join lateral (
      select coalesce(array_agg(alias order by alias), '{}') as aliases from entity_alias where entity_id = one.id
    ) names
    where one.kind = any(${openKinds(viewer)}) and (${kind} = '' or one.kind = ${kind})
      and (one.shown_id <> one.id) = (${only} = 'merged') and (${only} <> 'unverified' or not v.verified)
      and lower(concat_ws(' ', one.slug, v.name, array_to_string(names.aliases, ' '))) like all (${wordPatterns(text)}::text[])
    order by one.kind, lower(v.name), one.slug`;
  const counts = await countEntitySeries(db.sql, workedOn(viewer));
  const lines = rows
    .map((row) => ({ ...row, series: counts.get(`${row.kind}/${row.slug}`) ?? 0 }))
    .filter((line) => only !== "unused" || line.series === 0);
  return {
    lines: lines.slice((page - 1) * PAGE, page * PAGE),
    total: lines.length,
    pages: Math.max(1, Math.ceil(lines.length / PAGE)),
  };
}
