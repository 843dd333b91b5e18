import type { Day } from "@/lib/kernel/period";
import { LEAST_PROVIDERS, type Quote, type Vote } from "./price-level";

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

/** Change in percent on the month `count` calendar months before; null unless both months are known. */
export function changes(values: readonly MonthlyValue[], count: number): MonthlyValue[] {
  const known = new Map(values.map((one) => [one.month, one.value]));
  return values.map(({ month, value }) => {
    const before = known.get(monthsBefore(month, count)) ?? null;
    return { month, value: value === null || before === null || before === 0 ? null : 100 * (value / before - 1) };
  });
}

/** The values with that of month `base` set to 100; all null where the base month is unknown. */
export function rebased(values: readonly MonthlyValue[], base: Day): MonthlyValue[] {
  const hundred = values.find((one) => one.month === base)?.value ?? null;
  return values.map(({ month, value }) => ({
    month,
    value: value === null || hundred === null || hundred === 0 ? null : (100 * value) / hundred,
  }));
}

/**
 * How prices moved between two months at those providers that voted in both, in percent: the geometric mean of their
 * price ratios, one each. The way back is the exact inverse, and providers that come or go do not move it.
 */
export function matchedChange<Q extends Quote>(
  before: readonly Vote<Q>[],
  after: readonly Vote<Q>[],
  least: number = LEAST_PROVIDERS,
): { providers: number; percent: number | null } {
  const old = new Map(before.map((vote) => [vote.provider, vote.price]));
  const ratios = after.flatMap(({ provider, price }) => {
    const was = old.get(provider);
    return was === undefined || was <= 0 || price <= 0 ? [] : [Math.log(price / was)];
  });
  const mean = ratios.length < least ? null : ratios.reduce((sum, one) => sum + one, 0) / ratios.length;
  return { providers: ratios.length, percent: mean === null ? null : 100 * Math.expm1(mean) };
}
