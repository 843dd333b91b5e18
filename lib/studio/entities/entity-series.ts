import type { Queryable } from "@/db/client";
import { datasets } from "@/lib/datasets/registry";
import type { EntityKind } from "@/lib/entities/kinds";

/** A dimension of a dataset whose values are entities of a kind. */
export type EntityDimension = { dataset: string; key: string; kind: EntityKind };

/** Every dimension that holds entities, or those of a kind. */
export const entityDimensions = (kind?: EntityKind): EntityDimension[] =>
  datasets().flatMap((dataset) =>
    Object.entries(dataset.dimensions).flatMap(([key, dimension]) =>
      "entity" in dimension && (kind === undefined || dimension.entity === kind)
        ? [{ dataset: dataset.slug, key, kind: dimension.entity }]
        : [],
    ),
  );

/** The entity that a series names in one of its dimensions. */
export type NamedSeries = {
  slug: string;
  key: string;
  code: string;
  title: string;
  dataset: string;
  measure: string;
  dims: Record<string, string>;
};

/** The series that name any of those entities of a kind, ordered by code. */
export async function readEntitySeries(
  sql: Queryable,
  kind: EntityKind,
  slugs: readonly string[],
): Promise<NamedSeries[]> {
  return sql<NamedSeries[]>`
    select series.dims ->> place.key as slug, place.key, series.code, series.title, series.dataset, series.measure, series.dims
    from json_to_recordset(${JSON.stringify(entityDimensions(kind))}::text::json) as place(dataset text, key text)
    join series on series.dataset = place.dataset and series.dims ->> place.key = any(${[...slugs]})
    order by series.code`;
}

/** How many series of some datasets name each entity, as `kind/slug`. */
export async function countEntitySeries(sql: Queryable, among: readonly string[]): Promise<Map<string, number>> {
  const rows = await sql<{ place: string; count: number }[]>`
    select place.kind || '/' || (series.dims ->> place.key) as place, count(*)::int as count
    from json_to_recordset(${JSON.stringify(entityDimensions())}::text::json) as place(dataset text, key text, kind text)
    join series on series.dataset = place.dataset
    where series.dataset = any(${[...among]})
    group by 1`;
  return new Map(rows.map((row) => [row.place, row.count]));
}
