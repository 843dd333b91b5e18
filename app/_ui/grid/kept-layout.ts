import { z } from "zod";
import { Day } from "@/lib/kernel/period";

/** How one person has laid out one measure's grid: widths in pixels, periods out of sight, periods beside the names. */
export type Layout = {
  /** Widths of dimensions by key; `joined` where they share one column. */
  names: Readonly<Record<string, number>>;
  widths: Readonly<Record<Day, number>>;
  hidden: readonly Day[];
  frozen: readonly Day[];
};

export const PLAIN: Layout = { names: {}, widths: {}, hidden: [], frozen: [] };
export const MOST_FROZEN = 3;
const [LEAST_PX, MOST_PX] = [36, 600];

const Px = z.number().int().min(LEAST_PX).max(MOST_PX);
const Kept = z.object({
  names: z.record(z.string(), Px),
  widths: z.record(Day, Px),
  hidden: z.array(Day),
  frozen: z.array(Day).max(MOST_FROZEN),
}) satisfies z.ZodType<Layout>;

/** A width as it may be. */
export const widthOf = (px: number): number => Math.round(Math.min(MOST_PX, Math.max(LEAST_PX, px)));

const keyOf = (person: string, dataset: string, measure: string): string =>
  `halfpitch.studio.layout ${person} ${dataset} ${measure}`;

/** The layout that this browser remembers, else the plain one. */
export function readLayout(person: string, dataset: string, measure: string): Layout {
  try {
    return Kept.parse(JSON.parse(localStorage.getItem(keyOf(person, dataset, measure)) ?? ""));
  } catch {
    return PLAIN;
  }
}

/** Remembers a layout; the plain one needs no room. */
export function writeLayout(person: string, dataset: string, measure: string, layout: Layout): void {
  const key = keyOf(person, dataset, measure);
  try {
    if (layout === PLAIN) localStorage.removeItem(key);
    else localStorage.setItem(key, JSON.stringify(layout));
  } catch {
    // It holds for this visit then.
  }
}
