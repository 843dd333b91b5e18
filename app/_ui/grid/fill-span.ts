import type { Place, Way } from "./edge-of-data";
import type { Area } from "./pasted";
import { range } from "./selected-cells";

/** What a drawn handle covers: which way it fills, and the cells that it fills, both ends included. */
export type Span = { way: Way; area: Area };

/** The span from a selection to where the handle was drawn; the way in which it was drawn furthest. Null within it. */
export function spanTo(from: Area, to: Place): Span | null {
  const beyond: readonly [Way, number][] = [
    ["down", to.row - from.bottom],
    ["up", from.top - to.row],
    ["right", to.col - from.right],
    ["left", from.left - to.col],
  ];
  const [way, by] = beyond.reduce((most, one) => (one[1] > most[1] ? one : most));
  if (by <= 0) return null;
  switch (way) {
    case "down":
      return { way, area: { ...from, top: from.bottom + 1, bottom: to.row } };
    case "up":
      return { way, area: { ...from, top: to.row, bottom: from.top - 1 } };
    case "right":
      return { way, area: { ...from, left: from.right + 1, right: to.col } };
    case "left":
      return { way, area: { ...from, left: to.col, right: from.left - 1 } };
  }
}

/** A selection and what was filled from it, together. */
export const joined = (from: Area, { area }: Span): Area => ({
  top: Math.min(from.top, area.top),
  bottom: Math.max(from.bottom, area.bottom),
  left: Math.min(from.left, area.left),
  right: Math.max(from.right, area.right),
});

/** Where within a length something stands that is so far from its first place, either way, over and over. */
const around = (offset: number, length: number): number => ((offset % length) + length) % length;

/** Which cell each cell of a span is filled from: the selection again and again, in its own order. */
export function fillPairs(from: Area, { area }: Span): { from: Place; to: Place }[] {
  const [height, width] = [from.bottom - from.top + 1, from.right - from.left + 1];
  return range(area.top, area.bottom).flatMap((row) =>
    range(area.left, area.right).map((col) => ({
      from: { row: from.top + around(row - from.top, height), col: from.left + around(col - from.left, width) },
      to: { row, col },
    })),
  );
}
