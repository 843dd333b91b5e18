import { describe, expect, it } from "vitest";
import { compareWithActual, type Expected } from "@/lib/models/capex-comparison";
import { dueQuarter, missingRuns, runWords } from "@/lib/models/capex-gaps";
import { againstActual } from "@/lib/dashboards/capex/against-actual";
import { pointInTimeFinding } from "@/lib/dashboards/capex/point-in-time-finding";
import { pointInTimeChart } from "@/lib/dashboards/capex/point-in-time-chart";
import { CapexView } from "@/lib/dashboards/capex/view";
import { pointInTime } from "@/lib/models/capex-point-in-time";
import type { Observation } from "@/lib/store/rows";
import { constructed, constructedYear, YEAR } from "./constructed";

const expected = (over: Partial<Expected>): Expected => ({
  value: null,
  low: null,
  high: null,
  definition: "incl-new-lease-assets",
  ...over,
});
/** What a constructed company reported of one quarter: cash, and with the assets of new leases. */
const actuals = new Map([
  ["capex", 29.9e9],
  ["capex-incl-new-lease-assets", 37.5e9],
]);

describe("what was expected of capex", () => {
  it("is held against the actual of its own definition, whatever another one says", () => {
    expect(compareWithActual(expected({ value: 36.25e9 }), actuals)).toMatchObject({
      verdict: "above",
      actual: 37.5e9,
    });
    expect(compareWithActual(expected({ value: 36.25e9, definition: "cash" }), actuals)).toMatchObject({
      verdict: "below",
      actual: 29.9e9,
    });
  });

  it.each([
    [{ value: 37.4e9 }, "in line"],
    [{ low: 30e9, high: 40e9 }, "within"],
    [{ low: 38e9, high: 40e9 }, "below"],
    [{ low: 30e9, high: 36e9 }, "above"],
    [{ low: 30e9 }, "within"],
    [{ low: 38e9 }, "below"],
    [{ high: 30e9 }, "above"],
  ] as const)("is met or missed by its ends: %j is %s", (ends, verdict) => {
    expect(compareWithActual(expected(ends), actuals)).toMatchObject({ verdict });
  });

  it.each([
    ["not-stated", "definition not stated"],
    [undefined, "definition not stated"],
    ["incl-leases-unspecified", "definition not stated"],
    ["net-of-customer-funding", "nobody reports by its definition"],
    ["incl-finance-leases", "no actual on its definition"],
  ])("is compared with nothing where its definition is %s", (definition, why) => {
    expect(compareWithActual({ ...expected({ value: 36e9 }), definition }, actuals)).toEqual({ verdict: null, why });
  });
});

const label = (_: string, value: string) => value;
const said = {
  subject: "acme",
  name: "Acme",
  isGroup: false,
  label,
  views: { guidance: [], consensus: [], estimate: [] },
  actuals: new Map(),
  reported: [],
  closed: [],
};
const period = { key: "FY2025", label: "FY2025 (Dec-25)", span: YEAR, kinds: 2 };
const view = CapexView.parse({});
const stated = (series: string, dims: Record<string, string>, over: Partial<Observation>): Observation => ({
  ...constructed({ series, frequency: "year", knownAt: "2025-02-01T00:00:00.000Z" }),
  measure: "year",
  confidence: null,
  note: null,
  dims,
  ...over,
});
const own = stated("G", { definition: "cash", words: "own" }, { status: "G", value: null, low: 60e9, high: 65e9 });
const relayed = stated(
  "R",
  { definition: "cash", words: "relayed", publisher: "a paper" },
  { status: "F", value: 99e9 },
);
const street = (definition: string, value: number) =>
  stated(`C.${definition}`, { definition, publisher: "street" }, { status: "C", value });

const done = new Map([
  ["capex", constructedYear([15e9, 15e9, 15e9, 15e9])],
  ["capex-incl-new-lease-assets", constructedYear([20e9, 20e9, 20e9, 20e9])],
]);
const going = new Map([["capex", constructedYear([15e9, 15e9])]]);
const views = (guidance: Observation[], consensus: Observation[] = []) => ({ guidance, consensus, estimate: [] });
const title = (of: ReturnType<typeof views>, reported = done) =>
  pointInTimeFinding(pointInTime(YEAR, of, reported), said, period, view);

describe("the title of a year's path", () => {
  it("takes the actual on the consensus's definition, and beats are beats", () => {
    expect(title(views([], [street("incl-new-lease-assets", 75e9)]))).toBe(
      "Acme spent $80B in FY2025 (capex with new finance-lease assets), above the consensus of $75B",
    );
  });

  it("says that there is no comparison where no expectation states the definition", () => {
    expect(title(views([], [street("not-stated", 75e9)]))).toBe(
      "Acme spent $60B in FY2025 (cash capex); no expectation is stated on that definition",
    );
  });

  it("never leads with what others say that the company guided", () => {
    expect(title(views([relayed]))).toBe("Acme spent $60B in FY2025 (cash capex)");
    expect(title(views([relayed]), going)).toBe("Acme has reported $30B for FY2025 so far (cash capex, 2 quarters)");
    expect(title(views([relayed, own]), going)).toBe(
      "Acme has reported $30B for FY2025 so far (cash capex, 2 quarters); it guided $60B–65B on 2025-02-01 (cash)",
    );
  });

  it("says whose, of which definition and of when a consensus is", () => {
    expect(title(views([], [street("not-stated", 75e9)]), going)).toBe(
      "Acme has reported $30B for FY2025 so far (cash capex, 2 quarters); consensus $75B (definition not stated, 2025-02-01)",
    );
  });
});

describe("the path of a year", () => {
  it("calls a sum of some quarters the year to date, and draws relayed guidance in grey", () => {
    const chart = pointInTimeChart(pointInTime(YEAR, views([relayed, own]), going), said, period, "2025-12-01");
    const names = chart?.series.map((one) => [one.name, one.muted ?? false]);
    expect(names).toContainEqual(["Year to date, cash", false]);
    expect(names).toContainEqual(["Relayed, a paper (cash)", true]);
    expect(names).toContainEqual(["Guidance, cash", false]);
  });

  it("tells in its table how each expectation came out, or why it is not compared", () => {
    const known = pointInTime(YEAR, views([own], [street("not-stated", 75e9)]), done);
    expect(againstActual(own, known)).toBe("actual within it: $60B, cash capex");
    expect(againstActual(street("not-stated", 75e9), known)).toBe("not compared: definition not stated");
    expect(againstActual(street("incl-new-lease-assets", 75e9), known)).toBe(
      "actual above it by $5B: $80B, capex with new finance-lease assets",
    );
    expect(againstActual(own, pointInTime(YEAR, views([own]), going))).toBe("period not complete");
  });
});

describe("quarters that are missing", () => {
  it("are due six weeks after their end", () => {
    expect(dueQuarter("2026-12-01")).toBe("2026-07-01");
    expect(dueQuarter("2026-11-10")).toBe("2026-04-01");
    expect(dueQuarter("2026-02-20")).toBe("2025-10-01");
  });

  it("are named in runs from the first known one to the newest that is due", () => {
    const known = new Set(["2025-01-01", "2025-10-01"]);
    expect(runWords(missingRuns(known, "2026-04-01"))).toBe("2025Q2 to 2025Q3, 2026Q1 to 2026Q2");
    expect(missingRuns(new Set(), "2026-04-01")).toEqual([]);
  });
});
