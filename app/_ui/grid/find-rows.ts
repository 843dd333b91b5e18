import type { GridPart, GridQuery, GridRow } from "@/lib/studio/grid/grid";
import { requestPart } from "./api";

/** How long the codes of one request may be in its address: servers on the way refuse much more than eight thousand. */
const ADDRESS = 5000;

/** The codes in lots that each fit into the address of a request, in order; a code alone always does. */
export function inLots(series: readonly string[]): string[][] {
  const lots: string[][] = [];
  let room = 0;
  for (const code of series) {
    const length = encodeURIComponent(JSON.stringify(code)).length + 3;
    if (lots.length === 0 || length > room) {
      lots.push([]);
      room = ADDRESS;
    }
    lots.at(-1)?.push(code);
    room -= length;
  }
  return lots;
}

/** The rows of series wherever they are in the grid, or outside of its filter. Those that cannot be read are absent. */
export async function findRows(
  query: Pick<GridQuery, "dataset" | "measure" | "draft">,
  series: readonly string[],
  learn: (labels: GridPart["labels"]) => void,
): Promise<Map<string, GridRow>> {
  const found = new Map<string, GridRow>();
  for (const lot of inLots(series)) {
    const part = await requestPart({ ...query, series: lot, limit: lot.length }).catch(() => null);
    if (part) learn(part.labels);
    for (const row of part?.rows ?? []) found.set(row.series, row);
  }
  return found;
}
