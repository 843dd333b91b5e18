import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Frequency, periodLabel } from "@/lib/kernel/period";
import { readPeriod } from "@/lib/studio/reading/read-period";

const read = (text: string) => {
  const found = readPeriod(text);
  return found ? `${found.frequency} ${found.start}${found.status ? ` ${found.status}` : ""}` : null;
};

describe("a period in a heading", () => {
  it.each([
    ["2026Q3", "quarter 2026-07-01"],
    ["2026-Q3", "quarter 2026-07-01"],
    ["Q3 2026", "quarter 2026-07-01"],
    ["Q3'26", "quarter 2026-07-01"],
    ["3Q26", "quarter 2026-07-01"],
    ["3q 2026", "quarter 2026-07-01"],
    ["3Q26E", "quarter 2026-07-01 E"],
    ["1H26", "half 2026-01-01"],
    ["H2 2026", "half 2026-07-01"],
    ["Nov-26", "month 2026-11-01"],
    ["November 2026", "month 2026-11-01"],
    ["2026-11", "month 2026-11-01"],
    ["11/2026", "month 2026-11-01"],
    ["2026", "year 2026-01-01"],
    ["2026E", "year 2026-01-01 E"],
    ["2026 F", "year 2026-01-01 F"],
    ["FY2026", "year 2026-01-01"],
    ["FY26", "year 2026-01-01"],
    ["2026-11-20", "day 2026-11-20"],
    ["2026-11-20 00:00:00", "day 2026-11-20"],
    ["20 Nov 2026", "day 2026-11-20"],
    ["20-Nov-26", "day 2026-11-20"],
    ["Nov 20, 2026", "day 2026-11-20"],
    ["20.11.2026", "day 2026-11-20"],
    ["11/20/2026", "day 2026-11-20"],
  ])("%s is %s", (text, expected) => {
    expect(read(text)).toBe(expected);
  });

  it.each(["", "26", "62.5", "1,234", "SK hynix", "HBM3", "Q5 2026", "2026-13", "2026-02-30", "11/12/2026", "H100"])(
    "“%s” is none",
    (text) => {
      expect(read(text)).toBeNull();
    },
  );

  it("is read as our own pages write it", () => {
    const start: Record<Frequency, (year: number, at: number) => string> = {
      day: (year, at) => `${year}-0${(at % 9) + 1}-11`,
      week: (year, at) => `${year}-0${(at % 9) + 1}-11`,
      month: (year, at) => `${year}-0${(at % 9) + 1}-01`,
      quarter: (year, at) => `${year}-${["01", "04", "07", "10"][at % 4]}-01`,
      half: (year, at) => `${year}-${["01", "07"][at % 2]}-01`,
      year: (year) => `${year}-01-01`,
    };
    const frequency = fc.constantFrom<Frequency>("day", "month", "quarter", "half", "year");
    fc.assert(
      fc.property(frequency, fc.integer({ min: 2000, max: 2060 }), fc.nat(11), (every, year, at) => {
        const day = start[every](year, at);
        expect(readPeriod(periodLabel(day, every))).toEqual({ start: day, frequency: every, status: null });
      }),
    );
  });
});
