import { formatMonth } from "@/lib/kernel/format";
import { changes, matchedChange, type MonthlyValue, monthsBefore, rebased, unbroken } from "@/lib/models/price-change";
import { assessedLevels, type Market, sourcesOf } from "./market";
import { UNIT } from "./words";
import type { PricesView } from "./view";

/** A market's medians as the reader wants to see them, with what they are then measured in. */
export type ShownValues = { unit: string; decimals: number; words: string; values: MonthlyValue[] };

const medians = ({ levels }: Market): MonthlyValue[] =>
  unbroken(levels.map((level) => ({ month: level.month, value: level.quartiles?.median ?? null })));

/** The month that is 100: the chosen one, else the market's first assessed. Null where none was ever assessed. */
const baseOf = (market: Market, view: PricesView): string | null =>
  view.base ? `${view.base}-01` : (assessedLevels(market)[0]?.month ?? null);

/** The medians of a market as level, change, year on year or index. Months without a level are gaps in all of them. */
export function shownValues(market: Market, view: PricesView): ShownValues {
  const levels = medians(market);
  switch (view.show) {
    case "level":
      return { unit: UNIT, decimals: 2, words: "median", values: levels };
    case "change":
      return { unit: "%", decimals: 1, words: "change of the median on the month before", values: changes(levels, 1) };
    case "year":
      return {
        unit: "%",
        decimals: 1,
        words: "change of the median on the same month a year before",
        values: changes(levels, 12),
      };
    case "index": {
      const base = baseOf(market, view);
      const words = base ? `median, ${formatMonth(base)} = 100` : "median as an index; no month to start from";
      return {
        unit: "index",
        decimals: 1,
        words,
        values: base ? rebased(levels, base) : levels.map(({ month }) => ({ month, value: null })),
      };
    }
  }
}

/** The change of each month on the one before, or on the year before, at the providers that voted in both. */
export function matchedValues(market: Market, view: PricesView): (MonthlyValue & { providers: number })[] {
  const count = view.show === "change" ? 1 : view.show === "year" ? 12 : null;
  if (count === null) return [];
  const byMonth = new Map(market.levels.map((level) => [level.month, level.votes]));
  return medians(market).map(({ month }) => {
    const { providers, percent } = matchedChange(
      byMonth.get(monthsBefore(month, count)) ?? [],
      byMonth.get(month) ?? [],
    );
    return { month, value: percent, providers };
  });
}

/** The months whose votes a shown value of `month` rests on: its own, and the one that it is held against. */
function monthsBehind(market: Market, view: PricesView, month: string): (string | null)[] {
  switch (view.show) {
    case "level":
      return [month];
    case "change":
      return [month, monthsBefore(month, 1)];
    case "year":
      return [month, monthsBefore(month, 12)];
    case "index":
      return [month, baseOf(market, view)];
  }
}

/** The keys of the sources of all votes that a shown value of `month` rests on. */
export function shownSources(market: Market, view: PricesView, month: string): string[] {
  const months = monthsBehind(market, view, month);
  return sourcesOf(market.levels.filter((level) => months.includes(level.month)).flatMap((level) => level.votes));
}
