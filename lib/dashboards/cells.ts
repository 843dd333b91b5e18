import { formatValue } from "@/lib/kernel/format";
import type { Observation } from "@/lib/store/rows";
import type { Cell, ChartPoint } from "./figure";

/** A cell that shows one stored observation and leads back to it. */
export function observedCell(one: Observation | undefined, text?: string): Cell {
  if (!one) return { value: null };
  return {
    value: one.value,
    low: one.low,
    high: one.high,
    status: one.status,
    confidence: one.confidence,
    knownAt: one.knownAt,
    source: one.source,
    ref: { series: one.series, period: one.period },
    ...(text ? { text } : {}),
  };
}

/** A stored number with the words that tell what it covers, such as `63,151 · Helios, B200`. */
export function scopedCell(one: Observation, decimals: number, scope: string): Cell {
  if (one.value === null) return observedCell(one);
  return observedCell(one, `${formatValue(one.value, one.unit, decimals)} · ${scope}`);
}

/** A point that shows one stored observation and leads back to it, at the first day of its period. */
export function observedPoint(one: Observation): ChartPoint {
  return {
    x: one.period,
    y: one.value,
    low: one.low,
    high: one.high,
    status: one.status,
    ref: { series: one.series, period: one.period },
  };
}
