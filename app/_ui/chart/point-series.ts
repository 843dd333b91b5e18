import type { ScatterSeriesOption } from "echarts";
import type { Status } from "@/lib/kernel/status";
import { type DrawContext, pair, quiet } from "./draw-context";
import type { PlacedSeries } from "./prepare";

/** The same shapes as in tables: what is somebody's view is hollow, and its kind has an outline of its own. */
const shapes: Record<Status, string> = {
  A: "circle",
  P: "circle",
  E: "circle",
  F: "triangle",
  G: "rect",
  C: "diamond",
  W: "none",
};

/** A cloud of points. */
export function pointSeries({ look, prepared }: DrawContext, series: PlacedSeries): ScatterSeriesOption {
  const colour = look.colour(series.slot);
  const hollow = { color: look.surface, borderColor: colour, borderWidth: 1.5, opacity: 1 };
  const small = series.points.length > 200;
  return {
    ...quiet,
    type: "scatter",
    id: `points ${series.name}`,
    name: series.name,
    // What stands in the background must not cover what the chart is about.
    z: series.slot === null ? 2 : 5,
    symbolSize: small ? 4 : 6,
    itemStyle: { color: colour, opacity: 1 },
    data: series.points
      .filter((one) => one.y !== null)
      .map((one) => ({
        value: pair(prepared, one.at, one.y).map((part) => part ?? "-"),
        symbol: shapes[one.status],
        ...(one.status === "A" || one.status === "P" ? {} : { itemStyle: hollow, symbolSize: small ? 5 : 7 }),
      })),
  };
}
