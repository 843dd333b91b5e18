import { describe, expect, it } from "vitest";
import { columnOf } from "@/lib/studio/grid/columns";
import { rhythmOf } from "@/lib/studio/grid/fiscal-rhythm";

const known = (...periods: [string, string, string | null][]) =>
  periods.map(([period, periodEnd, periodLabel]) => ({
    column: columnOf(period, periodEnd, "quarter"),
    period,
    periodEnd,
    periodLabel,
  }));
const rhythm = (...periods: [string, string, string | null][]) => {
  const found = rhythmOf(known(...periods), "quarter");
  if (!found) throw new Error("the series is fiscal");
  return found;
};

const months = rhythm(
  ["2025-09-01", "2025-11-30", "FY2026Q2"],
  ["2025-12-01", "2026-02-28", "FY2026Q3"],
  ["2026-03-01", "2026-05-31", "FY2026Q4"],
);
const lastSunday = rhythm(
  ["2025-07-28", "2025-10-26", "FY2026Q3"],
  ["2025-10-27", "2026-01-25", "FY2026Q4"],
  ["2026-01-26", "2026-04-26", "FY2027Q1"],
);
const weeks = rhythm(
  ["2025-02-03", "2025-05-04", "FY2025Q2"],
  ["2025-05-05", "2025-08-03", "FY2025Q3"],
  ["2025-08-04", "2025-11-02", "FY2025Q4"],
  ["2025-11-03", "2026-02-01", "FY2026Q1"],
);

describe("the next fiscal period", () => {
  it("follows the last days of months, the fiscal year included", () => {
    expect(months.at("2026-07-01")).toEqual({ period: "2026-06-01", periodEnd: "2026-08-31", periodLabel: "FY2027Q1" });
    expect(months.at("2027-01-01")).toEqual({ period: "2026-12-01", periodEnd: "2027-02-28", periodLabel: "FY2027Q3" });
    expect(months.at("2025-07-01")).toMatchObject({ period: "2025-06-01", periodEnd: "2025-08-31" });
  });

  it("follows the last weekday of a month", () => {
    expect(lastSunday.at("2026-04-01")).toEqual({
      period: "2026-04-27",
      periodEnd: "2026-07-26",
      periodLabel: "FY2027Q2",
    });
  });

  it("follows weeks, but for the last of a year, which may have one more", () => {
    expect(weeks.at("2026-01-01")).toEqual({ period: "2026-02-02", periodEnd: "2026-05-03", periodLabel: "FY2026Q2" });
    const third = rhythm(
      ["2025-02-03", "2025-05-04", "FY2025Q2"],
      ["2025-05-05", "2025-08-03", "FY2025Q3"],
      ["2025-11-03", "2026-02-01", "FY2026Q1"],
      ["2026-02-02", "2026-05-03", "FY2026Q2"],
      ["2026-05-04", "2026-08-02", "FY2026Q3"],
    );
    expect(third.at("2026-07-01")).toHaveProperty("candidates");
  });

  it("of a gap is what lies between its neighbours", () => {
    const gap = rhythm(["2025-02-03", "2025-05-04", "FY2025Q2"], ["2025-08-04", "2025-11-02", "FY2025Q4"]);
    expect(gap.at("2025-04-01")).toEqual({ period: "2025-05-05", periodEnd: "2025-08-03", periodLabel: "FY2025Q3" });
  });

  it("is open where the rhythm breaks or one end alone is known, until somebody says the day", () => {
    const one = rhythm(["2025-09-28", "2025-12-27", "FY2025Q4"]);
    expect(one.at("2026-01-01")).toEqual({ candidates: ["2026-03-28", "2026-03-31", "2026-04-04"] });
    expect(one.at("2026-01-01", "2026-03-28")).toEqual({
      period: "2025-12-28",
      periodEnd: "2026-03-28",
      periodLabel: "FY2026Q1",
    });
    expect(one.at("2026-01-01", "2026-12-28")).toHaveProperty("candidates");
  });

  it("is found by its last day and by the company's own name", () => {
    expect([lastSunday.columnByEnd("2026-04-26"), lastSunday.columnByEnd("2026-07-26")]).toEqual([
      "2026-01-01",
      "2026-04-01",
    ]);
    expect([lastSunday.columnByEnd("2026-07-31"), lastSunday.columnByEnd("2026-04-30")]).toEqual([null, null]);
    expect([
      lastSunday.columnByLabel("FY2026Q4"),
      lastSunday.columnByLabel("FY2027Q2"),
      lastSunday.columnByLabel("FY2020Q1"),
    ]).toEqual(["2025-10-01", "2026-04-01", null]);
  });

  it("is none where periods are the calendar's", () => {
    expect(
      rhythmOf([{ column: "2026-01-01", period: "2026-01-01", periodEnd: null, periodLabel: null }], "quarter"),
    ).toBeNull();
  });
});
