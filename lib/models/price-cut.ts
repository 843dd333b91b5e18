import type { Day } from "@/lib/kernel/period";

/** A price of one offer that was lower than the one seen before it. */
export type PriceCut<P> = { before: P; after: P; percent: number };

const LEAST_PERCENT = 10;
const ROUNDING = 1e-9;
const APART_MOST_DAYS = 100;

/**
 * The cuts in one offer's prices: falls of 10 % or more between two prices in a row that were seen no more than 100
 * days apart. Further apart nobody can say when the price fell.
 */
export function priceCuts<P extends { day: Day; price: number }>(prices: readonly P[]): PriceCut<P>[] {
  const inOrder = prices.toSorted((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : 0));
  return inOrder.flatMap((after, i) => {
    const before = inOrder[i - 1];
    if (!before || before.price <= 0) return [];
    const days = (Date.parse(after.day) - Date.parse(before.day)) / 86_400_000;
    const percent = 100 * (after.price / before.price - 1);
    return percent <= ROUNDING - LEAST_PERCENT && days <= APART_MOST_DAYS ? [{ before, after, percent }] : [];
  });
}
