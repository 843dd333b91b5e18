import { formatNumber, formatRangeNumber } from "@/lib/kernel/format";
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

const written = (one: Observation, decimals: number): string =>
  one.value === null ? formatRangeNumber(one, one.unit, decimals) : formatNumber(one.value, one.unit, decimals);

/** A stored number that is old, where no column says of when it is: with its day, `25 (2024-12-31)`. */
export const datedCell = (one: Observation, decimals: number, day: string): Cell =>
  observedCell(one, `${written(one, decimals)} (${day})`);

/** A stored number about a part of something: marked as such, with what it covers in words; an old one with its day. */
export function partCell(one: Observation, decimals: number, covers: string, day?: string): Cell {
  const text = `${written(one, decimals)} part${day === undefined ? "" : ` (${day})`}`;
  return { ...observedCell(one, text), derivation: `A part of the fleet: ${covers}` };
}

/** A point that shows one stored observation and leads back to it, at the first day of its period. */
export function observedPoint(one: Observation): ChartPoint {
  return {
    x: one.period,
    y: one.value,
    low: one.low,
    high: one.high,
    status: one.status,
    source: one.source,
    ref: { series: one.series, period: one.period },
  };
}
