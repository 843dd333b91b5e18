import { dayFrom } from "@/lib/kernel/days";
import { middle } from "@/lib/models/price-index/level";
import { indicativeDiscount } from "@/lib/models/price-index/term";
import type { Parameters } from "@/lib/models/price-index/parameters";
import type { DatedQuote } from "./dated-quotes";

/** What each provider asked on its last day within a window: the median of its offers. */
function newestOf(quotes: readonly DatedQuote[], after: string, to: string): Map<string, number> {
  const own = new Map<string, { day: string; prices: number[] }>();
  for (const { provider, day, price } of quotes) {
    if (day <= after || day > to) continue;
    const known = own.get(provider);
    if (!known || day > known.day) own.set(provider, { day, prices: [price] });
    else if (day === known.day) known.prices.push(price);
  }
  return new Map([...own].map(([provider, { prices }]) => [provider, middle(prices)]));
}

function ratios(term: readonly DatedQuote[], onDemand: readonly DatedQuote[], after: string, to: string): number[] {
  const base = newestOf(onDemand, after, to);
  return [...newestOf(term, after, to)].flatMap(([provider, price]) => {
    const at = base.get(provider);
    return at === undefined ? [] : [price / at];
  });
}

/**
 * The price of a term from the level on demand and what providers give for a commitment: matched discounts of the last
 * 90 days, drawn towards those of the year before. Null where no provider quotes both.
 */
export function indicativePrice(
  level: number,
  term: readonly DatedQuote[],
  onDemand: readonly DatedQuote[],
  day: string,
  table: Parameters,
): number | null {
  const recent = dayFrom(day, -table.discount.withinDays);
  const now = ratios(term, onDemand, recent, day);
  if (now.length === 0) return null;
  const earlier = ratios(term, onDemand, dayFrom(recent, -365), recent);
  const discount = indicativeDiscount(now, earlier.length > 0 ? middle(earlier) : null, table);
  return discount === null ? null : level * Math.exp(discount);
}
