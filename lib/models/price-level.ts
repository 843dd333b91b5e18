import type { Day } from "@/lib/kernel/period";

/**
 * One price that one provider asked on one day. What the price is for is the same for all quotes of a call; `offer` is what
 * makes it the same good on two days, such as its series.
 */
export type Quote = { provider: string; day: Day; price: number; offer?: string };

/** What a provider says in one month: the median of its own quotes of that month, whatever their number. */
export type Vote<Q extends Quote> = { month: Day; provider: string; price: number; quotes: readonly Q[] };

export type Quartiles = { q1: number; median: number; q3: number };

/** A month's level over providers, without quartiles where too few of them spoke. */
export type MonthlyLevel<Q extends Quote> = { month: Day; votes: readonly Vote<Q>[]; quartiles: Quartiles | null };

/** With fewer providers a median says nothing about a market: it is not assessed. */
export const LEAST_PROVIDERS = 3;

/** The first day of the calendar month in which a day lies. */
export const monthOf = (day: Day): Day => `${day.slice(0, 7)}-01`;

/** The `share` quantile of ascending values by linear interpolation between their places 0 to n − 1 (R type 7). */
function quantile(ascending: readonly number[], share: number): number {
  const place = (ascending.length - 1) * share;
  const below = Math.floor(place);
  const low = ascending[below] ?? Number.NaN;
  const high = ascending[below + 1] ?? low;
  return low + (place - below) * (high - low);
}

/** Median and quartiles (R type 7: linear interpolation). Null for no values. */
export function quartiles(values: readonly number[]): Quartiles | null {
  if (values.length === 0) return null;
  const ascending = values.toSorted((a, b) => a - b);
  return { q1: quantile(ascending, 0.25), median: quantile(ascending, 0.5), q3: quantile(ascending, 0.75) };
}

/** The median of values; null for none. */
export const median = (values: readonly number[]): number | null => quartiles(values)?.median ?? null;

/** One vote per provider and calendar month, ordered by month and provider. */
export function providerVotes<Q extends Quote>(quotes: readonly Q[]): Vote<Q>[] {
  const groups = new Map<string, Q[]>();
  for (const quote of quotes) {
    const key = `${monthOf(quote.day)} ${quote.provider}`;
    const group = groups.get(key);
    if (group) group.push(quote);
    else groups.set(key, [quote]);
  }
  return [...groups]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([key, group]) => {
      const price = median(group.map((one) => one.price));
      return price === null ? [] : [{ month: key.slice(0, 10), provider: key.slice(11), price, quotes: group }];
    });
}

/** The level of each month that has a vote, oldest first; without quartiles where fewer than `least` providers voted. */
export function monthlyLevels<Q extends Quote>(
  votes: readonly Vote<Q>[],
  least: number = LEAST_PROVIDERS,
): MonthlyLevel<Q>[] {
  const months = new Map<Day, Vote<Q>[]>();
  for (const vote of votes) {
    const month = months.get(vote.month);
    if (month) month.push(vote);
    else months.set(vote.month, [vote]);
  }
  return [...months]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([month, own]) => ({
      month,
      votes: own,
      quartiles: own.length < least ? null : quartiles(own.map((vote) => vote.price)),
    }));
}

/**
 * The newest prices of each provider in the `days` days up to and including `on`: those of its last day in that
 * window, as one vote. Ordered by provider.
 */
export function newestVotes<Q extends Quote>(quotes: readonly Q[], on: Day, days: number): Vote<Q>[] {
  const from = new Date(Date.parse(on) - days * 86_400_000).toISOString().slice(0, 10);
  const within = quotes.filter((one) => one.day > from && one.day <= on);
  const newest = new Map<string, Day>();
  for (const { provider, day } of within) if (day > (newest.get(provider) ?? "")) newest.set(provider, day);
  const votes = providerVotes(within.filter((one) => newest.get(one.provider) === one.day));
  return votes.toSorted((a, b) => (a.provider < b.provider ? -1 : 1));
}
