import type { BarSeriesOption } from "echarts";
import { formatNumber } from "@/lib/kernel/format";
import { isActual, statusWord } from "@/lib/kernel/status";
import { type DrawContext, pair, quiet } from "./draw-context";
import { FONT_SIZE, NARROW } from "./look";
import type { PlacedPoint, PlacedSeries } from "./prepare";
import { stackedPoints } from "./stack";
import { sharedWord } from "./status-words";

export const BAR_SHARE = 0.7;
export const BAR_WIDTH_MOST = 36;

/** The groups in which bars stand side by side at one place: each stack is one of them. */
export function barGroups(series: readonly PlacedSeries[]): string[] {
  const bars = series.filter((one) => one.shape === "bar");
  return [...new Set(bars.map((one) => (one.stack === undefined ? `own ${one.name}` : `stack ${one.stack}`)))];
}

function textAt({ spec, prepared, size }: DrawContext, point: PlacedPoint, mixed: boolean): string {
  const view = isActual(point.status) ? "" : point.status;
  if (!prepared.horizontal) return mixed ? view : "";
  const word = view && size.width >= NARROW ? statusWord[point.status] : view;
  return `${formatNumber(point.y, spec.unit, spec.decimals)}${word ? ` ${word}` : ""}`;
}

/** Places with bars of several kinds of statement: each bar there carries the letter of its own. */
function mixedPlaces({ prepared }: DrawContext): Set<number> {
  const byPlace = new Map<number, PlacedPoint[]>();
  for (const one of prepared.series.filter((other) => other.shape === "bar"))
    for (const point of one.points) if (point.y !== null) byPlace.set(point.at, [...(byPlace.get(point.at) ?? []), point]);
  const mixed = [...byPlace].filter(([, points]) => !sharedWord(points) && points.some((point) => !isActual(point.status)));
  return new Set(mixed.map(([at]) => at));
}

/** Bars; hollow with a dashed edge where the value is somebody's view. Ranked bars carry their value. */
export function barSeries(context: DrawContext, series: PlacedSeries): BarSeriesOption {
  const { look, prepared } = context;
  const colour = look.colour(series.slot);
  const stacked = series.stack !== undefined;
  const mixed = mixedPlaces(context);
  const points = stacked ? stackedPoints(prepared, series) : series.points;
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
    itemStyle: { color: colour },
    data: points.map((one) => {
      const text = known.has(one.at) ? textAt(context, one, mixed.has(one.at)) : "";
      const view = { color: colour, opacity: 1, borderColor: colour, borderWidth: 1, borderType: [3, 2] };
      return {
        value: pair(prepared, one.at, one.y).map((part) => part ?? "-"),
        ...(isActual(one.status) || !known.has(one.at) ? {} : { itemStyle: { ...view, color: look.surface } }),
        label: {
          show: text !== "",
          position: prepared.horizontal ? ("right" as const) : stacked ? ("inside" as const) : ("top" as const),
          distance: 5,
          color: look.ink,
          fontSize: FONT_SIZE,
          formatter: () => text,
        },
      };
    }),
  };
}
