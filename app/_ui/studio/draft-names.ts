import { findDataset } from "@/lib/datasets/registry";
import { codeOf } from "@/lib/kernel/slug";
import { type CellName, type CellPlace, placeOf } from "@/lib/studio/drafts/cell-names";
import { CATALOGUE, type Draft } from "@/lib/studio/drafts/draft";

/** What a draft is about, as people call it. */
export const draftSubject = (dataset: string): string =>
  dataset === CATALOGUE ? "Entities and sources" : (findDataset(dataset)?.title ?? dataset);

/** Where a draft's values are edited: the grid of its dataset, or the entities. */
export const workHref = (dataset: string): string =>
  dataset === CATALOGUE ? "/studio/entities" : `/studio/${dataset}`;

/** The measure that a series' code tells, empty where its dataset has but one. */
function measureOf(dataset: string, series: string): string {
  const measures = Object.keys(findDataset(dataset)?.measures ?? {});
  const tail = series.split(".").at(-1) ?? "";
  return measures.length > 1 ? (measures.find((one) => codeOf(one.replaceAll("_", "-")) === tail) ?? "") : "";
}

/** Where one cell is edited: the draft's grid, with that series alone and from that period on. */
export function cellHref(draft: { id: number; dataset: string }, series: string, period: string): string {
  const measure = measureOf(draft.dataset, series);
  const view = { ...(measure ? { measure } : {}), words: series, from: period, draft: String(draft.id) };
  return `${workHref(draft.dataset)}?${new URLSearchParams(view).toString()}`;
}

/** Where the past of one cell is. */
export const cellPastHref = (series: string, period: string): string =>
  `/studio/history?${new URLSearchParams({ series, period }).toString()}`;

/** `3 values`, `1 value and 2 other changes`. */
export function draftSize({ cells, items }: Draft): string {
  const values = `${cells.toLocaleString("en-US")} ${cells === 1 ? "value" : "values"}`;
  const others = `${items} ${items === 1 ? "other change" : "other changes"}`;
  if (items === 0) return cells === 0 ? "nothing yet" : values;
  return cells === 0 ? others : `${values} and ${others}`;
}

/** What a cell is called: the title of its series and its period; its codes where nothing else is known. */
export function cellWords(names: ReadonlyMap<string, CellName>, place: CellPlace): string {
  const { title, period } = names.get(placeOf(place)) ?? { title: place.series, period: place.period };
  return `${title}, ${period}`;
}

/** Under what name a cell stands on the page of its draft. */
export const cellAnchor = (series: string, period: string): string => `cell-${series}-${period}`;
