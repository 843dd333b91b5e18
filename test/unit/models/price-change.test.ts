import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { chained, matchedChange, type MonthlyValue, monthsBefore, unbroken } from "@/lib/models/price-change";
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

  test("end a chain, which is never carried over them", () => {
    fc.assert(
      fc.property(history, (values) => {
        const row = unbroken(values).map((one) => ({ ...one, value: one.value === null ? null : one.value - 10 }));
        for (const [at, base] of row.entries()) {
          const index = chained(row, base.month);
          expect(index[at]?.value).toBe(100);
          for (const [i, one] of index.entries()) {
            const between = i < at ? row.slice(i + 1, at + 1) : row.slice(at + 1, i + 1);
            expect(one.value !== null).toBe(between.every((step) => step.value !== null));
          }
        }
      }),
      { numRuns: 25 },
    );
  });
});

// Worked by hand on constructed changes.
test("changes chain up to an index with the base month at 100, forwards and backwards", () => {
  const steps = [
    { month: "2025-12-01", value: null },
    { month: "2026-01-01", value: 25 },
    { month: "2026-02-01", value: -20 },
    { month: "2026-03-01", value: null },
    { month: "2026-04-01", value: 10 },
  ];
  expect(chained(steps, "2026-01-01").map((one) => one.value)).toEqual([80, 100, 80, null, null]);
  expect(chained(steps, "2026-07-01").map((one) => one.value)).toEqual([null, null, null, null, null]);
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

  // Constructed: nobody's price moves, but one provider now lists eight GPUs where it listed one.
  test("does not count another offer of the same provider", () => {
    const vote = (provider: string, offers: Record<string, number>) =>
      Object.entries(offers).map(([offer, price]) => ({ provider, day: "2026-01-05", price, offer }));
    const before = providerVotes(["a", "b", "c", "d"].flatMap((one) => vote(one, { x1: 4 })));
    const after = providerVotes([...["a", "b", "c"].flatMap((one) => vote(one, { x1: 4 })), ...vote("d", { x8: 2 })]);
    expect(matchedChange(before, after)).toEqual({ providers: 3, percent: 0 });
    const both = providerVotes([
      ...["a", "b", "c"].flatMap((one) => vote(one, { x1: 4 })),
      ...vote("d", { x1: 4, x8: 2 }),
    ]);
    expect(matchedChange(before, both)).toEqual({ providers: 4, percent: 0 });
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
