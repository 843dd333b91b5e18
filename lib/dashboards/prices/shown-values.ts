import { formatMonth } from "@/lib/kernel/format";
import { chained, matchedChange, type MonthlyValue, monthsBefore, unbroken } from "@/lib/models/price-change";
import { type Market, sourcesOf } from "./market";
import { UNIT } from "./words";
import type { PricesView } from "./view";

/** A market's months as the reader wants to see them, with what they are then measured in. */
export type ShownValues = { unit: string; decimals: number; words: string; values: ShownValue[] };
/** A month's value and, of a change, at how many providers it was seen. */
export type ShownValue = MonthlyValue & { providers?: number };

const medians = ({ levels }: Market): MonthlyValue[] =>
  unbroken(levels.map((level) => ({ month: level.month, value: level.quartiles?.median ?? null })));

/** The month before the first of the longest unbroken run of changes; null where there is no change at all. */
function longestRunFrom(steps: readonly ShownValue[]): string | null {
  let [best, from, length] = [0, 0, 0];
  for (const [i, { value }] of steps.entries()) {
    length = value === null ? 0 : length + 1;
    if (length > best) [best, from] = [length, i - length];
  }
  return best === 0 ? null : (steps[from]?.month ?? null);
}

/** The month that is 100: the chosen one, else that from which the longest chain goes. Null where there is none. */
const baseOf = (market: Market, view: PricesView): string | null =>
  view.base ? `${view.base}-01` : longestRunFrom(sameOffers(market, 1));

/**
 * How prices moved to each month from the one `count` months before, at the same offers of the same providers. A median is
 * never held against another: who comes and goes would look like a move.
 */
export function sameOffers({ levels }: Pick<Market, "levels">, count: number): Required<ShownValue>[] {
  const votes = new Map(levels.map((level) => [level.month, level.votes]));
  const months = unbroken(levels.map(({ month }) => ({ month, value: null })));
  return months.map(({ month }) => {
    const { providers, percent } = matchedChange(votes.get(monthsBefore(month, count)) ?? [], votes.get(month) ?? []);
    return { month, value: percent, providers };
  });
}

/** A market's medians, or its changes at the same offers, on the month or the year before or chained up. */
export function shownValues(market: Market, view: PricesView): ShownValues {
  switch (view.show) {
    case "level":
      return { unit: UNIT, decimals: 2, words: "median", values: medians(market) };
    case "change":
      return { unit: "%", decimals: 1, words: "same offers, on the month before", values: sameOffers(market, 1) };
    case "year":
      return { unit: "%", decimals: 1, words: "same offers, on the year before", values: sameOffers(market, 12) };
    case "index": {
      const base = baseOf(market, view);
      const words = base ? `same offers chained, ${formatMonth(base)} = 100` : "no month to start a chain from";
      return { unit: "index", decimals: 1, words, values: chained(sameOffers(market, 1), base ?? "") };
    }
  }
}

/** The months whose votes a shown value of `month` rests on: its own, and those that it is held against. */
function monthsBehind(market: Market, view: PricesView, month: string): (at: string) => boolean {
  switch (view.show) {
    case "level":
      return (at) => at === month;
    case "change":
      return (at) => at === month || at === monthsBefore(month, 1);
    case "year":
      return (at) => at === month || at === monthsBefore(month, 12);
    case "index": {
      const [from = month, to = month] = [month, baseOf(market, view) ?? month].toSorted();
      return (at) => at >= from && at <= to;
    }
  }
}

/** The keys of the sources of all votes that a shown value of `month` rests on. */
export function shownSources(market: Market, view: PricesView, month: string): string[] {
  const isBehind = monthsBehind(market, view, month);
  return sourcesOf(market.levels.filter((level) => isBehind(level.month)).flatMap((level) => level.votes));
}
