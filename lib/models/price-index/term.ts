import { middle } from "./level";
import { annuity } from "./normalise";
import type { Parameters } from "./parameters";

/**
 * The discount of a term against on demand, in logarithms: the median of the providers that quote both, drawn towards
 * last year's median. `ratios` are term over on demand. Null where neither is known.
 */
export function indicativeDiscount(
  ratios: readonly number[],
  prior: number | null,
  { discount }: Parameters,
): number | null {
  const n = ratios.length;
  if (prior === null) return n === 0 ? null : Math.log(middle(ratios));
  if (n === 0) return Math.log(prior);
  const k = discount.priorWeight;
  return (n * middle(ratios.map((one) => Math.log(one))) + k * Math.log(prior)) / (n + k);
}

/** A price for a term: USD per GPU-hour, years. */
export type TermPrice = { years: number; price: number };

/** What the time between the ends of two terms costs: simply, and with payments discounted. Null where a longer term costs less in all. */
export function forward(near: TermPrice, far: TermPrice, rate: number): { simple: number; discounted: number } | null {
  if (far.years * far.price < near.years * near.price) return null;
  const [a, b] = [annuity(near.years, rate), annuity(far.years, rate)];
  return {
    simple: (far.years * far.price - near.years * near.price) / (far.years - near.years),
    discounted: (b * far.price - a * near.price) / (b - a),
  };
}
