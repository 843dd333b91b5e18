import type { EChartsOption } from "echarts";
import type { ChartSpec } from "@/lib/dashboards/figure";
import { formatNumber } from "@/lib/kernel/format";
import { sharedWord } from "./status-words";
import { categoryWidth, type Layout, ROW_HEIGHT } from "./layout";
import { FONT_SIZE, type Look, NARROW, type Size, textWidth } from "./look";
import type { Prepared } from "./prepare";

const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** A tick of a time axis: the year at its start, and at every tick where no start of a year is in sight. */
export function timeTick(at: number, withYear: boolean): string {
  const day = new Date(at);
  if (Number.isNaN(day.getTime())) return "";
  const year = day.getUTCFullYear();
  const month = MONTHS[day.getUTCMonth()] ?? "";
  if (day.getUTCDate() === 1 && day.getUTCMonth() === 0) return String(year);
  const text = day.getUTCDate() === 1 ? month : `${day.getUTCDate()} ${month}`;
  return withYear ? `${text} ${year}` : text;
}

function staysInOneYear(prepared: Prepared): boolean {
  const years = prepared.series.flatMap((one) => one.points.map((point) => new Date(point.at).getUTCFullYear()));
  return new Set(years).size <= 1;
}

/** The unit as it stands at the axis, which says where its steps are not even. */
export const unitText = (spec: ChartSpec): string => (spec.log ? [spec.unit, "log scale"].filter(Boolean).join(", ") : spec.unit);

/** The kind of statement under a category of bars, where all of its bars are one kind that has not happened. */
function categoryWords(prepared: Prepared): Map<string, string> {
  const words = new Map<string, string>();
  if (prepared.horizontal || !prepared.series.some((one) => one.shape === "bar")) return words;
  for (const [at, category] of prepared.categories.entries()) {
    const points = prepared.series.flatMap((one) => one.points.filter((point) => point.at === at && point.y !== null));
    const word = sharedWord(points);
    if (word) words.set(category, word);
  }
  return words;
}

function valueAxis(spec: ChartSpec, prepared: Prepared, look: Look, size: Size): EChartsOption["yAxis"] {
  const values = prepared.series.flatMap((one) => one.points.flatMap((point) => [point.y, point.low, point.high]));
  const none = values.every((value) => value === null);
  const zero = spec.fromZero === true || prepared.series.some((one) => one.shape === "bar" || one.stack !== undefined);
  return {
    ...(spec.log ? { type: "log" as const } : { type: "value" as const, scale: !zero }),
    ...(none ? { min: spec.log ? 1 : 0, max: spec.log ? 10 : 1 } : {}),
    name: unitText(spec),
    nameTextStyle: { color: look.muted, fontSize: FONT_SIZE, align: prepared.horizontal ? "center" : "left" },
    ...(prepared.horizontal ? { nameLocation: "middle" as const, nameGap: 26 } : { nameGap: 10 }),
    splitNumber: prepared.horizontal ? Math.max(2, Math.round(size.width / 180)) : 5,
    axisLine: { show: false },
    axisTick: { show: false },
    splitLine: { show: true, lineStyle: { color: look.line, width: 1 } },
    axisLabel: {
      color: look.muted,
      fontSize: FONT_SIZE,
      hideOverlap: true,
      formatter: (value: number) => (none ? "" : formatNumber(value, spec.unit, Math.max(spec.decimals, 2))),
    },
  };
}

function placeAxis(prepared: Prepared, look: Look, size: Size): EChartsOption["xAxis"] {
  const label = { color: look.muted, fontSize: FONT_SIZE, hideOverlap: true };
  const line = { axisLine: { show: true, lineStyle: { color: look.muted, width: 1 } }, splitLine: { show: false } };
  if (prepared.axis === "time") {
    const withYear = staysInOneYear(prepared);
    return {
      type: "time",
      ...line,
      axisLine: { ...line.axisLine, onZero: false },
      axisTick: { show: true, lineStyle: { color: look.line } },
      splitNumber: Math.max(2, Math.round(size.width / 150)),
      axisLabel: { ...label, formatter: (at: number) => timeTick(at, withYear) },
    };
  }
  const words = categoryWords(prepared);
  const bars = prepared.series.some((one) => one.shape === "bar" || one.shape === "range");
  const formatter = (category: string) => (words.has(category) ? `${category}\n${words.get(category)}` : category);
  const wraps = { width: categoryWidth(size.width), overflow: "break" as const, lineHeight: 14, interval: 0 };
  return {
    type: "category",
    data: prepared.categories,
    boundaryGap: bars || prepared.categories.length < 2,
    inverse: prepared.horizontal,
    ...line,
    axisLine: { ...line.axisLine, onZero: !prepared.horizontal },
    axisTick: { show: false },
    axisLabel: prepared.horizontal ? { ...label, color: look.ink, hideOverlap: false, ...wraps } : { ...label, lineHeight: 15, formatter },
  };
}

/** Room beside the drawing for what stands outside of it: names at the ends, values of ranked bars, pins above. */
function gridOf(spec: ChartSpec, prepared: Prepared, layout: Layout, size: Size): EChartsOption["grid"] {
  const values = prepared.series.flatMap((one) => one.points.map((point) => formatNumber(point.y ?? point.high, spec.unit, spec.decimals)));
  const widest = values.reduce((most, text) => Math.max(most, textWidth(text)), 0);
  const status = size.width < NARROW ? 14 : 66;
  const right = prepared.horizontal ? widest + 10 + (prepared.series.some((one) => one.points.some((p) => p.status !== "A")) ? status : 0) : 16;
  return {
    left: 4,
    right: layout.labels === "direct" ? layout.labelWidth + 12 : Math.min(right, size.width * 0.4),
    top: prepared.horizontal ? 4 : 26 + layout.pinRows * ROW_HEIGHT,
    bottom: prepared.horizontal ? 24 : 4,
    outerBoundsMode: "same",
    outerBoundsContain: "axisLabel",
  };
}

/** The axes and the room of a chart: horizontal grid lines only, the unit at its axis. */
export function axesOf(spec: ChartSpec, prepared: Prepared, layout: Layout, look: Look, size: Size): EChartsOption {
  const [value, place] = [valueAxis(spec, prepared, look, size), placeAxis(prepared, look, size)];
  const grid = gridOf(spec, prepared, layout, size);
  // Safe: an axis option means the same on either axis; ECharts' types tell them apart only by position.
  return (prepared.horizontal ? { grid, xAxis: value, yAxis: place } : { grid, xAxis: place, yAxis: value }) as EChartsOption;
}
