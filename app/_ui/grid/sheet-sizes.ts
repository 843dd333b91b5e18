import type { Measure } from "@/lib/datasets/define";

/** How high a row of the sheet and its headings are, in pixels. */
export const ROW_PX = 28;
export const HEADER_PX = 30;
const [COLUMN_PX, MOST_PX] = [92, 180];
const [LETTER_PX, AROUND_PX] = [7.5, 30];

/** How wide a column of values is at first: steps of a scale have names, which want more room than numbers. */
export function columnPx({ ranks }: Pick<Measure, "ranks">): number {
  const letters = Math.max(0, ...Object.values(ranks ?? {}).map((name) => name.length));
  return Math.round(Math.min(MOST_PX, Math.max(COLUMN_PX, letters * LETTER_PX + AROUND_PX)));
}
