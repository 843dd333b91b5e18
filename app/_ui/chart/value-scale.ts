import type { ChartSpec } from "@/lib/dashboards/figure";
import type { Prepared } from "./prepare";
import { stackedPoints } from "./stack";

/** The ends of the value axis and the distance of its lines; on a log axis powers of ten. */
export type ValueScale = { min: number; max: number; interval: number };

const LINES = 5;

function stepFor(span: number): number {
  const rough = span / LINES;
  const power = 10 ** Math.floor(Math.log10(rough));
  return ([1, 2, 2.5, 5].find((step) => step * power >= rough * 0.999) ?? 10) * power;
}

/** Every value that the drawing must hold: points, ends of ranges and the tops of stacks. */
function valuesOf(prepared: Prepared): number[] {
  const tops = new Map<string, number>();
  const values: number[] = [];
  for (const series of prepared.series) {
    for (const { y, low, high } of series.points)
      for (const value of [y, low, high]) if (value !== null) values.push(value);
    if (series.stack === undefined) continue;
    for (const { at, y } of stackedPoints(prepared, series)) {
      const key = `${series.stack} ${at} ${(y ?? 0) < 0 ? "below" : "above"}`;
      tops.set(key, (tops.get(key) ?? 0) + (y ?? 0));
    }
  }
  return [...values, ...tops.values()];
}

/** Whether the axis must hold zero: a bar or an area shows its value by length. */
const fromZero = (spec: ChartSpec, prepared: Prepared): boolean =>
  spec.fromZero === true || prepared.series.some((one) => one.shape === "bar" || one.stack !== undefined);

/** Even round steps around all values of a chart. Null where there is nothing to show. */
export function valueScale(spec: ChartSpec, prepared: Prepared): ValueScale | null {
  const values = valuesOf(prepared).filter((value) => !spec.log || value > 0);
  if (values.length === 0) return null;
  let [least, most] = values.reduce(
    ([low, high], value) => [Math.min(low, value), Math.max(high, value)],
    [Infinity, -Infinity],
  );
  if (spec.log) {
    const [low, high] = [Math.floor(Math.log10(least) + 1e-9), Math.ceil(Math.log10(most) - 1e-9)];
    return { min: 10 ** low, max: 10 ** Math.max(high, low + 1), interval: 1 };
  }
  if (fromZero(spec, prepared)) [least, most] = [Math.min(0, least), Math.max(0, most)];
  if (most - least <= Math.abs(most) * 1e-9) {
    const room = Math.abs(most) * 0.1 || 1;
    [least, most] = [least - room, most + room];
  }
  const interval = stepFor(most - least);
  return {
    min: Math.floor(least / interval + 1e-9) * interval,
    max: Math.ceil(most / interval - 1e-9) * interval,
    interval,
  };
}

/** How far up a value stands between the ends of the axis, 0 to 1. */
export function shareOf(value: number, { min, max }: ValueScale, log: boolean): number {
  return log ? Math.log10(value / min) / Math.log10(max / min) : (value - min) / (max - min);
}
