import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { monthlyLevels, newestVotes, providerVotes, type Quote, quartiles } from "@/lib/models/price-level";

const quote = (provider: string, day: string, price: number): Quote => ({ provider, day, price });

const days = fc.integer({ min: 0, max: 400 }).map((n) => new Date(Date.UTC(2025, 0, 1 + n)).toISOString().slice(0, 10));
const quotes = fc.array(
  fc.record({
    provider: fc.constantFrom("a", "b", "c", "d", "e"),
    day: days,
    price: fc.double({ min: 0.1, max: 20, noNaN: true }),
  }),
  { maxLength: 60 },
);

describe("quartiles", () => {
  // Worked by hand: places 0.75, 1.5 and 2.25 of four values, and 1, 2 and 3 of five.
  test.each([
    [[1, 2, 3, 4], { q1: 1.75, median: 2.5, q3: 3.25 }],
    [[5, 1, 4, 2, 3], { q1: 2, median: 3, q3: 4 }],
    [[10, 2, 3], { q1: 2.5, median: 3, q3: 6.5 }],
    [[7], { q1: 7, median: 7, q3: 7 }],
  ])("of %j", (values, wanted) => {
    expect(quartiles(values)).toEqual(wanted);
  });

  test("of nothing is nothing", () => {
    expect(quartiles([])).toBeNull();
  });

  test("stand in order between the ends, whatever the order of the values", () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0.01, max: 1000, noNaN: true }), { minLength: 1 }), (values) => {
        const found = quartiles(values);
        if (!found) throw new Error("there are values");
        const { q1, median, q3 } = found;
        const slack = 1e-9;
        expect(Math.min(...values)).toBeLessThanOrEqual(q1 + slack);
        expect(q1).toBeLessThanOrEqual(median + slack);
        expect(median).toBeLessThanOrEqual(q3 + slack);
        expect(q3).toBeLessThanOrEqual(Math.max(...values) + slack);
        expect(quartiles(values.toReversed())).toEqual(found);
      }),
    );
  });
});

describe("a provider's vote", () => {
  test("is the median of its own quotes of the month (constructed)", () => {
    const votes = providerVotes([
      quote("acme", "2026-03-02", 2),
      quote("acme", "2026-03-09", 3),
      quote("acme", "2026-03-30", 10),
      quote("acme", "2026-04-01", 4),
      quote("zenith", "2026-03-31", 5),
    ]);
    expect(votes.map(({ month, provider, price, quotes: own }) => [month, provider, price, own.length])).toEqual([
      ["2026-03-01", "acme", 3, 3],
      ["2026-03-01", "zenith", 5, 1],
      ["2026-04-01", "acme", 4, 1],
    ]);
  });

  test("is one for each provider and month, lies within its quotes, and loses none", () => {
    fc.assert(
      fc.property(quotes, (given) => {
        const votes = providerVotes(given);
        const keys = votes.map((vote) => `${vote.month} ${vote.provider}`);
        expect(new Set(keys).size).toBe(keys.length);
        expect(votes.flatMap((vote) => vote.quotes)).toHaveLength(given.length);
        for (const { month, provider, price, quotes: own } of votes) {
          expect(own.every((one) => one.provider === provider && one.day.startsWith(month.slice(0, 7)))).toBe(true);
          expect(price).toBeGreaterThanOrEqual(Math.min(...own.map((one) => one.price)) - 1e-9);
          expect(price).toBeLessThanOrEqual(Math.max(...own.map((one) => one.price)) + 1e-9);
        }
      }),
    );
  });

  test("does not weigh more for quoting more often", () => {
    fc.assert(
      fc.property(quotes, (given) => {
        const louder = [...given, ...given.filter((one) => one.provider === given[0]?.provider)];
        const level = (all: Quote[]) =>
          monthlyLevels(providerVotes(all)).map((one) => [one.month, one.votes.length, one.quartiles]);
        expect(level(louder)).toEqual(level(given));
      }),
    );
  });
});

describe("a month's level", () => {
  // Golden check, worked by hand on constructed quotes. March votes: A 2.00, B 2.50 (median of 2.40 and 2.60),
  // C 3.00, D 4.00. Places 0.75, 1.5 and 2.25: 2.00 + 0.75·0.50 = 2.375; (2.50 + 3.00)/2 = 2.75; 3.00 + 0.25·1.00 = 3.25.
  test("is the median of the providers with quartiles", () => {
    const [march, april] = monthlyLevels(
      providerVotes([
        quote("a", "2026-03-01", 2),
        quote("b", "2026-03-05", 2.4),
        quote("b", "2026-03-20", 2.6),
        quote("c", "2026-03-31", 3),
        quote("d", "2026-03-11", 4),
        quote("a", "2026-04-01", 2),
        quote("b", "2026-04-01", 2),
      ]),
    );
    expect(march?.votes).toHaveLength(4);
    expect(march?.quartiles?.q1).toBeCloseTo(2.375, 12);
    expect(march?.quartiles?.median).toBeCloseTo(2.75, 12);
    expect(march?.quartiles?.q3).toBeCloseTo(3.25, 12);
    expect(april?.votes).toHaveLength(2);
    expect(april?.quartiles).toBeNull();
  });

  test("is assessed exactly where three providers or more voted, in the order of the months", () => {
    fc.assert(
      fc.property(quotes, (given) => {
        const levels = monthlyLevels(providerVotes(given));
        expect(levels.map((one) => one.month)).toEqual(levels.map((one) => one.month).toSorted());
        for (const { votes, quartiles: found } of levels) expect(found !== null).toBe(votes.length >= 3);
      }),
    );
  });

  test("does not depend on the order of the quotes and scales with the currency", () => {
    fc.assert(
      fc.property(quotes, (given) => {
        const levels = (all: Quote[]) => monthlyLevels(providerVotes(all)).map((one) => one.quartiles);
        expect(levels(given.toReversed())).toEqual(levels(given));
        const doubled = levels(given.map((one) => ({ ...one, price: one.price * 2 })));
        expect(doubled).toEqual(
          levels(given).map((one) => one && { q1: one.q1 * 2, median: one.median * 2, q3: one.q3 * 2 }),
        );
      }),
    );
  });
});

test("the newest votes are the last day of each provider within the window (constructed)", () => {
  const given = [
    quote("a", "2026-03-01", 2),
    quote("a", "2026-05-20", 3),
    quote("a", "2026-05-20", 4),
    quote("b", "2026-04-30", 5),
    quote("c", "2026-03-02", 9),
    quote("d", "2026-06-02", 1),
  ];
  const votes = newestVotes(given, "2026-06-01", 60);
  expect(votes.map(({ provider, price }) => [provider, price])).toEqual([
    ["a", 3.5],
    ["b", 5],
  ]);
});
