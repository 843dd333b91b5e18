import type { BarSeriesOption } from "echarts";
import { formatNumber, formatRangeNumber } from "@/lib/kernel/format";
import { isActual, statusWord } from "@/lib/kernel/status";
import { type DrawContext, pair, quiet } from "./draw-context";
import type { Frame } from "./frame";
import { FONT_SIZE, NARROW } from "./look";
import type { PlacedPoint, PlacedSeries } from "./prepare";
import { stackedPoints } from "./stack";
import { sharedWord } from "./status-words";

export const BAR_SHARE = 0.7;
export const BAR_WIDTH_MOST = 30;

/** The group of a series of bars: its stack, or itself. */
export const groupOf = (one: PlacedSeries): string =>
  one.stack === undefined ? `own ${one.order}` : `stack ${one.stack}`;

/** The groups in which bars stand side by side at one place: each stack is one of them. */
export function barGroups(series: readonly PlacedSeries[]): string[] {
  const bars = series.filter((one) => one.shape === "bar");
  return [...new Set(bars.map(groupOf))];
}

/** What stands at the end of a ranked bar: its value and, where it is not simply actual, the word or letter for it. */
export function barText({ spec, size }: DrawContext, point: PlacedPoint): string {
  const view = point.status === "A" ? "" : size.width >= NARROW ? statusWord[point.status] : point.status;
  const amount =
    point.y === null
      ? formatRangeNumber(point, spec.unit, spec.decimals)
      : formatNumber(point.y, spec.unit, spec.decimals);
  return [amount, view].filter(Boolean).join(" ");
}

function textAt(context: DrawContext, point: PlacedPoint, lettered: boolean): string {
  if (!context.prepared.horizontal) return lettered && !isActual(point.status) ? point.status : "";
  // A whisker that reaches beyond the bar carries the text itself.
  if (point.high !== null) return "";
  return barText(context, point);
}

/**
 * Which bars carry the letter of their kind of statement: all where the kinds at one place differ; where one word fits
 * all of them but has no room under the axis, the topmost of a stack stands for it.
 */
function isLettered({ prepared }: DrawContext, series: PlacedSeries, at: number, words: Frame["words"]): boolean {
  if (words.has(at)) return false;
  const bars = prepared.series.filter((one) => one.shape === "bar");
  const here = bars.filter((one) => one.points.some((point) => point.at === at && point.y !== null));
  const shared = sharedWord(here.flatMap((one) => one.points.filter((point) => point.at === at && point.y !== null)));
  return !shared || series.stack === undefined || here.findLast((one) => one.stack === series.stack) === series;
}

/** Where the letter goes: above, but inside of a stack whose parts differ. */
const letterPlace = (stacked: boolean, top: boolean) => (stacked && !top ? ("inside" as const) : ("top" as const));

/** Bars; hollow with a dashed edge where the value is somebody's view. Ranked bars carry their value. */
export function barSeries(context: DrawContext, series: PlacedSeries, { words }: Frame): BarSeriesOption {
  const { look, prepared } = context;
  const colour = look.colour(series.slot);
  const stacked = series.stack !== undefined;
  const points = stacked ? stackedPoints(prepared, series) : series.points;
  const lastBar = prepared.series.findLast((one) => one.shape === "bar" && one.stack === series.stack);
  const known = new Set(series.points.filter((one) => one.y !== null).map((one) => one.at));
  return {
    ...quiet,
    type: "bar",
    id: `bar ${series.name}`,
    name: series.name,
    ...(series.stack === undefined ? {} : { stack: series.stack }),
    barMaxWidth: prepared.horizontal ? 16 : BAR_WIDTH_MOST,
    barMinWidth: 2,
    barCategoryGap: `${Math.round((1 - BAR_SHARE) * 100)}%`,
    barGap: "10%",
    itemStyle: { color: colour, ...(stacked ? { borderColor: look.surface, borderWidth: 0.5 } : {}) },
    data: points.map((one) => {
      const text = known.has(one.at) ? textAt(context, one, isLettered(context, series, one.at, words)) : "";
      const view = { color: look.tint(series.slot), borderColor: colour, borderWidth: 1, borderType: [3, 2] };
      return {
        value: pair(prepared, one.at, one.y).map((part) => part ?? "-"),
        ...(isActual(one.status) || !known.has(one.at) ? {} : { itemStyle: view }),
        label: {
          show: text !== "",
          position: prepared.horizontal ? ("right" as const) : letterPlace(stacked, series === lastBar),
          distance: 5,
          color: look.ink,
          fontSize: FONT_SIZE,
          formatter: () => text,
        },
      };
    }),
  };
}
