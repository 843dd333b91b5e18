import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { inUsd, type Nature, type ReferenceRate, type Span } from "@/lib/models/convert-currency";

const DAY = 86_400_000;
const dayOf = (n: number): string => new Date(Date.parse("2026-01-01") + n * DAY).toISOString().slice(0, 10);
const isWeekend = (day: string): boolean => [0, 6].includes(new Date(day).getUTCDay());

/** Constructed rates on every weekday of the first `days` days of 2026. */
function rates(days: number, perEuro: (n: number) => Record<string, number>): ReferenceRate[] {
  return Array.from({ length: days }, (_, n) => n).flatMap((n) =>
    isWeekend(dayOf(n))
      ? []
      : Object.entries(perEuro(n)).map(([currency, value]) => ({ currency, day: dayOf(n), perEuro: value })),
  );
}

const january: Span = { start: "2026-01-01", end: "2026-01-31" };
const natures: Nature[] = ["flow", "stock"];
const won = (value: number) => ({ value, currency: "krw" });

describe("an amount in another currency", () => {
  const some: ReferenceRate[] = [
    { currency: "krw", day: "2026-01-05", perEuro: 1600 },
    { currency: "krw", day: "2026-01-06", perEuro: 1800 },
    { currency: "usd", day: "2026-01-05", perEuro: 1.1 },
    { currency: "usd", day: "2026-01-06", perEuro: 1.2 },
  ];
  const two: Span = { start: "2026-01-05", end: "2026-01-06" };

  test("is a flow at the mean rates and a stock at the last", () => {
    // 1700 KRW and 1.15 USD were the mean euro; 1800 KRW and 1.2 USD the last one.
    expect(inUsd(won(1700), two, "flow", some)).toBeCloseTo(1.15, 12);
    expect(inUsd(won(1800), two, "stock", some)).toBeCloseTo(1.2, 12);
  });

  test("is never converted where it is in USD, and goes one step where it is in euro", () => {
    for (const nature of natures) expect(inUsd({ value: 7, currency: "usd" }, january, nature, [])).toBe(7);
    expect(inUsd({ value: 10, currency: "eur" }, two, "flow", some)).toBeCloseTo(11.5, 12);
    expect(inUsd({ value: 10, currency: "eur" }, two, "stock", some)).toBeCloseTo(12, 12);
  });

  test("is null in a currency or at a time without rates", () => {
    for (const nature of natures) {
      expect(inUsd({ value: 10, currency: "twd" }, two, nature, some)).toBeNull();
      expect(inUsd(won(10), { start: "2025-01-01", end: "2025-12-31" }, nature, some)).toBeNull();
      expect(inUsd(won(10), january, nature, some)).toBeNull();
      expect(inUsd(won(10), two, nature, [])).toBeNull();
    }
  });

  test("takes the rates of days on which both currencies have one", () => {
    const later = [...some, { currency: "usd", day: "2026-01-07", perEuro: 9 }];
    expect(inUsd(won(1800), { ...two, end: "2026-01-07" }, "stock", later)).toBeCloseTo(1.2, 12);
    const nothing = [...some, { currency: "krw", day: "2026-01-06", perEuro: 0 }];
    expect(inUsd(won(1800), two, "stock", nothing)).toBeCloseTo(1.2, 12);
  });
});

describe("rates with days missing", () => {
  const all = rates(31, () => ({ krw: 1600, usd: 1.2 }));
  const without = (from: string, to: string) => all.filter(({ day }) => day < from || day > to);

  test("cover a period over weekends and the four days of Easter, and no longer hole", () => {
    expect(inUsd(won(1600), january, "flow", all)).toBeCloseTo(1.2, 12);
    // Friday 9 to Monday 12 January: four days in a row, as at Easter. With the Tuesday they are five.
    expect(inUsd(won(1600), january, "flow", without("2026-01-09", "2026-01-12"))).toBeCloseTo(1.2, 12);
    expect(inUsd(won(1600), january, "flow", without("2026-01-09", "2026-01-13"))).toBeNull();
    expect(inUsd(won(1600), january, "stock", without("2026-01-09", "2026-01-13"))).toBeCloseTo(1.2, 12);
  });

  test("cover neither when the period began earlier or ended later than they do", () => {
    expect(inUsd(won(1600), january, "flow", without("2026-01-01", "2026-01-05"))).toBeNull();
    for (const nature of natures) {
      expect(inUsd(won(1600), january, nature, without("2026-01-28", "2026-01-31"))).toBeCloseTo(1.2, 12);
      expect(inUsd(won(1600), january, nature, without("2026-01-27", "2026-01-31"))).toBeNull();
    }
  });

  test("give a stock on a Sunday the rate of the Friday before", () => {
    expect(inUsd(won(1600), { start: "2026-01-18", end: "2026-01-18" }, "stock", all)).toBeCloseTo(1.2, 12);
  });
});

describe("laws of conversion", () => {
  const worth = fc.double({ min: 0.5, max: 2000, noNaN: true });
  const series = fc.array(fc.record({ krw: worth, usd: worth }), { minLength: 31, maxLength: 31 });
  const amount = fc.double({ min: -1e12, max: 1e12, noNaN: true });
  /** How far a result is from what it should be, against its size; not a number where there is no result. */
  const apart = (found: number | null, wanted: number): number =>
    Math.abs((found ?? Number.NaN) - wanted) / Math.max(1, Math.abs(wanted));

  test("twice the amount is twice as many USD", () => {
    fc.assert(
      fc.property(series, amount, fc.constantFrom(...natures), (values, value, nature) => {
        const given = rates(31, (n) => ({ ...values[n] }));
        const once = inUsd(won(value), january, nature, given) ?? Number.NaN;
        expect(apart(inUsd(won(2 * value), january, nature, given), 2 * once)).toBeLessThan(1e-9);
      }),
    );
  });

  test("constant rates make flows and stocks the same", () => {
    fc.assert(
      fc.property(worth, worth, amount, (krw, usd, value) => {
        const given = rates(31, () => ({ krw, usd }));
        for (const nature of natures)
          expect(apart(inUsd(won(value), january, nature, given), (value / krw) * usd)).toBeLessThan(1e-9);
      }),
    );
  });

  test("a flow lies between what the dearest and the cheapest day would have made of it", () => {
    fc.assert(
      fc.property(series, (values) => {
        const given = rates(31, (n) => ({ ...values[n] }));
        const days = values.filter((_, n) => !isWeekend(dayOf(n))).map(({ krw, usd }) => usd / krw);
        const found = inUsd(won(1), january, "flow", given) ?? Number.NaN;
        expect(found).toBeGreaterThanOrEqual(Math.min(...days) * (1 - 1e-9));
        expect(found).toBeLessThanOrEqual(Math.max(...days) * (1 + 1e-9));
      }),
    );
  });

  test("neither the order of the rates nor those outside of the period matter", () => {
    fc.assert(
      fc.property(series, fc.constantFrom(...natures), (values, nature) => {
        const given = rates(31, (n) => ({ ...values[n] }));
        const outside = { currency: "usd", day: "2026-02-02", perEuro: 5 };
        const others = [...given.toReversed(), outside, { ...outside, currency: "krw" }];
        const alone = inUsd(won(3), january, nature, given) ?? Number.NaN;
        expect(apart(inUsd(won(3), january, nature, others), alone)).toBeLessThan(1e-9);
      }),
    );
  });
});
