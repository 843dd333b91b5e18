import type { z } from "zod";
import type { Database } from "@/db/client";
import { demandStudioReader } from "@/lib/access/demand";
import type { Viewer } from "@/lib/access/viewer";
import type { DatasetDefinition } from "@/lib/datasets/define";
import { datasetOf } from "@/lib/datasets/registry";
import { dimensionLabel, seriesTitle, seriesUnit } from "@/lib/datasets/series-title";
import type { EntityKind } from "@/lib/entities/kinds";
import type { Frequency } from "@/lib/kernel/period";
import { database } from "@/lib/store/database";
import { readEntityNames } from "@/lib/store/read-catalogue";
import { currentState } from "@/lib/store/read-releases";
import type { DraftCell } from "../drafts/draft";
import { readDraft } from "../drafts/read-draft";
import { readDraftCells } from "../drafts/read-draft-cells";
import { GridQuery, type GridPart, type GridRow } from "./grid";
import { type GridColumn, isByDay } from "./columns";
import { readColumns } from "./read-columns";
import { readMissing } from "./read-missing";
import { readOrder } from "./read-order";
import { readPublished } from "./read-published";
import { readRivals } from "./read-rivals";

type Query = z.output<typeof GridQuery>;
type Names = Map<EntityKind, Map<string, string>>;
type BareRow = Pick<GridRow, "series" | "dims" | "title" | "unit" | "isNew"> & { id: number | null };

async function readNames(db: Database, dataset: DatasetDefinition): Promise<Names> {
  const kinds = new Set(Object.values(dataset.dimensions).flatMap((one) => ("entity" in one ? [one.entity] : [])));
  const all = [...kinds].map(async (kind) => [kind, await readEntityNames(db.sql, kind)] as const);
  return new Map(await Promise.all(all));
}

async function publishedRows({ sql }: Database, ids: readonly number[]): Promise<BareRow[]> {
  if (ids.length === 0) return [];
  return sql<BareRow[]>`
    select series.id::int, code as series, dims, title, unit, false as "isNew"
    from unnest(${sql.array([...ids], 23)}) with ordinality as at(id, place) join series on series.id = at.id
    order by at.place`;
}

/** Rows that the draft alone has, from its own cells. */
function freshRows(dataset: DatasetDefinition, codes: readonly string[], cells: readonly DraftCell[], names: Names) {
  return codes.flatMap((series): BareRow[] => {
    const cell = cells.find((one) => one.series === series);
    if (!cell) return [];
    const { dims, measure } = cell;
    const title = seriesTitle(dataset, dims, measure, names);
    return [{ id: null, series, dims, title, unit: seriesUnit(dataset, dims, measure), isNew: true }];
  });
}

function bySeries<T extends { series: string }>(all: readonly T[]): Map<string, T[]> {
  const found = new Map<string, T[]>();
  for (const one of all) {
    const group = found.get(one.series);
    if (group) group.push(one);
    else found.set(one.series, [one]);
  }
  return found;
}

function labelsOf(dataset: DatasetDefinition, rows: readonly GridRow[], names: Names): GridPart["labels"] {
  return Object.fromEntries(
    Object.entries(dataset.dimensions).map(([key, dimension]) => {
      const values = new Set(rows.flatMap((row) => row.dims[key] ?? []));
      return [key, Object.fromEntries([...values].map((one) => [one, dimensionLabel(dimension, one, names)]))];
    }),
  );
}

async function rowsOf(
  viewer: Viewer,
  dataset: DatasetDefinition,
  { query, order, columns }: { query: Query; order: Order; columns: readonly GridColumn[] },
  db: Database,
) {
  const { offset, limit, draft, measure } = query;
  const frequency: Frequency = dataset.measures[measure]?.frequency ?? "day";
  const ids = order.ids.slice(offset, offset + limit);
  const rest = Math.max(0, offset - order.ids.length);
  const codes = order.fresh.slice(rest, rest + limit - ids.length);
  const names = await readNames(db, dataset);
  const standing = await publishedRows(db, ids);
  const series = [...standing.map((row) => row.series), ...codes];
  const drafted = draft === null || series.length === 0 ? [] : await readDraftCells(viewer, { draft, series }, db);
  const bare = [...standing, ...freshRows(dataset, codes, drafted, names)];
  const [published, rivals] = await Promise.all([
    readPublished(db.sql, { ids, frequency, ...spanOf(query, frequency, columns) }),
    readRivals(db.sql, viewer, { series, draft }),
  ]);
  const [cellsBy, rivalsBy] = [bySeries(drafted), bySeries(rivals)];
  const rows = bare.map(({ id, ...row }): GridRow => {
    const cells = id === null ? [] : (published.get(id) ?? []);
    return { ...row, published: cells, drafted: cellsBy.get(row.series) ?? [], rivals: rivalsBy.get(row.series) ?? [] };
  });
  return { rows, labels: labelsOf(dataset, rows, names) };
}

/** The periods of which values are read: of days those of the columns alone, which are a part of all. */
function spanOf({ from, to }: Query, frequency: Frequency, columns: readonly GridColumn[]) {
  const [first, last] = [columns[0]?.period, columns.at(-1)?.period];
  return isByDay(frequency) && first !== undefined ? { from: first, to: last } : { from, to };
}

type Order = { ids: readonly number[]; fresh: readonly string[] };

/**
 * A part of a dataset's grid: so many series from an offset on, each with what is published now, what the draft proposes
 * and what rival drafts do; the columns; how many rows there are in all. Throws forbidden, not_found and invalid.
 */
export async function readGrid(viewer: Viewer, input: GridQuery, db: Database = database()): Promise<GridPart> {
  demandStudioReader(viewer, input.dataset);
  const query = GridQuery.parse(input);
  const dataset = datasetOf(query.dataset);
  const draft = query.draft === null ? null : await readDraft(viewer, query.draft, db);
  const state = await currentState(db.sql, dataset.slug);
  const order = await readOrder(db, dataset, query, { state, draftVersion: draft?.version ?? 0 });
  const frequency = dataset.measures[query.measure]?.frequency ?? "day";
  const columns = await readColumns(db.sql, query, frequency, state);
  const { rows, labels } = await rowsOf(viewer, dataset, { query, order, columns }, db);
  const missing = await readMissing(db, draft);
  return {
    total: order.ids.length + order.fresh.length,
    offset: query.offset,
    rows,
    columns,
    labels,
    draft,
    missing,
    state,
  };
}
