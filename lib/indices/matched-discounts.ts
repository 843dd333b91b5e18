import { dayFrom } from "@/lib/kernel/days";
import { middle } from "@/lib/models/price-index/level";
import { indicativeDiscount } from "@/lib/models/price-index/term";
import type { Parameters } from "@/lib/models/price-index/parameters";
import type { DatedQuote } from "./dated-quotes";

type Asked = Pick<DatedQuote, "provider" | "day" | "price">;
type Course = { days: string[]; prices: number[][] };

/** What each provider asked on each day that it was read on, so that its newest word by any day is found without a search. */
export class AskedPrices {
  readonly #providers = new Map<string, Course>();

  /** Quotes ascend by day. */
  constructor(quotes: readonly Asked[]) {
    for (const { provider, day, price } of quotes) {
      const own = this.#providers.get(provider) ?? { days: [], prices: [] };
      this.#providers.set(provider, own);
      if (own.days.at(-1) === day) own.prices.at(-1)?.push(price);
      else {
        own.days.push(day);
        own.prices.push([price]);
      }
    }
  }

  get providers(): Iterable<string> {
    return this.#providers.keys();
  }

  /** The median of what a provider asked on its last day after `after` and up to `to`; null where it was silent. */
  newest(provider: string, after: string, to: string): number | null {
    const own = this.#providers.get(provider);
    if (!own) return null;
    const at = countUpTo(own.days, to) - 1;
    const prices = own.prices[at];
    return prices && (own.days[at] ?? "") > after ? middle(prices) : null;
  }
}

/** How many of ascending days are not after one. */
function countUpTo(days: readonly string[], day: string): number {
  let [low, high] = [0, days.length];
  while (low < high) {
    const at = (low + high) >> 1;
    if ((days[at] ?? "") <= day) low = at + 1;
    else high = at;
  }
  return low;
}

function ratios(term: AskedPrices, onDemand: AskedPrices, after: string, to: string): number[] {
  return [...term.providers].flatMap((provider) => {
    const price = term.newest(provider, after, to);
    const base = price === null ? null : onDemand.newest(provider, after, to);
    return price === null || base === null ? [] : [price / base];
  });
}

/**
 * The price of a term from the level on demand and what providers give for a commitment: matched discounts of the last
 * 90 days, drawn towards those of the year before. Null where no provider quotes both.
 */
export function indicativePrice(
  level: number,
  term: AskedPrices,
  onDemand: AskedPrices,
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
