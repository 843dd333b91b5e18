import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { dayAfter } from "@/lib/kernel/days";
import { calendarise, calendarStart, yearBefore } from "@/lib/models/capex-calendar";
import { constructed } from "./constructed";

const quarter = (period: string, periodEnd: string) => ({
  chosen: constructed({ period, periodEnd }),
  value: 100,
  others: [],
});
const DAY = 86_400_000;
const plus = (day: string, days: number) => new Date(Date.parse(day) + days * DAY).toISOString().slice(0, 10);

describe("calendar quarters of fiscal ones", () => {
  test.each([
    ["2025-11-01", "2026-01-31", "2025-10-01"],
    ["2026-03-01", "2026-05-31", "2026-04-01"],
    ["2024-12-29", "2025-03-29", "2025-01-01"],
    ["2025-07-01", "2025-09-30", "2025-07-01"],
  ])("the quarter from %s to %s stands in the one from %s", (from, to, start) => {
    expect(calendarStart(constructed({ period: from, periodEnd: to }))).toBe(start);
  });

  test("where two fall into one quarter neither stands for it, and it is named", () => {
    const { quarters, clashes } = calendarise([
      quarter("2025-01-01", "2025-03-31"),
      quarter("2025-02-01", "2025-04-29"),
      quarter("2025-05-01", "2025-07-31"),
    ]);
    expect([...quarters.keys()]).toEqual(["2025-04-01"]);
    expect(clashes).toEqual(["2025-01-01"]);
  });

  test("every quarter of 13 weeks is placed once, or its calendar quarter is named as a clash", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 3000 }), fc.integer({ min: 1, max: 40 }), (offset, count) => {
        const first = plus("2015-01-01", offset);
        const all = Array.from({ length: count }, (_, i) => quarter(plus(first, i * 91), plus(first, i * 91 + 90)));
        const { quarters, clashes } = calendarise(all);
        expect(quarters.size + clashes.length * 2).toBe(count);
        for (const [start, one] of quarters) {
          const middle = plus(one.chosen.period, 45);
          expect(middle >= start && middle < plus(start, 93)).toBe(true);
        }
      }),
    );
  });

  test("the day after and the year before cross months and years", () => {
    expect(dayAfter("2024-02-28")).toBe("2024-02-29");
    expect(dayAfter("2025-12-31")).toBe("2026-01-01");
    expect(yearBefore("2026-04-01")).toBe("2025-04-01");
  });
});
