import type { CustomSeriesOption, CustomSeriesRenderItemAPI } from "echarts";
import { isActual } from "@/lib/kernel/status";
import { BAR_SHARE, BAR_WIDTH_MOST, barGroups, barText, groupOf } from "./bar-series";
import { type DrawContext, quiet } from "./draw-context";
import { FONT_SIZE } from "./look";
import { openEndMark, openEndOf } from "./open-end";
import type { PlacedPoint, PlacedSeries } from "./prepare";

type Drawn = Extract<ReturnType<NonNullable<CustomSeriesOption["renderItem"]>>, { type?: unknown }>;

/** How far a series is moved from the middle of its place, in steps of its neighbours. */
type Dodge = { index: number; count: number };

const bandOf = (api: CustomSeriesRenderItemAPI, horizontal: boolean): number => {
  const size = api.size?.(horizontal ? [0, 1] : [1, 0]);
  const band = Array.isArray(size) ? size[horizontal ? 1 : 0] : size;
  return typeof band === "number" && Number.isFinite(band) ? Math.abs(band) : 20;
};

const rect = (horizontal: boolean, a: number, b: number, mid: number, width: number) => {
  const [from, length] = [Math.min(a, b), Math.max(1, Math.abs(a - b))];
  return horizontal
    ? { x: from, y: mid - width / 2, width: length, height: width }
    : { x: mid - width / 2, y: from, width, height: length };
};

/**
 * Draws low to high as a floating bar (`range`) or a whisker with caps, the value as a mark where there is one, and a
 * floor or ceiling as an arrow into the open.
 */
function itemOf(
  context: DrawContext,
  series: PlacedSeries,
  point: PlacedPoint,
  dodge: Dodge,
  api: CustomSeriesRenderItemAPI,
): Drawn {
  const { look, prepared } = context;
  const { horizontal } = prepared;
  const colour = look.colour(series.slot);
  const px = (value: number): [number, number] => {
    const [x = 0, y = 0] = api.coord(horizontal ? [value, point.at] : [point.at, value]);
    return horizontal ? [y, x] : [x, y];
  };
  const band = prepared.axis === "category" ? bandOf(api, horizontal) : 14 * dodge.count;
  const widest = series.shape === "bar" ? (horizontal ? 16 : BAR_WIDTH_MOST) : 14;
  const step = Math.min((band * BAR_SHARE) / dodge.count, widest * 1.1);
  const mid = (value: number): number => px(value)[0] + (dodge.index - (dodge.count - 1) / 2) * step;
  const floating = series.shape === "range";
  const width = floating ? Math.max(3, Math.min(step * 0.75, 12)) : 0;
  const children: Drawn[] = [];
  const [low, high] = [point.low ?? point.y, point.high ?? point.y];
  const stroke = series.shape === "bar" ? look.ink : colour;
  const dash = isActual(point.status) ? {} : { lineDash: [3, 2] };
  if (low !== null && high !== null && low !== high) {
    const [centre, from, to] = [mid(low), px(low)[1], px(high)[1]];
    const box = { type: "rect" as const, shape: rect(horizontal, from, to, centre, floating ? width : 1) };
    if (floating) {
      children.push({ ...box, style: { fill: colour, opacity: 0.28 } });
      children.push({ ...box, style: { fill: "none", stroke: colour, lineWidth: 1, ...dash } });
    } else {
      children.push({ ...box, style: { fill: stroke } });
      for (const end of [from, to])
        children.push({
          type: "rect",
          shape: rect(horizontal, end - 0.5, end + 0.5, centre, 7),
          style: { fill: stroke },
        });
    }
  }
  const open = openEndOf(point);
  if (open) {
    const [centre, at] = [mid(open.end), px(open.end)[1]];
    // On a log axis nothing stands at zero from which a bar could begin.
    if (series.shape === "bar" && context.spec.log !== true) {
      const box = rect(horizontal, px(0)[1], at, centre, Math.max(3, step * 0.9));
      children.push({ type: "rect", shape: box, style: { fill: colour, opacity: 0.28 } });
    }
    const sign = open.up === horizontal ? 1 : -1;
    for (const mark of openEndMark(at, centre, sign, horizontal)) children.push({ ...mark, style: { fill: stroke } });
    if (series.shape === "bar" && horizontal) {
      const label = { text: barText(context, point), x: at + 18, y: centre, verticalAlign: "middle" as const };
      children.push({ type: "text", style: { ...label, fill: look.ink, fontSize: FONT_SIZE } });
    }
  }
  if (series.shape === "bar" && horizontal && point.high !== null && point.y !== null) {
    const x = Math.max(px(point.high)[1], px(point.y)[1]) + 7;
    const style = {
      text: barText(context, point),
      fill: look.ink,
      fontSize: FONT_SIZE,
      verticalAlign: "middle" as const,
      x,
      y: mid(point.y),
    };
    children.push({ type: "text", style });
  }
  if (floating && point.y !== null) {
    const [centre, at] = [mid(point.y), px(point.y)[1]];
    const place = horizontal ? { cx: at, cy: centre } : { cx: centre, cy: at };
    const fill = isActual(point.status) ? colour : look.surface;
    children.push({ type: "circle", shape: { ...place, r: 3 }, style: { fill, stroke: colour, lineWidth: 1.5 } });
  }
  return { type: "group", children } as Drawn;
}

function dodgeOf({ prepared }: DrawContext, series: PlacedSeries): Dodge {
  if (series.shape === "bar") {
    const groups = barGroups(prepared.series);
    return { index: Math.max(0, groups.indexOf(groupOf(series))), count: Math.max(1, groups.length) };
  }
  const ranges = prepared.series.filter((one) => one.shape === "range");
  const index = series.shape === "range" ? ranges.indexOf(series) : 0;
  return { index, count: series.shape === "range" ? ranges.length : 1 };
}

/** The stated ranges of a series. Empty where it has none to draw. */
export function rangeSeries(context: DrawContext, series: PlacedSeries): CustomSeriesOption[] {
  const stated = series.points.filter((one) => one.low !== null || one.high !== null);
  const points = series.shape === "range" ? series.points : stated;
  if (points.length === 0) return [];
  const { horizontal } = context.prepared;
  const dodge = dodgeOf(context, series);
  return [
    {
      ...quiet,
      type: "custom",
      id: `range ${series.name}`,
      name: series.name,
      z: 5,
      encode: horizontal ? { x: [1, 2, 3], y: 0 } : { x: 0, y: [1, 2, 3] },
      data: points.map((one) => [one.at, one.low ?? "-", one.high ?? "-", one.y ?? "-"]),
      renderItem: ({ dataIndex }, api) => {
        const point = points[dataIndex];
        return point ? itemOf(context, series, point, dodge, api) : null;
      },
    },
  ];
}
