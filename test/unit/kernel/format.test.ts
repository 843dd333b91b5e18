import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  daysBetween,
  formatChange,
  formatDifference,
  formatInstant,
  formatMonth,
  formatNumber,
  formatPoints,
  formatRange,
  formatValue,
} from "@/lib/kernel/format";

describe("a value with its unit", () => {
  test.each([
    [10.234e9, "USD", 2, "$10.2B"],
    [999.96e6, "USD", 2, "$1B"],
    [1.5e12, "USD", 0, "$1.5T"],
    [32500, "USD", 0, "$32,500"],
    [-5e9, "USD", 0, "−$5B"],
    [0, "USD", 0, "$0"],
    [3e9, "EUR", 0, "EUR 3B"],
    [2.5, "USD/GPU-hour", 2, "$2.50/GPU-hour"],
    [0.0042, "USD/GPU-hour", 2, "$0.0042/GPU-hour"],
    [62, "%", 1, "62%"],
    [62.34, "%", 1, "62.3%"],
    [1200, "MW", 0, "1,200 MW"],
    [63151, "GPUs", 0, "63,151 GPUs"],
    [0.0042, "MW", 2, "0.0042 MW"],
    [-0.0001, "MW", 0, "−0.0001 MW"],
  ])("%d %s to %d decimals is written %s", (value, unit, decimals, words) => {
    expect(formatValue(value, unit, decimals)).toBe(words);
  });

  test("nothing unknown is written as a number", () => {
    for (const value of [null, undefined, Number.NaN, Number.POSITIVE_INFINITY])
      expect(formatValue(value, "USD", 2)).toBe("n/a");
  });

  test("a value that is not zero is never written as zero", () => {
    const value = fc
      .double({ noNaN: true, noDefaultInfinity: true, min: -1e15, max: 1e15 })
      .filter((one) => Math.abs(one) > 1e-12);
    const unit = fc.constantFrom("USD", "USD/GPU-hour", "%", "MW", "GPUs");
    fc.assert(
      fc.property(value, unit, fc.integer({ min: 0, max: 4 }), (one, of, decimals) => {
        expect(formatNumber(one, of, decimals)).toMatch(/[1-9]/);
      }),
    );
  });
});

describe("a range", () => {
  test.each([
    [60e9, 65e9, "USD", 0, "$60B–65B"],
    [60, 65, "%", 1, "60–65%"],
    [2, 2.5, "USD/GPU-hour", 2, "$2.00–2.50/GPU-hour"],
    [3e9, 5e9, "EUR", 0, "EUR 3B–5B"],
    [-5e9, 3e9, "USD", 0, "−$5B to $3B"],
    [null, 5e9, "USD", 0, "at most $5B"],
    [1, null, "MW", 0, "at least 1 MW"],
    [7, 7, "MW", 0, "7 MW"],
    [null, null, "MW", 0, "n/a"],
  ])("from %s to %s %s to %d decimals is written %s", (low, high, unit, decimals, words) => {
    expect(formatRange({ low, high }, unit, decimals)).toBe(words);
  });
});

test("a change carries its sign, and percent differ from percentage points", () => {
  expect([formatChange(12.34), formatChange(-3), formatChange(0), formatChange(null)]).toEqual([
    "+12.3%",
    "−3%",
    "0%",
    "n/a",
  ]);
  expect([formatPoints(2.14), formatPoints(-0.5)]).toEqual(["+2.1 pp", "−0.5 pp"]);
  expect([formatDifference(5e9, "USD", 0), formatDifference(-1, "%", 1)]).toEqual(["+$5B", "−1 pp"]);
});

test("days, months and instants are written the same on every machine", () => {
  expect(formatMonth("2026-11-20")).toBe("Nov-26");
  expect(formatInstant("2026-11-20T16:00:59.999Z")).toBe("2026-11-20 16:00 UTC");
  expect(daysBetween("2026-02-28T23:59:59Z", "2026-03-01")).toBe(1);
});
