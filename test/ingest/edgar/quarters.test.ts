import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Fact } from "@/lib/ingest/edgar/facts";
import { calendarQuarter, fiscalLabel } from "@/lib/ingest/edgar/fiscal";
import { spansOf, standingOn } from "@/lib/ingest/edgar/quarters";
import { reconcile } from "@/lib/ingest/edgar/reconcile";
import { vintagesOf } from "@/lib/ingest/edgar/vintages";

const fact = (start: string, end: string, value: number, filed: string, more: Partial<Fact> = {}): Fact => ({
  start,
  end,
  value,
  filed,
  tag: "Capex",
  rank: 0,
  accession: `a-${filed}`,
  form: "10-Q",
  ...more,
});
const ENDS = ["2025-03-31", "2025-06-30", "2025-09-30", "2025-12-31"];
const FILED = ["2025-04-25", "2025-07-24", "2025-10-30", "2026-02-05"];
/** A year as it is filed: the first quarter, the half, nine months, the year. */
const yearToDate = (values: readonly number[]): Fact[] =>
  values.map((value, at) => fact("2025-01-01", ENDS[at] ?? "", value, FILED[at] ?? ""));

describe("quarters from year-to-date values", () => {
  it("are differences of neighbours, as Alphabet's 2025 shows", () => {
    const { spans } = spansOf(standingOn(yearToDate([17197, 39643, 63596, 91447]), "2026-12-31"));
    const quarters = spans.filter((one) => one.kind === "quarter").toSorted((a, b) => (a.end < b.end ? -1 : 1));
    expect(quarters.map((one) => [one.start, one.end, one.value, one.basis])).toEqual([
      ["2025-01-01", "2025-03-31", 17197, "reported"],
      ["2025-04-01", "2025-06-30", 22446, "derived"],
      ["2025-07-01", "2025-09-30", 23953, "derived"],
      ["2025-10-01", "2025-12-31", 27851, "derived"],
    ]);
  });

  it("property: add up to the year again, whatever the values", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -1e9, max: 1e9 }), { minLength: 4, maxLength: 4 }), (quarters) => {
        const sums = quarters.map((_, at) => quarters.slice(0, at + 1).reduce((all, one) => all + one, 0));
        const { spans } = spansOf(standingOn(yearToDate(sums), "2026-12-31"));
        expect(reconcile(spans, 0)).toEqual({ agreed: 1, disagreements: [] });
        const found = spans.filter((one) => one.kind === "quarter").toSorted((a, b) => (a.end < b.end ? -1 : 1));
        expect(found.map((one) => one.value)).toEqual(quarters);
      }),
    );
  });

  it("prefer the quarter that a filing reports itself", () => {
    const own = fact("2025-04-01", "2025-06-30", 22_000, "2025-07-24");
    const { spans } = spansOf(standingOn([...yearToDate([17197, 39643]), own], "2026-12-31"));
    expect(spans.filter((one) => one.end === "2025-06-30")).toMatchObject([{ value: 22_000, basis: "reported" }]);
  });

  it("take a year less three quarters where the nine months were never filed", () => {
    const three = [1, 2, 3].map((value, at) =>
      fact(["2025-01-01", "2025-04-01", "2025-07-01"][at] ?? "", ENDS[at] ?? "", value, FILED[at] ?? ""),
    );
    const { spans } = spansOf(standingOn([...three, fact("2025-01-01", "2025-12-31", 10, "2026-02-05")], "2026-12-31"));
    expect(spans.find((one) => one.end === "2025-12-31" && one.kind === "quarter")).toMatchObject({
      value: 4,
      start: "2025-10-01",
      basis: "derived",
    });
  });

  it("are left out where the year was restated and its nine months were not", () => {
    const facts = [...yearToDate([17197, 39643, 63596, 91447]), fact("2025-01-01", "2025-12-31", 92_000, "2027-02-04")];
    const { spans, mixed } = spansOf(standingOn(facts, "2027-12-31"));
    expect(spans.filter((one) => one.kind === "quarter" && one.end === "2025-12-31")).toEqual([]);
    expect(mixed.map((one) => one.end)).toEqual(["2025-12-31"]);
  });
});

describe("what was known when", () => {
  it("is what had been filed by then: a repeated value is no news, another one is a vintage", () => {
    const facts = [
      ...yearToDate([17197, 39643]),
      fact("2025-01-01", "2025-03-31", 17197, "2026-04-30"),
      fact("2025-01-01", "2025-06-30", 39_700, "2026-07-23"),
    ];
    const { vintages } = vintagesOf(facts);
    expect(vintages.map((one) => [one.knownOn, one.end, one.basis, one.value])).toEqual([
      ["2025-04-25", "2025-03-31", "reported", 17197],
      ["2025-07-24", "2025-06-30", "derived", 22446],
      ["2026-07-23", "2025-06-30", "derived", 22503],
    ]);
  });

  it("follows a change of tags by the day of filing, not by the first tag that exists", () => {
    const old = fact("2025-01-01", "2025-03-31", 138, "2025-04-25", { tag: "Old", rank: 1 });
    const later = fact("2025-01-01", "2025-03-31", 1757, "2026-04-30", { tag: "New", rank: 0 });
    const stale = fact("2025-01-01", "2025-03-31", 138, "2024-01-01", { tag: "New", rank: 0 });
    expect(standingOn([old, later], "2025-12-31")).toMatchObject([{ value: 138, tag: "Old" }]);
    expect(standingOn([old, later], "2026-12-31")).toMatchObject([{ value: 1757, tag: "New", restated: true }]);
    expect(standingOn([stale, old], "2026-12-31")[0]?.tag).toBe("Old");
  });
});

describe("names of periods", () => {
  it.each([
    ["2026-04-26", "0125", false, "FY2027Q1"],
    ["2026-01-25", "0125", true, "FY2026"],
    ["2025-12-27", "0927", false, "FY2026Q1"],
    ["2026-06-30", "0630", false, "FY2026Q4"],
    ["2026-02-28", "0531", false, "FY2026Q3"],
    ["2025-12-31", "1231", true, "FY2025"],
    ["2022-12-31", "1226", false, "FY2022Q4"],
    ["2024-02-29", "0228", true, "FY2024"],
  ])("a span to %s of a year ending %s is %s %s", (end, yearEnd, whole, label) => {
    expect(fiscalLabel(end, yearEnd, whole)).toBe(label);
  });

  it("the calendar quarter holds the middle of the span", () => {
    expect(calendarQuarter({ start: "2026-01-26", end: "2026-04-26" })).toBe("2026Q1");
    expect(calendarQuarter({ start: "2026-04-01", end: "2026-06-30" })).toBe("2026Q2");
    expect(calendarQuarter({ start: "2026-03-01", end: "2026-05-31" })).toBe("2026Q2");
    expect(calendarQuarter({ start: "2025-11-28", end: "2026-02-26" })).toBe("2026Q1");
  });
});
