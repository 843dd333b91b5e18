import type { LineSeriesOption } from "echarts";
import { isActual } from "@/lib/kernel/status";
import { type DrawContext, pair, quiet } from "./draw-context";
import type { PlacedPoint, PlacedSeries } from "./prepare";
import { stackedPoints } from "./stack";

const DOTS_MOST = 16;
const HOLLOW_MOST = 60;

/** The part of a line that has happened: everything else is a gap. */
function solidPart(points: readonly PlacedPoint[]): PlacedPoint[] {
  return points.map((one) => (isActual(one.status) ? one : { ...one, y: null }));
}

/** The part that has not happened, with the actual point before and after it, so that the line does not break. */
function dashedPart(points: readonly PlacedPoint[]): PlacedPoint[] {
  return points.map((one, i) => {
    const near = [points[i - 1], one, points[i + 1]].some(
      (other) => other && other.y !== null && !isActual(other.status),
    );
    return near ? one : { ...one, y: null };
  });
}

const isAlone = (points: readonly PlacedPoint[], i: number): boolean =>
  (points[i - 1]?.y ?? null) === null && (points[i + 1]?.y ?? null) === null;

function lineOf(context: DrawContext, series: PlacedSeries, points: PlacedPoint[], dashed: boolean): LineSeriesOption {
  const { look, prepared } = context;
  const colour = look.colour(series.slot);
  const known = series.points.filter((one) => one.y !== null).length;
  const dots = (one: PlacedPoint, i: number): boolean => {
    if (dashed) return !isActual(one.status) && (known <= HOLLOW_MOST || isAlone(points, i));
    return known <= DOTS_MOST || isAlone(series.points, i);
  };
  return {
    ...quiet,
    type: "line",
    id: `${dashed ? "dashed" : "solid"} ${series.name}`,
    name: series.name,
    z: series.slot === null ? 2 : dashed ? 3 : 4,
    ...(series.shape === "step" ? { step: "end" as const } : {}),
    lineStyle: { color: colour, width: series.slot === null ? 1 : 1.5, type: dashed ? [4, 3] : "solid" },
    itemStyle: { color: dashed ? look.surface : colour, borderColor: colour, borderWidth: dashed ? 1.25 : 0 },
    showAllSymbol: true,
    symbol: "circle",
    symbolSize: dashed ? 5 : 4,
    data: points.map((one, i) => ({
      value: pair(prepared, one.at, one.y).map((part) => part ?? "-"),
      ...(one.y !== null && dots(one, i) ? {} : { symbol: "none" }),
    })),
  };
}

/** A line: solid where it has happened, dashed with hollow marks from the first point that has not. */
export function lineSeries(context: DrawContext, series: PlacedSeries): LineSeriesOption[] {
  const solid = solidPart(series.points);
  const dashed = dashedPart(series.points);
  const parts: LineSeriesOption[] = [];
  if (solid.some((one) => one.y !== null)) parts.push(lineOf(context, series, solid, false));
  if (dashed.some((one) => one.y !== null)) parts.push(lineOf(context, series, dashed, true));
  return parts;
}

/** Stacked lines as areas, on the places of all of them. One with an estimate in it has a dashed edge. */
export function areaSeries(context: DrawContext, series: PlacedSeries): LineSeriesOption {
  const views = series.points.some((one) => one.y !== null && !isActual(one.status));
  const line = lineOf(context, series, stackedPoints(context.prepared, series), false);
  return {
    ...line,
    id: `area ${series.name}`,
    ...(series.stack === undefined ? {} : { stack: series.stack }),
    symbol: "none",
    lineStyle: { color: context.look.colour(series.slot), width: 1, type: views ? [4, 3] : "solid" },
    areaStyle: { color: context.look.colour(series.slot), opacity: 0.35 },
  };
}
