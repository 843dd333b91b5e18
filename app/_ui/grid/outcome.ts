import type { DatasetDefinition, Measure } from "@/lib/datasets/define";
import { seriesCode } from "@/lib/datasets/series-code";
import type { Day } from "@/lib/kernel/period";
import type { CellContent, DraftCell, EditOutcome, Refused } from "@/lib/studio/drafts/draft";
import type { GridRow } from "@/lib/studio/grid/grid";
import { fullText } from "./cell-text";
import type { Trouble } from "./cell-view";
import { placeKey } from "./edit-queue";
import type { Act } from "./kept-acts";

/** What an act left in a series' cells: those that are now so, and those that are gone. */
export type Layer = { cells: DraftCell[]; removed: Day[] };

/** The layers that an outcome lays over rows, by series; in a conflict what stands there now. */
export function layersOf({ cells, removed, refused }: EditOutcome): Map<string, Layer> {
  const layers = new Map<string, Layer>();
  const of = (series: string): Layer => {
    const layer = layers.get(series) ?? { cells: [], removed: [] };
    layers.set(series, layer);
    return layer;
  };
  for (const cell of cells) of(cell.series).cells.push(cell);
  for (const { series, period } of removed) of(series).removed.push(period);
  for (const { series, period, code, theirs } of refused)
    if (code === "conflict") {
      if (theirs) of(series).cells.push(theirs);
      else of(series).removed.push(period);
    }
  return layers;
}

/** A row with a layer over it. */
export function laidOver(row: GridRow, { cells, removed }: Layer): GridRow {
  const gone = new Set([...removed, ...cells.map((cell) => cell.period)]);
  return { ...row, drafted: [...row.drafted.filter((cell) => !gone.has(cell.period)), ...cells] };
}

/** Why an edit was refused, as its cell keeps it. */
export function troubleOf({ code, mine, theirs, message }: Refused, measure: Measure): Trouble {
  if (code === "conflict") return { text: null, message, conflict: { mine, theirs } };
  return { text: mine ? fullText(mine, measure) : null, message, conflict: null };
}

/** What acts that wait would make of cells, by place; the later holds. */
export function pendingOf(dataset: DatasetDefinition, acts: readonly Act[]): Map<string, CellContent | null> {
  const pending = new Map<string, CellContent | null>();
  for (const act of acts)
    if (act.what === "edit")
      for (const { place, content } of act.edits)
        pending.set(placeKey(seriesCode(dataset, place.dims, place.measure), place.period), content);
  return pending;
}

/** The series of places. */
export const seriesOf = (places: Iterable<string>): Set<string> =>
  new Set([...places].map((key) => key.slice(0, key.lastIndexOf(" "))));
