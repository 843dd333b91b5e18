import type { ReadoutRow } from "./readout";

/** What the reader points at: a place by its number and, where a value is near, the row of its series there. */
export type Pointed = { index: number; row: number | null };

const NEAR_PX = 28;

/** The number of the place whose pixel is nearest to the pointer. Null where there is none. */
export function nearest(
  places: readonly number[],
  pixelOf: (at: number) => number | null,
  pointer: number,
): number | null {
  let best: { index: number; away: number } | null = null;
  for (const [index, at] of places.entries()) {
    const pixel = pixelOf(at);
    if (pixel === null) continue;
    const away = Math.abs(pixel - pointer);
    if (!best || away < best.away) best = { index, away };
  }
  return best?.index ?? null;
}

/** The number of the row whose value is near enough to the pointer to be meant, or the only one. Null where none is. */
export function rowNear(
  rows: readonly ReadoutRow[],
  pixelOf: (value: number) => [number, number] | null,
  pointer: { x: number; y: number },
): number | null {
  if (rows.length === 1) return 0;
  let best: { row: number; away: number } | null = null;
  for (const [row, { value }] of rows.entries()) {
    const pixel = pixelOf(value);
    if (!pixel) continue;
    const away = Math.hypot(pixel[0] - pointer.x, pixel[1] - pointer.y);
    if (away <= NEAR_PX && (!best || away < best.away)) best = { row, away };
  }
  return best?.row ?? null;
}
