import type { EChartsOption, SeriesOption } from "echarts";
import type { ChartSpec } from "@/lib/dashboards/figure";
import { axesOf } from "./axes";
import { bandSeries } from "./band-series";
import { barSeries } from "./bar-series";
import type { DrawContext } from "./draw-context";
import { type Frame, frameOf } from "./frame";
import { layoutOf } from "./layout";
import { areaSeries, lineSeries } from "./line-series";
import { FONT_SIZE, type Look, type Size } from "./look";
import { nameSeries } from "./name-series";
import { pointSeries } from "./point-series";
import { type PlacedSeries, prepare } from "./prepare";
import { rangeSeries } from "./range-series";

function drawn(context: DrawContext, series: PlacedSeries, frame: Frame): SeriesOption[] {
  const ranges = series.band ? bandSeries(context, series) : rangeSeries(context, series);
  switch (series.shape) {
    case "line":
    case "step":
      return [...ranges, ...(series.stack === undefined ? lineSeries(context, series) : [areaSeries(context, series)])];
    case "bar":
      return [barSeries(context, series, frame), ...ranges];
    case "points":
      return [pointSeries(context, series), ...ranges];
    case "range":
      return ranges;
  }
}

/** ECharts refuses two series of one id; series of a chart may well share a name. */
function withOwnIds(all: SeriesOption[]): SeriesOption[] {
  const taken = new Set<unknown>();
  return all.map((one, i) => {
    const own = taken.has(one.id) ? { ...one, id: `${String(one.id)} ${i}` } : one;
    taken.add(own.id);
    return own;
  });
}

/**
 * What ECharts draws for a chart of a given look and size. Pure: the server's SVG and the browser's chart come from
 * this one function.
 */
export function chartOption(spec: ChartSpec, look: Look, size: Size): EChartsOption {
  const prepared = prepare(spec);
  const context: DrawContext = { spec, prepared, look, size };
  const layout = layoutOf(prepared, size);
  const frame = frameOf(spec, prepared, layout, size);
  return {
    animation: false,
    useUTC: true,
    backgroundColor: "transparent",
    textStyle: { fontFamily: look.font, fontSize: FONT_SIZE, color: look.muted },
    ...axesOf(context, layout, frame),
    series: withOwnIds([
      ...prepared.series.flatMap((series) => drawn(context, series, frame)),
      ...nameSeries(context, layout, frame),
    ]),
  };
}
