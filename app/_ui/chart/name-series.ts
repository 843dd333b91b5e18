import type { ScatterSeriesOption } from "echarts";
import { type DrawContext, quiet } from "./draw-context";
import { FONT_SIZE } from "./look";
import type { Layout } from "./layout";
import { lastKnown, type PlacedSeries, type Prepared } from "./prepare";
import { stackedPoints } from "./stack";
import { nameWithStatus } from "./status-words";

/** The height at which a series ends: its last value, the top of its last range, the middle of its part of a stack. */
function endOf(prepared: Prepared, series: PlacedSeries): { at: number; value: number } | null {
  const last = lastKnown(series.points);
  const value = last?.y ?? last?.high ?? last?.low ?? null;
  if (!last || value === null) return null;
  if (series.stack === undefined) return { at: last.at, value };
  const mates = prepared.series.filter((one) => one.stack === series.stack);
  let below = 0;
  for (const mate of mates) {
    const part = stackedPoints(prepared, mate).find((one) => one.at === last.at)?.y ?? 0;
    if (mate === series) return { at: last.at, value: below + part / 2 };
    below += part;
  }
  return null;
}

/** The names at the ends of the series, moved apart where they would meet, and the pins above the drawing. */
export function nameSeries({ look, prepared, spec }: DrawContext, layout: Layout): ScatterSeriesOption[] {
  const direct = layout.labels === "direct";
  const data = prepared.series.flatMap((series) => {
    const end = direct ? endOf(prepared, series) : null;
    if (!end || (spec.log && end.value <= 0)) return [];
    const key = { width: 8, height: 2, backgroundColor: look.colour(series.slot) };
    return [
      {
        value: [end.at, end.value],
        name: nameWithStatus(series),
        label: {
          formatter: `{key|} {name|${nameWithStatus(series).replace(/[{}|]/g, " ")}}`,
          rich: { key, name: { color: series.slot === null ? look.muted : look.ink, fontSize: FONT_SIZE } },
        },
      },
    ];
  });
  const bars = prepared.series.some((one) => one.shape === "bar");
  const pins = layout.pins.map((pin) => ({
    xAxis: pin.at,
    label: { formatter: () => pin.text, offset: [0, -15 * (layout.pinRows - 1 - pin.row)] },
  }));
  if (data.length === 0 && pins.length === 0) return [];
  return [
    {
      ...quiet,
      type: "scatter",
      id: "names",
      z: 6,
      symbolSize: 0,
      itemStyle: { opacity: 1 },
      label: { show: true, position: "right", distance: bars ? 26 : 7, fontSize: FONT_SIZE, color: look.ink },
      labelLayout: { moveOverlap: "shiftY" },
      data,
      markLine: {
        silent: true,
        animation: false,
        symbol: "none",
        lineStyle: { color: look.muted, width: 1, type: [1, 3] },
        label: { show: true, position: "end", rotate: 0, distance: 3, color: look.muted, fontSize: FONT_SIZE },
        data: pins,
      },
    },
  ];
}
