import type { Layout } from "./kept-layout";
import type { GridSize } from "./use-grid-size";

const NARROW_PX = 150;
const EDGE_PX = 12;
const MOST_OF_WIDTH = 0.6;
const JOINED_OF_WIDTH = 0.4;
export const FROZEN_PX = 76;

/** The key under which the width of names that share a column is kept. */
export const JOINED = "joined";

/** A dimension that stands in front of the values, with its width. */
export type HeaderColumn = { key: string; label: string; width: number };

/** What stands in front of the values: the names with their widths, whether they share one column, and all of it in pixels. */
export type HeaderWidths = { columns: HeaderColumn[]; joined: boolean; namesPx: number; px: number };

/**
 * How wide the names in front of the values are: as they were drawn, else as wide as they need. They share one column
 * where side by side they would leave the values no room.
 */
export function headerWidths(
  headers: readonly HeaderColumn[],
  layout: Layout,
  { width, narrow }: Pick<GridSize, "width" | "narrow">,
): HeaderWidths {
  const columns = headers.map((one) => ({ ...one, width: layout.names[one.key] ?? one.width }));
  const apart = columns.reduce((sum, one) => sum + one.width, EDGE_PX);
  const frozen = narrow ? 0 : layout.frozen.length * FROZEN_PX;
  const joined = narrow || apart > width * MOST_OF_WIDTH;
  const drawn = narrow ? undefined : layout.names[JOINED];
  const shared = narrow ? NARROW_PX : Math.round(width * JOINED_OF_WIDTH);
  const namesPx = joined ? Math.min(drawn ?? shared, Math.round(width * 0.8)) : apart;
  return { columns, joined, namesPx, px: namesPx + frozen };
}
