import type { Fragment } from "postgres";
import type { Queryable } from "@/db/client";
import { datasets } from "@/lib/datasets/registry";
import type { EntityKind } from "@/lib/entities/kinds";

/** The dimensions of all datasets whose values are entities of a kind. */
function namedBy(kind: EntityKind): { dataset: string; key: string }[] {
  return datasets().flatMap((dataset) =>
    Object.entries(dataset.dimensions).flatMap(([key, dimension]) =>
      "entity" in dimension && dimension.entity === kind ? [{ dataset: dataset.slug, key }] : [],
    ),
  );
}

/**
 * A fragment of rows `slug, known_at`: since when numbers about each entity of a kind are known, whenever somebody
 * typed it into a roster. `slugs` is a subquery of those that are asked for.
 */
export function sightings(sql: Queryable, kind: EntityKind, slugs: Fragment) {
  const named = namedBy(kind);
  return sql`
    select series.dims ->> named.key as slug, min(seen.known_at) as known_at
    from unnest(${named.map((one) => one.dataset)}::text[], ${named.map((one) => one.key)}::text[]) named(dataset, key)
    join series on series.dataset = named.dataset
    cross join lateral (select min(known_at) as known_at from observation where series_id = series.id) seen
    where series.dims ->> named.key in (${slugs})
    group by 1`;
}
