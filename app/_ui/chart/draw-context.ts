import type { SeriesOption } from "echarts";
import type { ChartSpec } from "@/lib/dashboards/figure";
import type { Look, Size } from "./look";
import type { Prepared } from "./prepare";

/** What every part of a drawing needs to know. */
export type DrawContext = { spec: ChartSpec; prepared: Prepared; look: Look; size: Size };

/** The drawing itself answers to no pointer: reading values is the page's affair, with the keyboard as with the mouse. */
export const quiet = { silent: true, animation: false } satisfies Partial<SeriesOption>;

/** A value's place in the order that the axes want it. */
export const pair = (prepared: Prepared, at: number, value: number | null): (number | null)[] =>
  prepared.horizontal ? [value, at] : [at, value];
