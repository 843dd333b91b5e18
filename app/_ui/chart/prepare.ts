import type { ChartPoint, ChartSeries, ChartSpec, NumberRef } from "@/lib/dashboards/figure";
import { breaksAfter, type Rhythm } from "@/lib/dashboards/gaps";
import type { Status } from "@/lib/kernel/status";
import { colourSlots } from "./palette";
import { dayNumber, periodAxis } from "./period-axis";

/** A point whose place on the axis is known: `at` is milliseconds on a time axis, the category's place otherwise. */
export type PlacedPoint = {
  at: number;
  y: number | null;
  low: number | null;
  high: number | null;
  status: Status;
  /** The day that it is about, null where the place has none. */
  day: string | null;
  ref?: NumberRef;
};

/** `order` is the series' number in its chart, which tells it from one of the same name. */
export type PlacedSeries = Omit<ChartSeries, "points"> & { order: number; slot: number | null; points: PlacedPoint[] };

export type PlacedPin = { at: number; label: string };

/** A chart's data, sound and in order: what cannot be drawn is a gap, what has no place on the axis is left out. */
export type Prepared = {
  axis: "time" | "category";
  categories: string[];
  horizontal: boolean;
  series: PlacedSeries[];
  pins: PlacedPin[];
  /** What stands for a place on the axis in words. */
  nameOf: (at: number) => string;
};

/** Beyond these sizes an axis cannot reckon; nothing that is measured comes near them. */
const [TINIEST, GREATEST] = [1e-12, 1e100];

function drawable(value: number | null | undefined, log: boolean): number | null {
  if (typeof value !== "number" || !(Math.abs(value) < GREATEST)) return null;
  if (log) return value > TINIEST ? value : null;
  return Math.abs(value) < TINIEST ? 0 : value;
}

function placed(point: ChartPoint, at: number | null, log: boolean): PlacedPoint[] {
  if (at === null) return [];
  const known = point.status !== "W";
  const [low, high] = known ? [drawable(point.low, log), drawable(point.high, log)] : [null, null];
  const y = known ? drawable(point.y, log) : null;
  const day = dayNumber(point.x) === null ? (point.on ?? point.ref?.period ?? null) : point.x;
  const base = { at, y, day, status: point.status, ...(point.ref ? { ref: point.ref } : {}) };
  if (low !== null && high !== null && low > high) return [{ ...base, low: high, high: low }];
  return [{ ...base, low, high }];
}

/** A line or bar has one value at a place, the last one given; a cloud of points may have several. */
function inOrder(points: PlacedPoint[], shape: ChartSeries["shape"]): PlacedPoint[] {
  const sorted = points.toSorted((a, b) => a.at - b.at);
  return shape === "points" ? sorted : sorted.filter((one, i) => sorted[i + 1]?.at !== one.at);
}

/**
 * A line with a gap wherever something is missing between two of its values: a period by the rule for all lines, or a
 * place on an axis of periods that it has no value for.
 */
function broken(points: PlacedPoint[], rhythm: Rhythm | undefined, axis: Prepared["axis"]): PlacedPoint[] {
  const known = points.filter((one) => one.y !== null);
  const breaks = breaksAfter(known, rhythm);
  const gaps = new Map(
    known.flatMap((one, i): [PlacedPoint, number][] => {
      const next = known[i + 1];
      const skips = next !== undefined && axis === "category" && next.at - one.at > 1;
      return next && (breaks.has(i) || (skips && rhythm !== "reference")) ? [[one, (one.at + next.at) / 2]] : [];
    }),
  );
  return points.flatMap((one): PlacedPoint[] => {
    const at = gaps.get(one);
    return at === undefined ? [one] : [one, { at, y: null, low: null, high: null, status: "W", day: null }];
  });
}

/**
 * The library keeps measured texts in a plain object by the text itself: under this one it would write into the
 * prototype of every object of the process. A sign without width keeps it what it looks like.
 */
const harmless = (text: string): string => text.replaceAll("__proto__", "__proto\u200b__");

function categoriesOf(spec: ChartSpec): string[] {
  const given = spec.categories ?? [];
  return [...new Set([...given, ...spec.series.flatMap((one) => one.points.map((point) => point.x))])];
}

/** Places a chart's points on its axis. Bars over regular periods get an axis of periods, so that they do not overlap. */
export function prepare(spec: ChartSpec): Prepared {
  const slots = colourSlots(spec.series);
  const log = spec.log === true;
  const days = spec.x === "time" ? spec.series.flatMap((one) => one.points.map((point) => point.x)) : [];
  const periods = spec.x === "time" ? periodAxis(days) : null;
  const asPeriods = periods !== null && spec.series.some((one) => one.shape === "bar");
  const categories = spec.x === "category" ? categoriesOf(spec) : asPeriods ? periods.labels : [];
  const places = new Map(categories.map((category, at) => [category, at]));
  const place = (x: string): number | null => {
    if (spec.x === "category") return places.get(x) ?? null;
    return asPeriods ? periods.placeOf(x) : dayNumber(x);
  };
  const axis = spec.x === "category" || asPeriods ? "category" : "time";
  const series = spec.series.map((one, i): PlacedSeries => {
    const all = inOrder(
      one.points.flatMap((point) => placed(point, place(point.x), log)),
      one.shape,
    );
    const points = one.shape === "line" && one.stack === undefined ? broken(all, one.rhythm, axis) : all;
    return { ...one, name: harmless(one.name), order: i, slot: slots[i] ?? null, points };
  });
  const ends = placeEnds({ series });
  const pins = (spec.x === "time" ? (spec.pins ?? []) : [])
    .flatMap((pin): PlacedPin[] => {
      const at = place(pin.on);
      return at === null || ends === null || at < ends[0] || at > ends[1] ? [] : [{ at, label: harmless(pin.label) }];
    })
    .toSorted((a, b) => a.at - b.at);
  const shown = categories.map(harmless);
  const nameOf = (at: number): string => {
    if (axis === "category") return shown[at] ?? "";
    const day = new Date(at).toISOString().slice(0, 10);
    return periods?.nameOf(day) ?? day;
  };
  return { axis, categories: shown, horizontal: spec.horizontal === true && axis === "category", series, pins, nameOf };
}

/** The first and the last place at which anything stands, or null where nothing does. */
export function placeEnds({ series }: Pick<Prepared, "series">): [first: number, last: number] | null {
  const [first, last] = series
    .flatMap((one) => one.points)
    .reduce(([low, high], { at }) => [Math.min(low, at), Math.max(high, at)], [Infinity, -Infinity]);
  return Number.isFinite(first) ? [first ?? 0, last ?? 0] : null;
}

/** The last point of a series that has a value or a range, or null where it has none. */
export const lastKnown = (points: readonly PlacedPoint[]): PlacedPoint | null =>
  points.findLast((one) => one.y !== null || one.high !== null || one.low !== null) ?? null;
