import type { EChartsOption } from "echarts";
import type { ChartSpec } from "@/lib/dashboards/figure";
import { formatMonth } from "@/lib/kernel/format";
import type { DrawContext } from "./draw-context";
import { type Frame, hasBands, tickText } from "./frame";
import { categoryWidth, type Layout, ROW_HEIGHT } from "./layout";
import { FONT_SIZE } from "./look";
import { placeEnds, type Prepared } from "./prepare";

const HALF_MONTH_MS = 15 * 86_400_000;

/** A tick of a time axis: a year at its start; elsewhere the month, with its year where no start of a year is in sight. */
function timeTick(at: number, withYear: boolean): string {
  const day = new Date(at);
  if (Number.isNaN(day.getTime())) return "";
  const text = day.toISOString().slice(0, 10);
  const month = formatMonth(text);
  if (text.endsWith("-01-01")) return text.slice(0, 4);
  if (!text.endsWith("-01")) return `${day.getUTCDate()} ${withYear ? month : month.slice(0, 3)}`;
  return withYear ? month : month.slice(0, 3);
}

/** The unit as it stands at the axis, which says where its steps are not even. */
const unitText = (spec: ChartSpec): string =>
  spec.log ? [spec.unit, "log scale"].filter(Boolean).join(", ") : spec.unit;

function valueAxis({ spec, prepared, look }: DrawContext, { scale }: Frame, layout: Layout): EChartsOption["yAxis"] {
  const { horizontal } = prepared;
  const none = { min: spec.log ? 1 : 0, max: spec.log ? 10 : 1, interval: 1 };
  return {
    type: spec.log ? "log" : "value",
    ...(scale ?? none),
    name: unitText(spec),
    nameTextStyle: { color: look.muted, fontSize: FONT_SIZE, align: horizontal ? "center" : "left" },
    ...(horizontal ? { nameLocation: "middle" as const, nameGap: 26 } : { nameGap: 11 + layout.pinRows * ROW_HEIGHT }),
    axisLine: { show: false },
    axisTick: { show: false },
    splitLine: { show: true, lineStyle: { color: look.line, width: 1 } },
    axisLabel: {
      color: look.muted,
      fontSize: FONT_SIZE,
      hideOverlap: true,
      formatter: (value: number) => (scale ? tickText(spec, value) : ""),
    },
  };
}

function staysInOneYear(prepared: Prepared): boolean {
  const ends = placeEnds(prepared);
  return ends !== null && new Date(ends[0]).getUTCFullYear() === new Date(ends[1]).getUTCFullYear();
}

function placeAxis({ prepared, look, size }: DrawContext, { words }: Frame): EChartsOption["xAxis"] {
  const { horizontal } = prepared;
  const label = { color: horizontal ? look.ink : look.muted, fontSize: FONT_SIZE, hideOverlap: !horizontal };
  const base = {
    axisLine: { show: true, onZero: false, lineStyle: { color: look.muted, width: 1 } },
    splitLine: { show: false },
  };
  if (prepared.axis === "time") {
    const withYear = staysInOneYear(prepared);
    const [first, last] = placeEnds(prepared) ?? [0, 0];
    // A single day has no span of its own.
    const alone = first === last ? { min: first - HALF_MONTH_MS, max: last + HALF_MONTH_MS } : {};
    return {
      type: "time",
      ...base,
      ...alone,
      axisTick: { show: true, lineStyle: { color: look.muted } },
      splitNumber: Math.max(2, Math.round(size.width / 150)),
      axisLabel: { ...label, formatter: (at: number) => timeTick(at, withYear) },
    };
  }
  const wraps = { width: categoryWidth(size.width), overflow: "break" as const, lineHeight: 14, interval: 0 };
  const formatter = (category: string, at: number) => [category, words.get(at)].filter(Boolean).join("\n");
  // A word under a category must not be dropped with its label; `words` has some only where there is room for all.
  const all = words.size > 0 ? { interval: 0, hideOverlap: false } : {};
  return {
    type: "category",
    data: prepared.categories,
    boundaryGap: hasBands(prepared),
    inverse: horizontal,
    ...base,
    ...(horizontal ? {} : { axisLine: { ...base.axisLine, onZero: true } }),
    axisTick: { show: false },
    axisLabel: horizontal ? { ...label, ...wraps } : { ...label, lineHeight: 15, formatter, ...all },
  };
}

/** The axes and the room of a chart: lines across only, the unit at its axis. */
export function axesOf(context: DrawContext, layout: Layout, frame: Frame): EChartsOption {
  const [value, place] = [valueAxis(context, frame, layout), placeAxis(context, frame)];
  const { left, right, top, bottom } = frame;
  const grid = { left, right, top, bottom, outerBoundsMode: "none" };
  // Safe: an axis option means the same on either axis; ECharts' types tell them apart only by position.
  return (
    context.prepared.horizontal ? { grid, xAxis: value, yAxis: place } : { grid, xAxis: place, yAxis: value }
  ) as EChartsOption;
}
