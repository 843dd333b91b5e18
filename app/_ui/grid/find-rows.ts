import type { GridPart, GridQuery, GridRow } from "@/lib/studio/grid/grid";
import { requestPart } from "./api";

const MOST = 500;

/** The rows of series wherever they are in the grid, or outside of its filter. Those that cannot be read are absent. */
export async function findRows(
  query: Pick<GridQuery, "dataset" | "measure" | "draft">,
  series: readonly string[],
  learn: (labels: GridPart["labels"]) => void,
): Promise<Map<string, GridRow>> {
  const found = new Map<string, GridRow>();
  for (let at = 0; at < series.length; at += MOST) {
    const part = await requestPart({ ...query, series: series.slice(at, at + MOST), limit: MOST }).catch(() => null);
    if (part) learn(part.labels);
    for (const row of part?.rows ?? []) found.set(row.series, row);
  }
  return found;
}
