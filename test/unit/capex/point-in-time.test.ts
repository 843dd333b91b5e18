import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { groupVintages } from "@/lib/models/capex-group";
import { finalOf, pointInTime, runningSum, standingAt } from "@/lib/models/capex-point-in-time";
import { constructed, constructedYear, YEAR } from "./constructed";

const at = (day: string) => `${day}T00:00:00.000Z`;

describe("what had been reported", () => {
  test("the sum grows by a step at each quarter and is complete with the last", () => {
    const steps = runningSum(constructedYear([10, 20, 30, 40]), YEAR);
    expect(steps.map((one) => [one.knownAt.slice(0, 10), one.sum, one.complete])).toEqual([
      ["2025-04-30", 10, false],
      ["2025-07-30", 30, false],
      ["2025-10-30", 60, false],
      ["2026-01-30", 100, true],
    ]);
  });

  test("a quarter after a gap does not count until the gap is closed", () => {
    const [first, second, third] = constructedYear([10, 20, 30]);
    if (!first || !second || !third) throw new Error("three quarters");
    const late = { ...second, knownAt: at("2025-12-01") };
    expect(runningSum([first, late, third], YEAR).map((one) => one.sum)).toEqual([10, 60]);
  });

  test("a revision is a step of its own, and a withdrawal leaves nothing rather than zero", () => {
    const [first] = constructedYear([10]);
    if (!first) throw new Error("one quarter");
    const revised = { ...first, value: 12, knownAt: at("2025-06-01") };
    const gone = { ...first, value: null, status: "W" as const, knownAt: at("2025-07-01") };
    expect(runningSum([first, revised, gone], YEAR).map((one) => one.sum)).toEqual([10, 12, null]);
  });

  test("a more trusted basis takes over on the day on which it is known", () => {
    const said = constructed({ basis: "company-statement", value: 9, knownAt: at("2025-04-20") });
    const filed = constructed({ value: 10, knownAt: at("2025-05-02") });
    expect(runningSum([filed, said], YEAR).map((one) => one.sum)).toEqual([9, 10]);
  });

  test("quarters outside of the span and yearly values are not in the sum", () => {
    const outside = constructed({ period: "2026-01-01", value: 1000 });
    const whole = constructed({ frequency: "year", value: 5000 });
    expect(runningSum([...constructedYear([10]), outside, whole], YEAR).at(-1)?.sum).toBe(10);
  });

  test("a fiscal year of 52 weeks is complete by its own days", () => {
    const days = [
      ["2024-09-29", "2024-12-28"],
      ["2024-12-29", "2025-03-29"],
      ["2025-03-30", "2025-06-28"],
      ["2025-06-29", "2025-09-27"],
    ];
    const rows = days.map(([period = "", periodEnd = ""]) => constructed({ period, periodEnd, value: 5 }));
    expect(runningSum(rows, { start: "2024-09-29", end: "2025-09-27" }).at(-1)).toMatchObject({
      sum: 20,
      complete: true,
    });
  });

  test("no step uses anything known after it", () => {
    const row = fc.record({
      quarter: fc.nat(3),
      value: fc.option(fc.integer({ min: 0, max: 99 })),
      day: fc.integer({ min: 10, max: 28 }),
    });
    fc.assert(
      fc.property(fc.array(row, { maxLength: 12 }), (rows) => {
        const vintages = rows.map(({ quarter, value, day }) =>
          constructed({
            period: `2025-${["01", "04", "07", "10"][quarter] ?? "01"}-01`,
            value,
            status: value === null ? "W" : "A",
            knownAt: at(`2026-02-${day}`),
          }),
        );
        const all = runningSum(vintages, YEAR);
        for (const step of all) {
          const then = vintages.filter((one) => one.knownAt <= step.knownAt);
          expect(runningSum(then, YEAR).at(-1)).toEqual(step);
        }
      }),
    );
  });
});

describe("the actual of a whole year", () => {
  test("is what was stated for it before what its quarters add up to", () => {
    const quarters = constructedYear([10, 20, 30, 40]);
    const stated = constructed({ frequency: "year", value: 101, knownAt: at("2026-02-15") });
    expect(finalOf(quarters, YEAR)).toMatchObject({ kind: "sum", value: 100, knownAt: at("2026-01-30") });
    expect(finalOf([...quarters, stated], YEAR)).toMatchObject({ kind: "stated", value: 101 });
  });

  test("is not known from three quarters", () => {
    expect(finalOf(constructedYear([10, 20, 30]), YEAR)).toBeNull();
    expect(finalOf([], YEAR)).toBeNull();
  });
});

describe("views and actuals beside each other", () => {
  const views = {
    guidance: [
      constructed({
        series: "G.CASH",
        frequency: "year",
        low: 66,
        high: 72,
        value: null,
        status: "G",
        knownAt: at("2025-07-30"),
      }),
      constructed({
        series: "G.CASH",
        frequency: "year",
        low: 60,
        high: 65,
        value: null,
        status: "G",
        knownAt: at("2025-01-29"),
      }),
      constructed({ series: "G.LEASES", frequency: "year", value: 80, status: "G" }),
      constructed({ series: "G.CASH", frequency: "year", period: "2026-01-01", value: 99, status: "G" }),
    ],
    consensus: [
      constructed({ series: "C.A", frequency: "year", status: "C" }),
      constructed({ series: "C.B", frequency: "year", status: "C" }),
    ],
    estimate: [constructed({ series: "E.A", frequency: "quarter", status: "F" })],
  };

  test("each definition and publisher is a line of its own, of that period alone, oldest first", () => {
    const { views: lines } = pointInTime(YEAR, views, new Map());
    expect(lines.map((one) => [one.kind, one.rows.map((row) => row.series)])).toEqual([
      ["guidance", ["G.CASH", "G.CASH"]],
      ["guidance", ["G.LEASES"]],
      ["consensus", ["C.A"]],
      ["consensus", ["C.B"]],
    ]);
    expect(lines[0]?.rows.map((one) => one.low)).toEqual([60, 66]);
    expect(lines[0]?.rows.map((one) => one.value)).toEqual([null, null]);
  });

  test("lines of different definitions are added up apart", () => {
    const actuals = new Map([
      ["capex", constructedYear([1, 1, 1, 1])],
      ["capex-incl-finance-leases", constructedYear([2, 2])],
      ["empty", []],
    ]);
    const known = pointInTime(YEAR, views, actuals).actuals;
    expect(known.map((one) => [one.line, one.steps.at(-1)?.sum, one.final?.value ?? null])).toEqual([
      ["capex", 4, 4],
      ["capex-incl-finance-leases", 4, null],
    ]);
  });
});

describe("a group as one company", () => {
  test("has a quarter only from when every member had reported it", () => {
    const alpha = constructedYear([10, 20], { company: "alpha" });
    const beta = constructedYear([1], { company: "beta" }).map((one) => ({ ...one, knownAt: at("2025-05-09") }));
    const made = groupVintages([...alpha, ...beta], ["alpha", "beta"]);
    expect(made.map((one) => [one.period, one.value, one.knownAt.slice(0, 10)])).toEqual([
      ["2025-01-01", 11, "2025-05-09"],
    ]);
  });

  test("withdraws a quarter that a member withdraws", () => {
    const [alpha, beta] = ["alpha", "beta"].flatMap((company) => constructedYear([10], { company }));
    if (!alpha || !beta) throw new Error("two members");
    const gone = { ...beta, value: null, status: "W" as const, knownAt: at("2025-08-01") };
    const made = groupVintages([alpha, beta, gone], ["alpha", "beta"]);
    expect(made.map((one) => [one.value, one.status])).toEqual([
      [20, "A"],
      [null, "W"],
    ]);
    expect(standingAt(made, at("2025-09-01"))).toEqual([]);
  });
});
