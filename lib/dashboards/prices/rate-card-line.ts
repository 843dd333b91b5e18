import { levelSeries } from "@/lib/indices/headline-level";
import { dayAfter } from "@/lib/kernel/days";
import type { ChartPoint, ChartSeries } from "../figure";
import type { CardDay, CardHistory } from "./market-levels";

const isSame = (a: CardDay, b: CardDay): boolean => a.value === b.value && a.low === b.low && a.high === b.high;

/**
 * The days that say all of a rate card: those on which it moved, the last before a gap, and the newest. Between two of
 * them it stood, so that nothing is lost.
 */
export function turns(days: readonly CardDay[]): CardDay[] {
  return days.filter((one, i) => {
    const [before, after] = [days[i - 1], days[i + 1]];
    const isFirst = !before || dayAfter(before.day) < one.day;
    const isLast = !after || dayAfter(one.day) < after.day;
    return isFirst || isLast || !isSame(before, one);
  });
}

/** A rate card as steps, broken where fewer than three prices stood; with its quartiles where it is drawn alone. */
export function rateCardLine(
  { key, line }: { key: string; line: string },
  cards: CardHistory,
  band: boolean,
): ChartSeries {
  const { days, sources } = cards;
  const shown = turns(days);
  const known = new Set(days.map((one) => one.day));
  const points = shown.flatMap((one, i): ChartPoint[] => {
    const ref = cards.recomputed ? {} : { ref: { series: levelSeries(cards, "rate-card"), period: one.day } };
    const ends = band ? { low: one.low, high: one.high } : {};
    const point: ChartPoint = { x: one.day, y: one.value, status: "A", sources, ...ends, ...ref };
    const isGap = i + 1 < shown.length && !known.has(dayAfter(one.day));
    return isGap ? [point, { x: dayAfter(one.day), y: null, status: "W" }] : [point];
  });
  const recomputed = cards.recomputed ? ", recomputed" : "";
  return {
    key,
    name: `${line}, rate card${recomputed}`,
    shape: "step",
    band,
    points,
  };
}
