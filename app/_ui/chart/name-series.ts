import type { ScatterSeriesOption } from "echarts";
import { type DrawContext, quiet } from "./draw-context";
import type { Frame } from "./frame";
import { apart, type Layout, ROW_HEIGHT } from "./layout";
import { FONT_SIZE } from "./look";
import { lastKnown, type PlacedSeries, type Prepared } from "./prepare";
import { stackedPoints } from "./stack";
import { nameWithStatus } from "./status-words";
import { shareOf } from "./value-scale";

/** The value at which a series ends: its last, the middle of its last range or of its part of a stack. */
function endOf(prepared: Prepared, series: PlacedSeries): number | null {
  const last = lastKnown(series.points);
  if (!last) return null;
  if (series.stack === undefined) {
    const ends = [last.low, last.high].filter((value) => value !== null);
    return last.y ?? ends.reduce((sum, value) => sum + value, 0) / ends.length;
  }
  let below = 0;
  for (const mate of prepared.series.filter((one) => one.stack === series.stack)) {
    const part = stackedPoints(prepared, mate).find((one) => one.at === last.at)?.y ?? 0;
    if (mate === series) return below + part / 2;
    below += part;
  }
  return null;
}

/** The names of the series in a column at the right, each as near to its end as the others let it, and the pins above. */
export function nameSeries({ look, prepared, spec }: DrawContext, layout: Layout, frame: Frame): ScatterSeriesOption[] {
  const { scale } = frame;
  const ends =
    layout.labels === "direct" && scale
      ? prepared.series.flatMap((series) => {
          const value = endOf(prepared, series);
          if (value === null) return [];
          return [{ series, value, y: frame.top + (1 - shareOf(value, scale, spec.log === true)) * frame.plotHeight }];
        })
      : [];
  const places = apart(
    ends.map((one) => one.y),
    ROW_HEIGHT,
    frame.top + frame.plotHeight + 8,
  );
  const names = ends.map(({ series, value, y }, i) => {
    const key = { width: 8, height: 2, backgroundColor: look.colour(series.slot) };
    const text = nameWithStatus(series);
    return {
      value: [frame.lastPlace, value],
      name: text,
      label: {
        offset: [0, (places[i] ?? y) - y],
        formatter: `{key|} {name|${text.replace(/[{}|]/g, " ")}}`,
        rich: { key, name: { color: series.slot === null ? look.muted : look.ink, fontSize: FONT_SIZE } },
      },
    };
  });
  const pins = layout.pins.map((pin) => ({
    xAxis: pin.at,
    label: { formatter: () => pin.text, offset: [0, -ROW_HEIGHT * (layout.pinRows - 1 - pin.row)] },
  }));
  if (names.length === 0 && pins.length === 0) return [];
  return [
    {
      ...quiet,
      type: "scatter",
      id: "names",
      z: 6,
      symbolSize: 0,
      itemStyle: { opacity: 1 },
      label: { show: true, position: "right", distance: 8 + frame.halfBand, fontSize: FONT_SIZE, color: look.ink },
      data: names,
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
