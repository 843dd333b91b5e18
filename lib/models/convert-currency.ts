import type { Day } from "@/lib/kernel/period";

/** A reference rate of one day: how many units of `currency` (a code of `exchange-rates`, `krw`) one euro was worth. */
export type ReferenceRate = { currency: string; day: Day; perEuro: number };

/** The first and the last day of a period, both within it. */
export type Span = { start: Day; end: Day };

/** A flow (revenue, capex) belongs to a whole period, a stock (debt, cash) to its last day. */
export type Nature = "flow" | "stock";

/** Easter is the longest stretch of days in a row without reference rates. */
const MOST_DAYS_WITHOUT = 4;

/** What one euro was worth on a day, in the amount's currency and in USD. */
type Pair = { day: Day; own: number; usd: number };

const daysBetween = (from: Day, to: Day): number => (Date.parse(to) - Date.parse(from)) / 86_400_000;
const mean = (values: readonly number[]): number => values.reduce((sum, one) => sum + one, 0) / values.length;

function perEuroOf(currency: string, rates: readonly ReferenceRate[]): Map<Day, number> {
  return new Map(
    rates.flatMap((one) =>
      one.currency === currency && Number.isFinite(one.perEuro) && one.perEuro > 0 ? [[one.day, one.perEuro]] : [],
    ),
  );
}

/** The days on which both currencies have a rate, oldest first. The euro is worth one euro on every day. */
function pairsOf(currency: string, rates: readonly ReferenceRate[]): Pair[] {
  const own = perEuroOf(currency, rates);
  return [...perEuroOf("usd", rates)]
    .flatMap(([day, usd]) => {
      const other = currency === "eur" ? 1 : own.get(day);
      return other === undefined ? [] : [{ day, own: other, usd }];
    })
    .toSorted((a, b) => (a.day < b.day ? -1 : 1));
}

/** Whether no stretch of the span is longer without a rate than the longest holidays are. */
function covers(pairs: readonly Pair[], { start, end }: Span): boolean {
  const days = pairs.map((one) => one.day);
  const first = days[0];
  const last = days.at(-1);
  if (first === undefined || last === undefined) return false;
  const gaps = days.slice(1).map((day, i) => daysBetween(days[i] ?? day, day) - 1);
  return Math.max(daysBetween(start, first), daysBetween(last, end), ...gaps) <= MOST_DAYS_WITHOUT;
}

/**
 * An amount of a period in USD, through the euro: a flow at the mean of the period's daily reference rates, a stock at
 * the last ones up to its last day. Null where the rates do not cover that: a stretch of more than four days without a
 * rate in the period, or before its end. USD stay as they are.
 */
export function inUsd(
  amount: { value: number; currency: string },
  span: Span,
  nature: Nature,
  rates: readonly ReferenceRate[],
): number | null {
  const { value, currency } = amount;
  if (currency === "usd") return value;
  const until = pairsOf(currency, rates).filter((one) => one.day <= span.end);
  if (nature === "stock") {
    const last = until.at(-1);
    return last && daysBetween(last.day, span.end) <= MOST_DAYS_WITHOUT ? (value / last.own) * last.usd : null;
  }
  const within = until.filter((one) => one.day >= span.start);
  if (!covers(within, span)) return null;
  return (value / mean(within.map((one) => one.own))) * mean(within.map((one) => one.usd));
}
