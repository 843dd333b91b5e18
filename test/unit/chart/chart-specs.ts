import type { ChartPoint, ChartSeries, ChartSpec } from "@/lib/dashboards/figure";
import type { Status } from "@/lib/kernel/status";
import type { Look } from "@/app/_ui/chart/look";

/** A look whose colours can be read in an assertion. */
export const look: Look = {
  colour: (slot) => `#colour${slot ?? "-grey"}`,
  tint: (slot) => `#tint${slot ?? "-grey"}`,
  ink: "#ink",
  muted: "#muted",
  line: "#line",
  surface: "#surface",
  accent: "#accent",
  font: "sans-serif",
};

export const wide = { width: 1060, height: 360 };
export const narrow = { width: 358, height: 300 };

export const point = (
  x: string,
  y: number | null,
  status: Status = "A",
  ends: Partial<ChartPoint> = {},
): ChartPoint => ({
  x,
  y,
  status,
  ...ends,
});

export const series = (key: string, points: ChartPoint[], more: Partial<ChartSeries> = {}): ChartSeries => ({
  key,
  name: key,
  shape: "line",
  points,
  ...more,
});

export const spec = (all: ChartSeries[], more: Partial<ChartSpec> = {}): ChartSpec => ({
  x: "time",
  unit: "USD/GPU-hour",
  decimals: 2,
  series: all,
  summary: "What the chart shows.",
  ...more,
});
