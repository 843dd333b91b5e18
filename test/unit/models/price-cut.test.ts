import { expect, test } from "vitest";
import { priceCuts } from "@/lib/models/price-cut";

// Constructed prices.
test("a cut is a fall of 10 % or more between prices seen at most 100 days apart", () => {
  const prices = [
    { day: "2026-03-01", price: 2.7 },
    { day: "2026-01-01", price: 4 },
    { day: "2026-02-01", price: 3 },
    { day: "2026-03-15", price: 2.5 },
    { day: "2026-09-01", price: 1 },
    { day: "2026-10-01", price: 2 },
  ];
  const cuts = priceCuts(prices).map(({ before, after, percent }) => [before.day, after.day, Math.round(percent)]);
  expect(cuts).toEqual([
    ["2026-01-01", "2026-02-01", -25],
    ["2026-02-01", "2026-03-01", -10],
  ]);
});

test("one price or none has no cut", () => {
  expect(priceCuts([])).toEqual([]);
  expect(priceCuts([{ day: "2026-01-01", price: 2 }])).toEqual([]);
});
