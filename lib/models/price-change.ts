import { addTo } from "@/lib/kernel/group-by";
import type { Day } from "@/lib/kernel/period";
import { LEAST_PROVIDERS, median, type Quote, type Vote } from "./price-level";

/** A value of a calendar month, by its first day; null is unknown. */
export type MonthlyValue = { month: Day; value: number | null };

/** The first day of the month that lies `count` calendar months before. */
export function monthsBefore(month: Day, count: number): Day {
  return new Date(Date.UTC(Number(month.slice(0, 4)), Number(month.slice(5, 7)) - 1 - count, 1))
    .toISOString()
    .slice(0, 10);
}

/** The values in an unbroken row of months: a month of which nothing is said is null, never carried forward. */
export function unbroken(values: readonly MonthlyValue[]): MonthlyValue[] {
  const known = new Map(values.map((one) => [one.month, one.value]));
  const months = [...known.keys()].toSorted();
  const last = months.at(-1);
  const row: MonthlyValue[] = [];
  for (
    let month = months[0];
    month !== undefined && last !== undefined && month <= last;
    month = monthsBefore(month, -1)
  )
    row.push({ month, value: known.get(month) ?? null });
  return row;
}

/**
 * Changes in percent, each on the month before, put together to an index with month `base` at 100. The months are an
 * unbroken row; where a change is not known the chain ends, on either side of the base, and what lies beyond is null.
 */
export function chained(steps: readonly MonthlyValue[], base: Day): MonthlyValue[] {
  const at = steps.findIndex((one) => one.month === base);
  const index = new Map<number, number>();
  if (at >= 0) index.set(at, 100);
  for (let i = at + 1; at >= 0 && i < steps.length; i += 1) {
    const [before, step] = [index.get(i - 1), steps[i]?.value];
    if (before === undefined || step === undefined || step === null) break;
    index.set(i, before * (1 + step / 100));
  }
  for (let i = at; i > 0; i -= 1) {
    const [after, step] = [index.get(i), steps[i]?.value];
    if (after === undefined || step === undefined || step === null) break;
    index.set(i - 1, after / (1 + step / 100));
  }
  return steps.map(({ month }, i) => ({ month, value: index.get(i) ?? null }));
}

/** What a provider asked for each of its offers in a month: the median of its quotes for it, in logarithms. */
function offersOf<Q extends Quote>({ quotes }: Vote<Q>): Map<string, number> {
  const prices = new Map<string, number[]>();
  for (const { offer = "", price } of quotes) addTo(prices, offer, price);
  return new Map([...prices].map(([offer, own]) => [offer, Math.log(median(own) ?? 0)]));
}

/** By how much one provider's offers of both votes moved, in logarithms; null where no offer is in both. */
function moveOf<Q extends Quote>(before: Vote<Q>, after: Vote<Q>): number | null {
  const old = offersOf(before);
  const moves = [...offersOf(after)].flatMap(([offer, now]) => {
    const was = old.get(offer);
    return was === undefined || !Number.isFinite(was) || !Number.isFinite(now) ? [] : [now - was];
  });
  return moves.length === 0 ? null : moves.reduce((sum, one) => sum + one, 0) / moves.length;
}

/**
 * How prices moved between two months at those providers of which an offer is known in both, in percent: the geometric
 * mean over providers of the price ratios of the same offers. The way back is the exact inverse; who comes or goes, and
 * who lists another offer, does not move it.
 */
export function matchedChange<Q extends Quote>(
  before: readonly Vote<Q>[],
  after: readonly Vote<Q>[],
  least: number = LEAST_PROVIDERS,
): { providers: number; percent: number | null } {
  const old = new Map(before.map((vote) => [vote.provider, vote]));
  const moves = after.flatMap((vote) => {
    const was = old.get(vote.provider);
    const move = was ? moveOf(was, vote) : null;
    return move === null ? [] : [move];
  });
  const mean = moves.length < least ? null : moves.reduce((sum, one) => sum + one, 0) / moves.length;
  return { providers: moves.length, percent: mean === null ? null : 100 * Math.expm1(mean) };
}
