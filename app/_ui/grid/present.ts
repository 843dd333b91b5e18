import { addTo } from "@/lib/kernel/group-by";
import type { Present as Colleague } from "@/lib/studio/grid/presence";
import { placeKey } from "./edit-queue";

/** The names of who is in a cell now, by its place. */
export type Present = ReadonlyMap<string, readonly string[]>;

/** Where colleagues are in the grid of one measure. */
export function presentIn(people: readonly Colleague[], measure: string): Present {
  const found = new Map<string, string[]>();
  for (const { name, series, period, measure: theirs } of people) {
    if (theirs !== measure || series === null || period === null) continue;
    const key = placeKey(series, period);
    addTo(found, key, name);
  }
  return found;
}
