import type { ChartSpec } from "@/lib/dashboards/figure";
import { formatNumber, formatRangeNumber } from "@/lib/kernel/format";
import { categoryWidth, type Layout, ROW_HEIGHT } from "./layout";
import { openEndOf } from "./open-end";
import { NARROW, type Size, textWidth } from "./look";
import { placeEnds, type Prepared } from "./prepare";
import { sharedWord } from "./status-words";
import { type ValueScale, valueScale } from "./value-scale";

/** Where the drawing lies in its box, in pixels, and what its axes span. */
export type Frame = {
  left: number;
  right: number;
  top: number;
  bottom: number;
  plotHeight: number;
  scale: ValueScale | null;
  /** The last place of the axis, and how far the axis goes on after it. */
  lastPlace: number;
  halfBand: number;
  /** The kind of statement under each category of bars, where one word fits all of its bars. */
  words: ReadonlyMap<number, string>;
};

/** A value as it stands at its axis. */
export const tickText = (spec: ChartSpec, value: number): string =>
  formatNumber(value, spec.unit, Math.max(spec.decimals, 2));

function ticksOf({ min, max, interval }: ValueScale, log: boolean): number[] {
  if (log) return [min, max];
  return Array.from({ length: Math.min(30, Math.round((max - min) / interval) + 1) }, (_, i) => min + i * interval);
}

/** Whether places on the axis have a width of their own, as bars need it. */
export const hasBands = (prepared: Prepared): boolean =>
  prepared.axis === "category" &&
  (prepared.categories.length < 2 || prepared.series.some((one) => one.shape === "bar" || one.shape === "range"));

function wordsOf(prepared: Prepared, plotWidth: number): Map<number, string> {
  const words = new Map<number, string>();
  const widest = prepared.categories.reduce((most, one) => Math.max(most, textWidth(one)), 62);
  const room = plotWidth / Math.max(1, prepared.categories.length) > widest + 8;
  if (!room || prepared.horizontal || !prepared.series.some((one) => one.shape === "bar")) return words;
  for (const at of prepared.categories.keys()) {
    const bars = prepared.series.filter((one) => one.shape === "bar");
    const word = sharedWord(bars.flatMap((one) => one.points.filter((point) => point.at === at && point.y !== null)));
    if (word) words.set(at, word);
  }
  return words;
}

function valueRoom(spec: ChartSpec, prepared: Prepared, size: Size): number {
  const points = prepared.series.flatMap((one) => one.points);
  const texts = points.map((one) =>
    openEndOf(one)
      ? `   ${formatRangeNumber(one, spec.unit, spec.decimals)}`
      : formatNumber(one.y ?? one.high, spec.unit, spec.decimals),
  );
  const views = points.some((one) => one.status !== "A") ? (size.width < NARROW ? 14 : 66) : 0;
  return Math.min(size.width * 0.4, texts.reduce((most, text) => Math.max(most, textWidth(text)), 0) + 12 + views);
}

/** Works out where everything in a chart goes, so that names can be put where they do not meet. */
export function frameOf(spec: ChartSpec, prepared: Prepared, layout: Layout, size: Size): Frame {
  const scale = valueScale(spec, prepared);
  const { horizontal, categories } = prepared;
  const ticks = scale ? ticksOf(scale, spec.log === true).map((value) => textWidth(tickText(spec, value))) : [];
  const categoryRoom = categories.reduce((most, one) => Math.max(most, textWidth(one)), 0);
  const left = horizontal ? Math.min(categoryWidth(size.width), categoryRoom) + 12 : Math.max(20, ...ticks) + 12;
  const direct = layout.labels === "direct" ? layout.labelWidth + 14 : 24;
  const right = horizontal ? valueRoom(spec, prepared, size) : direct;
  const plotWidth = Math.max(1, size.width - left - right);
  const words = wordsOf(prepared, plotWidth);
  const top = horizontal ? 4 : 30 + layout.pinRows * ROW_HEIGHT;
  const bottom = horizontal ? 46 : words.size > 0 ? 40 : 26;
  return {
    left,
    right,
    top,
    bottom,
    plotHeight: Math.max(1, size.height - top - bottom),
    scale,
    lastPlace: prepared.axis === "time" ? (placeEnds(prepared)?.[1] ?? 0) : Math.max(0, categories.length - 1),
    halfBand: hasBands(prepared) ? plotWidth / Math.max(1, categories.length) / 2 : 0,
    words,
  };
}
