import type { Queryable } from "@/db/client";
import { datasetOf, findDataset } from "@/lib/datasets/registry";
import { seriesTitle } from "@/lib/datasets/series-title";
import { AppError } from "@/lib/kernel/error";
import type { SeriesInfo } from "./rows";
import { LATEST } from "./as-of";
import { readAllNames } from "./entity-names";

/** Dimension values that a series must have: one, or any of several. */
export type Where = Readonly<Record<string, string | readonly string[]>>;
export type SeriesQuery = {
  dataset: string;
  where?: Where;
  measure?: string | readonly string[];
  /** Of these codes alone. */
  codes?: readonly string[];
};
export type StoredSeries = SeriesInfo & { id: number };
/** A series with the number of its dataset's newest release, and how often what sources are shown as was changed. */
export type FoundSeries = StoredSeries & { release: number; shown: number };

/** Whether entities were ever merged: then titles may have to follow. */
const anyMerge = (sql: Queryable) => sql`exists (select 1 from entity_merge) as "anyMerge"`;

/**
 * Series under the names that stand: a series keeps its code and the title that it was made with, and where an entity
 * that it names was merged since, it is called by the name of the one that stands.
 */
async function underStandingNames<T extends StoredSeries>(
  sql: Queryable,
  rows: readonly (T & { anyMerge: boolean })[],
  asOf: string = LATEST,
) {
  const merged = rows[0]?.anyMerge
    ? await sql<{ slug: string }[]>`select slug from standing_entity where shown_id <> id`
    : [];
  const gone = new Set(merged.map((one) => one.slug));
  const isRenamed = (row: T) => Object.values(row.dims).some((value) => gone.has(value));
  const names = rows.some(isRenamed) ? await readAllNames(sql, asOf) : null;
  return rows.map((row) => {
    const { anyMerge: _, ...series } = row;
    const dataset = names && isRenamed(row) ? findDataset(series.dataset) : undefined;
    if (!dataset || !names) return series;
    return { ...series, title: seriesTitle(dataset, series.dims, series.measure, names) };
  });
}

const many = (value: string | readonly string[]): string[] => (typeof value === "string" ? [value] : [...value]);

/**
 * The series of a dataset that match, ordered by code, as they existed at `asOf`: one that had no value yet is absent,
 * and so is one of an earlier shape of the dataset, which lacks a dimension that it has now.
 * Throws not_found for a dataset and invalid for a dimension or measure that does not exist.
 */
export async function readSeries(sql: Queryable, query: SeriesQuery, asOf: string = LATEST): Promise<StoredSeries[]> {
  const dataset = datasetOf(query.dataset);
  const where = Object.entries(query.where ?? {});
  for (const [key] of where)
    if (!(key in dataset.dimensions)) throw new AppError("invalid", `${dataset.title} has no dimension “${key}”.`);
  for (const key of query.measure ? many(query.measure) : [])
    if (!(key in dataset.measures)) throw new AppError("invalid", `${dataset.title} has no measure “${key}”.`);
  const matching = where.reduce((all, [key, value]) => sql`${all} and dims ->> ${key} = any(${many(value)})`, sql``);
  const rows = await sql<(StoredSeries & { anyMerge: boolean })[]>`
    select id::int, code, dataset, measure, dims, title, unit, frequency, ${anyMerge(sql)}
    from series
    where dataset = ${dataset.slug}
      ${query.codes ? sql`and code = any(${[...query.codes]})` : sql``}
      ${query.measure ? sql`and measure = any(${many(query.measure)})` : sql``}
      and jsonb_exists_all(dims, ${Object.keys(dataset.dimensions)}::text[])
      ${matching}
      and exists (select 1 from observation o where o.series_id = series.id and o.known_at <= ${asOf}::timestamptz)
    order by code`;
  return underStandingNames(sql, rows, asOf);
}

/** The series of that code, or of an alias of it. Null where neither exists or its dataset is unknown here. */
export async function findSeries(sql: Queryable, code: string): Promise<FoundSeries | null> {
  const rows = await sql<(FoundSeries & { anyMerge: boolean })[]>`
    select id::int, code, dataset, measure, dims, title, unit, frequency, ${anyMerge(sql)},
      coalesce((select max(number) from release where release.dataset = series.dataset), 0) as release,
      coalesce((select max(id) from source_state), 0)::int as shown
    from series
    where code = ${code} or id = (select series_id from series_alias where alias = ${code})
    limit 1`;
  const [found] = await underStandingNames(sql, rows);
  return found && findDataset(found.dataset) ? found : null;
}

/** Whether any value of a series, or its withdrawal, was known by a moment. */
export async function isSeriesKnown(sql: Queryable, id: number, asOf: string): Promise<boolean> {
  const rows = await sql`
    select 1 from observation where series_id = ${id} and known_at <= ${asOf}::timestamptz limit 1`;
  return rows.length > 0;
}

/** Up to five codes that resemble one that was not found, most alike first. */
export async function nearCodes(sql: Queryable, code: string, datasets: readonly string[]): Promise<string[]> {
  const head = code.split(".").slice(0, 2).join(".");
  const rows = await sql<{ code: string }[]>`
    select code from series
    where dataset = any(${[...datasets]}) and (starts_with(code, ${head}) or starts_with(${code}, code))
    order by abs(length(code) - length(${code})), code limit 5`;
  return rows.map((row) => row.code);
}
