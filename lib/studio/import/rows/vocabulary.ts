import type { Queryable } from "@/db/client";
import { isVisible } from "@/lib/access/visible-sources";
import type { Viewer } from "@/lib/access/viewer";
import type { DatasetDefinition, Dimension } from "@/lib/datasets/define";
import type { EntityLookup } from "@/lib/datasets/validate";
import type { EntityKind } from "@/lib/entities/kinds";
import { type Named, type Resolver, resolverOf } from "@/lib/studio/reading/resolve-name";

/** By what the names in a file are found: a dimension's values, measures, sources; and which entities there are. */
export type Vocabulary = {
  dims: ReadonlyMap<string, Resolver>;
  measure: Resolver;
  source: Resolver;
  exists: EntityLookup;
  /** The publishers that there are, with all their names. */
  publishers: readonly Named[];
};

type EntityRow = { kind: EntityKind; slug: string; shown: string; name: string; aliases: string[] };

/** Every entity of some kinds, and those that the draft would bring along. */
async function readEntityRows(sql: Queryable, kinds: readonly string[], draft: number | null): Promise<EntityRow[]> {
  return sql<EntityRow[]>`
    select standing.kind, standing.slug, standing.shown_slug as shown, v.name,
      coalesce((select array_agg(alias) from entity_alias where entity_id = standing.id), '{}') as aliases
    from standing_entity standing
    cross join lateral (
      select name from entity_version where entity_id = standing.id order by known_at desc, recorded_at desc limit 1
    ) v
    where standing.kind = any(${[...kinds]})
    union all
    select proposal->>'kind', proposal->>'slug', proposal->>'slug', proposal->>'name',
      coalesce((select array_agg(alias) from jsonb_array_elements_text(proposal->'aliases') alias), '{}')
    from draft_item
    where draft_id = ${draft ?? 0} and kind = 'entity' and proposal->>'kind' = any(${[...kinds]})`;
}

/** A key finds its own entity, whose series keep it; the names of one that was merged lead to the other. */
const namedOf = ({ slug, shown, name, aliases }: EntityRow): Named[] =>
  slug === shown
    ? [{ slug, name, aliases }]
    : [
        { slug, name: slug, aliases: [] },
        { slug: shown, name, aliases },
      ];

function resolverFor(dimension: Dimension, rows: readonly EntityRow[]): Resolver {
  if ("entity" in dimension)
    return resolverOf(dimension.label, rows.filter((one) => one.kind === dimension.entity).flatMap(namedOf));
  const named = Object.entries(dimension.codes).map(([slug, name]) => ({ slug, name, aliases: [] }));
  return resolverOf(dimension.label, named, dimension.open);
}

/** Sources by key, title and address; one that was merged leads to the other, archived ones are not taken. */
async function sourceResolver(sql: Queryable, viewer: Viewer, draft: number | null): Promise<Resolver> {
  const rows = await sql<Named[]>`
    select standing.key as slug, own.title as name,
      array_remove(array[standing.own_key, own.url], null) as aliases
    from standing_source standing join source own on own.id = standing.id
    where not standing.archived and ${isVisible(sql, viewer, sql`own.id`)}
    union all
    select key, title, array_remove(array[url], null) from draft_source where draft_id = ${draft ?? 0}`;
  return resolverOf("source", rows);
}

/** Reads all names that a file of the dataset may use; `draft` brings its own entities and sources along. */
export async function readVocabulary(
  sql: Queryable,
  viewer: Viewer,
  dataset: DatasetDefinition,
  draft: number | null,
): Promise<Vocabulary> {
  const dimensions = Object.entries(dataset.dimensions);
  const kinds = dimensions.flatMap(([, one]) => ("entity" in one ? [one.entity] : []));
  const rows = await readEntityRows(sql, kinds, draft);
  const known = new Set(rows.map(({ kind, slug }) => `${kind}/${slug}`));
  const measures = Object.entries(dataset.measures).map(([slug, { label }]) => ({ slug, name: label, aliases: [] }));
  return {
    dims: new Map(dimensions.map(([key, one]) => [key, resolverFor(one, rows)])),
    measure: resolverOf("measure", measures),
    source: await sourceResolver(sql, viewer, draft),
    publishers: rows.filter((one) => one.kind === "publisher").flatMap(namedOf),
    exists: (kind, slug) => known.has(`${kind}/${slug}`),
  };
}
