import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { calendarQuarter, fiscalLabel, Frequency, parsePeriod, periodEnd, periodLabel } from "@/lib/kernel/period";

describe("a period", () => {
  it.each([
    ["2026-07-15", "2026-07-15", "day"],
    ["2026-07", "2026-07-01", "month"],
    ["2026Q3", "2026-07-01", "quarter"],
    ["2026-Q3", "2026-07-01", "quarter"],
    ["2026H2", "2026-07-01", "half"],
    ["2026", "2026-01-01", "year"],
  ])("is read from %s", (text, start, frequency) => {
    expect(parsePeriod(text)).toEqual({ start, frequency });
  });

  it.each(["Q3", "2026Q5", "2026-13", "2026-02-30", "26", "2026-7", "", "last year"])(
    "is not read from “%s”",
    (text) => {
      expect(parsePeriod(text)).toBeNull();
    },
  );

  it.each([
    ["2026-07-01", "quarter", "2026Q3", "2026-09-30"],
    ["2026-01-01", "half", "1H26", "2026-06-30"],
    ["2026-11-01", "month", "Nov-26", "2026-11-30"],
    ["2024-02-01", "month", "Feb-24", "2024-02-29"],
    ["2026-01-01", "year", "2026", "2026-12-31"],
  ] as const)("%s by %s is written %s and ends on %s", (start, frequency, label, end) => {
    expect(periodLabel(start, frequency)).toBe(label);
    expect(periodEnd(start, frequency)).toBe(end);
  });

  it("ends no earlier than it begins, at any frequency", () => {
    const day = fc.date({ min: new Date("2000-01-01"), max: new Date("2090-01-01"), noInvalidDate: true });
    fc.assert(
      fc.property(day, fc.constantFrom(...Frequency.options), (date, frequency) => {
        const start = date.toISOString().slice(0, 10);
        expect(periodEnd(start, frequency) >= start).toBe(true);
      }),
    );
  });
});

describe("a fiscal quarter", () => {
  it.each([
    ["2025-10-27", "2026-01-25", "2025Q4"],
    ["2026-06-01", "2026-08-31", "2026Q3"],
    ["2026-04-01", "2026-06-30", "2026Q2"],
    ["2025-11-28", "2026-02-26", "2026Q1"],
  ])("from %s to %s lies in %s", (start, end, quarter) => {
    expect(calendarQuarter(start, end)).toBe(quarter);
  });

  it("is written with the month in which it ends", () => {
    expect(fiscalLabel("FY2026Q3", "2026-07-26")).toBe("FQ3 2026 (Jul-26)");
    expect(fiscalLabel("FY2026", "2026-06-30")).toBe("FY2026 (Jun-26)");
  });
});
