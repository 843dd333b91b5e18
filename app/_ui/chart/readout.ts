import type { ChartSpec, NumberRef } from "@/lib/dashboards/figure";
import { formatRange, formatRangeNumber, formatValue } from "@/lib/kernel/format";
import { isActual, statusWord } from "@/lib/kernel/status";
import type { PlacedPoint, Prepared } from "./prepare";

/** What one series says at one place of the axis. `value` is where on the value axis it stands. */
export type ReadoutRow = {
  name: string;
  slot: number | null;
  text: string;
  word: string;
  value: number;
  ref?: NumberRef;
};

export type Readout = { at: number; title: string; rows: ReadoutRow[] };

function textOf(spec: ChartSpec, point: PlacedPoint): string {
  const { y, low, high } = point;
  if (y === null) return formatRange({ low, high }, spec.unit, spec.decimals);
  const value = formatValue(y, spec.unit, spec.decimals);
  const stated = (low !== null || high !== null) && low !== high;
  return stated ? `${value} (${formatRangeNumber({ low, high }, spec.unit, spec.decimals)})` : value;
}

/** Every place that has something to read, in the order of the axis. */
export function placesOf(prepared: Prepared): number[] {
  const known = prepared.series.flatMap((one) =>
    one.points.filter((point) => point.y !== null || point.low !== null || point.high !== null),
  );
  return [...new Set(known.map((point) => point.at))].toSorted((a, b) => a - b);
}

/** What the chart says at one place, greatest value first. */
export function readoutAt(spec: ChartSpec, prepared: Prepared, at: number): Readout {
  const rows = prepared.series.flatMap((series) =>
    series.points
      .filter((point) => point.at === at)
      .flatMap((point): ReadoutRow[] => {
        const value = point.y ?? point.high ?? point.low;
        if (value === null) return [];
        const word = isActual(point.status) && point.status !== "P" ? "" : statusWord[point.status];
        const row = { name: series.name, slot: series.slot, text: textOf(spec, point), word, value };
        return [{ ...row, ...(point.ref ? { ref: point.ref } : {}) }];
      }),
  );
  return { at, title: prepared.nameOf(at), rows: rows.toSorted((a, b) => b.value - a.value) };
}

/** A read-out in one sentence, for a screen reader. */
export const spoken = ({ title, rows }: Readout): string =>
  `${title}: ${rows.map((row) => [row.name, row.text, row.word].filter(Boolean).join(" ")).join("; ")}`;
