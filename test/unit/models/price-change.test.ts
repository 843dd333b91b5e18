import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { changes, matchedChange, type MonthlyValue, monthsBefore, rebased, unbroken } from "@/lib/models/price-change";
import { providerVotes } from "@/lib/models/price-level";

const month = (n: number) => monthsBefore("2026-01-01", -n);
const history: fc.Arbitrary<MonthlyValue[]> = fc
  .uniqueArray(fc.tuple(fc.integer({ min: 0, max: 40 }), fc.option(fc.double({ min: 0.1, max: 20, noNaN: true }))), {
    selector: ([n]) => n,
  })
  .map((all) => all.map(([n, value]) => ({ month: month(n), value })));

test("months are counted on the calendar", () => {
  expect(monthsBefore("2026-01-01", 1)).toBe("2025-12-01");
  expect(monthsBefore("2026-03-01", 12)).toBe("2025-03-01");
  expect(monthsBefore("2025-12-01", -1)).toBe("2026-01-01");
});

describe("missing months", () => {
  test("are null in an unbroken row and nothing is carried forward", () => {
    expect(
      unbroken([
        { month: "2026-03-01", value: 3 },
        { month: "2025-12-01", value: 2 },
      ]),
    ).toEqual([
      { month: "2025-12-01", value: 2 },
      { month: "2026-01-01", value: null },
      { month: "2026-02-01", value: null },
      { month: "2026-03-01", value: 3 },
    ]);
    expect(unbroken([])).toEqual([]);
  });

  test("give no value to any transformation", () => {
    fc.assert(
      fc.property(history, fc.constantFrom(1, 12), (values, count) => {
        const row = unbroken(values);
        const known = new Map(values.map((one) => [one.month, one.value]));
        for (const one of row) expect(one.value).toBe(known.get(one.month) ?? null);
        for (const one of changes(row, count)) {
          const both = [one.month, monthsBefore(one.month, count)].every((at) => (known.get(at) ?? null) !== null);
          expect(one.value !== null).toBe(both);
        }
        for (const base of row) {
          const index = rebased(row, base.month);
          for (const [i, one] of index.entries())
            expect(one.value !== null).toBe(base.value !== null && row[i]?.value !== null);
        }
      }),
    );
  });
});

describe("transformations", () => {
  // Worked by hand on constructed values.
  const values = [
    { month: "2025-01-01", value: 4 },
    { month: "2025-12-01", value: 2 },
    { month: "2026-01-01", value: 3 },
  ];

  test("change on the month before and on the year before", () => {
    expect(changes(values, 1).map((one) => one.value)).toEqual([null, null, 50]);
    expect(changes(values, 12).map((one) => one.value)).toEqual([null, null, -25]);
  });

  test("index with the base month at 100", () => {
    expect(rebased(values, "2025-01-01").map((one) => one.value)).toEqual([100, 50, 75]);
    expect(rebased(values, "2025-02-01").map((one) => one.value)).toEqual([null, null, null]);
  });
});

describe("the change at matched providers", () => {
  const votes = (prices: Record<string, number>) =>
    providerVotes(Object.entries(prices).map(([provider, price]) => ({ provider, day: "2026-01-05", price })));

  // Constructed: one provider leaves, two dear ones come, and nobody who stays moves by anything but +1 %.
  test("does not count who comes or goes", () => {
    const before = votes({ a: 3, b: 3.2, c: 3.4, d: 3.6 });
    const after = votes({ b: 3.232, c: 3.434, d: 3.636, e: 4.4, f: 4.6 });
    const { providers, percent } = matchedChange(before, after);
    expect(providers).toBe(3);
    expect(percent).toBeCloseTo(1, 9);
  });

  // Worked by hand on constructed prices: the third root of 2 · 1 · 4 is 2.
  test("is the geometric mean of the price ratios", () => {
    expect(matchedChange(votes({ a: 1, b: 2, c: 3 }), votes({ a: 2, b: 2, c: 12 })).percent).toBeCloseTo(100, 9);
  });

  test("is not assessed under three matched providers", () => {
    expect(matchedChange(votes({ a: 1, b: 2, c: 3 }), votes({ a: 2, b: 4, d: 9 }))).toEqual({
      providers: 2,
      percent: null,
    });
  });

  test("there and back again is no change", () => {
    const prices = fc.dictionary(
      fc.constantFrom("a", "b", "c", "d", "e"),
      fc.double({ min: 0.1, max: 20, noNaN: true }),
    );
    fc.assert(
      fc.property(prices, prices, (one, other) => {
        const there = matchedChange(votes(one), votes(other));
        const back = matchedChange(votes(other), votes(one));
        expect(back.providers).toBe(there.providers);
        const round = (1 + (there.percent ?? 0) / 100) * (1 + (back.percent ?? 0) / 100);
        expect(round).toBeCloseTo(1, 9);
      }),
    );
  });
});
