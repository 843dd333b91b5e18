import type { z } from "zod";
import type { Database } from "@/db/client";
import type { DatasetDefinition } from "@/lib/datasets/define";
import { AppError } from "@/lib/kernel/error";
import { Day } from "@/lib/kernel/period";
import { asOfRows, LATEST } from "@/lib/store/as-of";
import { keeper } from "@/lib/store/keep";
import { wordPatterns } from "../sources/word-patterns";
import type { GridQuery } from "./grid";

type Query = z.output<typeof GridQuery>;
type Order = { ids: readonly number[]; fresh: readonly string[] };

const keepIds = keeper<{ ids: readonly number[] }>();
const keepFresh = keeper<{ codes: readonly string[] }>();

/** What narrows the rows down, over columns that series and proposed cells have in common. */
function narrowed({ sql }: Database, query: Query, title: "title" | "series") {
  const words = wordPatterns(query.filter);
  const text =
    title === "title" ? sql`lower(title || ' ' || code)` : sql`lower(replace(series, '_', ' ') || ' ' || series)`;
  const byWords = words.length > 0 ? sql`and ${text} like all (${words}::text[])` : sql``;
  return Object.entries(query.where).reduce(
    (all, [key, values]) => sql`${all} and dims ->> ${key} = any(${values}::text[])`,
    byWords,
  );
}

async function readIds(db: Database, query: Query): Promise<{ ids: readonly number[] }> {
  const { sql } = db;
  const matching = sql`from series where dataset = ${query.dataset} and measure = ${query.measure} ${narrowed(db, query, "title")}`;
  const way = query.descending ? sql`desc` : sql`asc`;
  if (Day.safeParse(query.sort).success) return readByValue(db, query);
  const key =
    query.sort === "title" ? sql`lower(title)` : query.sort === "code" ? sql`code` : sql`dims ->> ${query.sort}`;
  const [row] = await sql<{ ids: number[] | null }[]>`
    select array_agg(id::int order by ${key} ${way}, code) as ids ${matching}`;
  return { ids: row?.ids ?? [] };
}

/** Rows by what stands in one period, those without a value last. */
async function readByValue(db: Database, query: Query): Promise<{ ids: readonly number[] }> {
  const { sql } = db;
  const way = query.descending ? sql`desc` : sql`asc`;
  const all = await readIds(db, { ...query, sort: "title", descending: false });
  const [row] = await sql<{ ids: number[] | null }[]>`
    select array_agg(at.id order by coalesce(v.value, v.low, v.high) ${way} nulls last, at.place) as ids
    from unnest(${sql.array([...all.ids], 23)}) with ordinality as at(id, place)
    left join (${asOfRows(sql, { seriesIds: all.ids, asOf: LATEST, from: query.sort, to: query.sort })}) v
      on v.series_id = at.id`;
  return { ids: row?.ids ?? [] };
}

/** The codes of series that exist in the draft alone. */
async function readFresh(db: Database, query: Query): Promise<{ codes: readonly string[] }> {
  const { sql } = db;
  const [row] = await sql<{ codes: string[] | null }[]>`
    select array_agg(series order by series) as codes from (
      select distinct series from draft_cell
      where draft_id = ${query.draft} and measure = ${query.measure} ${narrowed(db, query, "series")}
        and not exists (select 1 from series known where known.code = draft_cell.series)
    ) fresh`;
  return { codes: row?.codes ?? [] };
}

/** Some series by their codes, published or proposed. */
async function readNamed({ sql }: Database, query: Query, series: readonly string[]): Promise<Order> {
  const rows = await sql<{ id: number }[]>`
    select id::int from series
    where dataset = ${query.dataset} and measure = ${query.measure} and code = any(${[...series]}::text[]) order by code`;
  const fresh = await sql<{ series: string }[]>`
    select distinct series from draft_cell
    where draft_id = ${query.draft} and measure = ${query.measure} and series = any(${[...series]}::text[])
      and not exists (select 1 from series known where known.code = draft_cell.series)
    order by series`;
  return { ids: rows.map((row) => row.id), fresh: fresh.map((row) => row.series) };
}

async function readDraftedIds({ sql }: Database, query: Query): Promise<Set<number>> {
  const rows = await sql<{ id: number }[]>`
    select distinct series.id::int from draft_cell join series on series.code = draft_cell.series
    where draft_id = ${query.draft}`;
  return new Set(rows.map((row) => row.id));
}

function demandKnown(dataset: DatasetDefinition, query: Query): void {
  if (!(query.measure in dataset.measures))
    throw new AppError("invalid", `${dataset.title} has no measure “${query.measure}”.`);
  for (const key of Object.keys(query.where))
    if (!(key in dataset.dimensions)) throw new AppError("invalid", `${dataset.title} has no dimension “${key}”.`);
  const sortable = ["title", "code", ...Object.keys(dataset.dimensions)];
  if (!sortable.includes(query.sort) && !Day.safeParse(query.sort).success)
    throw new AppError("invalid", `Rows cannot be sorted by “${query.sort}”.`);
}

/**
 * The rows of the grid in order: ids of published series, then codes of those that the draft alone has. What is read
 * at one state of the dataset and one version of the draft never changes, so it is kept, and a part far down costs no more than the
 * first. Throws invalid for a measure, dimension or order that does not exist.
 */
export async function readOrder(
  db: Database,
  dataset: DatasetDefinition,
  query: Query,
  at: { state: string; draftVersion: number },
): Promise<Order> {
  demandKnown(dataset, query);
  if (query.series) return readNamed(db, query, query.series);
  const { measure, filter, where, sort, descending, draft } = query;
  const key = JSON.stringify([dataset.slug, at.state, measure, filter, where, sort, descending]);
  const { ids } = await keepIds(key, () => readIds(db, query));
  if (draft === null) return { ids: query.drafted ? [] : ids, fresh: [] };
  const fresh = await keepFresh(`${key} ${draft} ${at.draftVersion}`, () => readFresh(db, query));
  if (!query.drafted) return { ids, fresh: fresh.codes };
  const drafted = await readDraftedIds(db, query);
  return { ids: ids.filter((id) => drafted.has(id)), fresh: fresh.codes };
}
