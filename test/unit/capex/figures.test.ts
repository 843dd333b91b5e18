import { describe, expect, test } from "vitest";
import { companiesFigure } from "@/lib/dashboards/capex/companies-figure";
import { flowFigure } from "@/lib/dashboards/capex/cash-figures";
import { factsOf } from "@/lib/dashboards/capex/facts";
import { membership, toggled } from "@/lib/dashboards/capex/members";
import { pointInTimeFinding } from "@/lib/dashboards/capex/point-in-time-finding";
import { sumFigure } from "@/lib/dashboards/capex/sum-figure";
import { CapexView } from "@/lib/dashboards/capex/view";
import { withSources } from "@/lib/dashboards/figure-sources";
import type { ReferenceRate } from "@/lib/models/convert-currency";
import { pointInTime } from "@/lib/models/capex-point-in-time";
import type { Observation } from "@/lib/store/rows";
import { constructed, constructedYear, YEAR } from "./constructed";

/** A constructed observation as the store would give it. */
const stored = (over: Parameters<typeof constructed>[0]): Observation => ({
  ...constructed(over),
  measure: "quarter",
  confidence: null,
  note: null,
});
const storedYear = (values: readonly number[], over: Parameters<typeof constructed>[0]): Observation[] =>
  constructedYear(values, over).map((one) => ({ ...one, measure: "quarter", confidence: null, note: null }));

const label = (_: string, value: string) => value;
const view = (over: Partial<CapexView> = {}): CapexView => ({
  ...CapexView.parse({}),
  companies: "alpha,beta",
  ...over,
});
/** Constructed rates of each day of the first quarter of 2025. */
const quarterOfRates = Array.from({ length: 90 }, (_, n) =>
  new Date(Date.UTC(2025, 0, 1 + n)).toISOString().slice(0, 10),
).flatMap((day): ReferenceRate[] => [
  { currency: "usd", day, perEuro: 1.2 },
  { currency: "cny", day, perEuro: 8 },
]);
const nobody = (company: string) => company;

describe("the sum", () => {
  const observations = [
    ...storedYear([10e9, 20e9], { company: "alpha" }),
    ...storedYear([1e9], { company: "beta" }),
    stored({ company: "beta", line: "capex-incl-finance-leases", period: "2025-04-01", value: 5e9 }),
    stored({ company: "gamma", unit: "CNY", value: 7e9 }),
  ];
  const facts = factsOf(null, label, observations);

  test("has a value where all are known; else it says who is missing and why", () => {
    const { table, title, chart } = sumFigure(facts, membership("alpha,beta", nobody), view());
    expect(table.rows.map((row) => [row["quarter"]?.text, row["sum"]?.value, row["contains"]?.value])).toEqual([
      ["2025Q2", null, "not complete: beta missing (known only with finance-lease principal)"],
      ["2025Q1", 11e9, "all 2"],
    ]);
    expect(table.rows[0]?.["sum"]?.text).toBe("not complete");
    expect(title).toBe("Cash capex of alpha and beta was $11B in 2025Q1; 2025Q2 lacks beta");
    expect(chart?.series.map((one) => one.points.map((point) => point.x))).toEqual([["2025-01-01"], ["2025-01-01"]]);
  });

  test("lacks what is reported in another currency while no rates of all of its days are stored", () => {
    const sum = (rates: ReferenceRate[]) =>
      sumFigure(factsOf(null, label, observations, rates), membership("alpha,gamma", nobody), view());
    const unconverted = "not complete: gamma missing (reported in CNY, and no rates of all of its days are stored)";
    for (const rates of [[], quarterOfRates.slice(40)]) {
      expect(sum(rates).chart).toBeNull();
      expect(sum(rates).table.rows.map((row) => row["contains"]?.value)).toContain(unconverted);
    }
  });

  test("converts it at the mean of the quarter's rates, and says from what", () => {
    const facts = factsOf(null, label, observations, quarterOfRates);
    const figure = sumFigure(facts, membership("alpha,gamma", nobody), view());
    const { table, sources, note } = withSources(figure);
    const first = table.rows.find((row) => row["quarter"]?.text === "2025Q1");
    // 7B CNY at 8 CNY and 1.2 USD for a euro.
    expect(first?.["gamma"]?.value).toBeCloseTo(1.05e9, 0);
    expect(first?.["sum"]?.value).toBeCloseTo(11.05e9, 0);
    expect(first?.["gamma"]).toMatchObject({
      derivation: expect.stringContaining("at 6.6667 CNY for 1 USD, through the mean"),
      ref: { series: "TEST.gamma.capex.reported", period: "2025-01-01" },
    });
    expect(sources).toContain("ecb-exr");
    expect(note).toContain("converted through the euro");
    const { chart } = companiesFigure(facts, membership("alpha,gamma", nobody), view({ companies: "alpha,gamma" }));
    expect(chart?.series.map((one) => one.key)).toEqual(["alpha", "gamma"]);
  });

  test("prefers what was stated in USD to a conversion", () => {
    const both = [...observations, stored({ company: "gamma", value: 1e9 })];
    const { table } = sumFigure(factsOf(null, label, both, quarterOfRates), membership("gamma", nobody), view());
    expect(table.rows.map((row) => row["gamma"]?.value)).toEqual([1e9]);
  });

  test("every stored number leads back to its series, every computed one says how", () => {
    const { table } = sumFigure(facts, membership("alpha,beta", nobody), view());
    const whole = table.rows[1];
    expect(whole?.["alpha"]?.ref).toEqual({ series: "TEST.alpha.capex.reported", period: "2025-01-01" });
    expect(whole?.["sum"]?.derivation).toBe("Sum of cash capex in 2025Q1: alpha $10B, beta $1B");
  });
});

describe("who spent most", () => {
  const spent = (amounts: Record<string, number>, period = "2025-01-01") =>
    Object.entries(amounts).map(([company, value]) => stored({ company, value, period }));
  const title = (rows: Observation[], companies: string) =>
    companiesFigure(factsOf(null, label, rows), membership(companies, nobody), view({ companies })).title;

  test("is told of at least three companies, with their number, and never of two that are alike", () => {
    expect(title(spent({ alpha: 3e9, beta: 2e9, gamma: 1e9 }), "alpha,beta,gamma")).toBe(
      "alpha spent most of 3 companies in 2025Q1: $3B of cash capex; then beta $2B",
    );
    expect(title(spent({ alpha: 3e9, beta: 2e9 }), "alpha,beta")).toBe("Cash capex in 2025Q1: alpha $3B, beta $2B");
    expect(title(spent({ alpha: 3.001e9, beta: 3e9, gamma: 1e9 }), "alpha,beta,gamma")).toBe(
      "Cash capex in 2025Q1: alpha $3B, beta $3B, gamma $1B",
    );
  });

  test("says of what a relay told that it is provisional", () => {
    const rows = spent({ alpha: 3e9, beta: 2e9, gamma: 1e9 }).map((one) => ({ ...one, status: "P" as const }));
    expect(title(rows, "alpha,beta,gamma")).toBe(
      "alpha spent most of 3 companies in 2025Q1: $3B (provisional) of cash capex; then beta $2B (provisional)",
    );
    const sum = sumFigure(factsOf(null, label, rows), membership("alpha,beta", nobody), view());
    expect(sum.title).toMatch(/was \$5B in 2025Q1 \(provisional\)/);
    expect(sum.table.rows[0]?.["sum"]?.status).toBe("P");
  });

  test("names who has nothing for the quarter that is told", () => {
    const rows = [...spent({ alpha: 3e9, beta: 2e9, gamma: 1e9 }), ...spent({ delta: 9e9 }, "2023-01-01")];
    expect(title(rows, "alpha,beta,gamma,delta")).toMatch(/of 3 companies in 2025Q1.*; delta not known for it$/);
  });
});

describe("a group whose members count leases in two ways", () => {
  test("has no sum of them, and says who lacks the definition", () => {
    const rows = [
      ...storedYear([1e9], { company: "alpha", line: "capex-incl-finance-leases" }),
      ...storedYear([2e9], { company: "beta", line: "capex-incl-new-lease-assets" }),
    ];
    const { title, chart, table } = sumFigure(
      factsOf(null, label, rows),
      membership("alpha,beta", nobody),
      view({ definition: "incl-finance-leases" }),
    );
    expect(chart).toBeNull();
    expect(title).toBe(
      "No quarter of capex with finance-lease principal is complete for alpha and beta: nothing of beta is known by it",
    );
    expect(table.rows[0]?.["contains"]?.value).toBe(
      "not complete: beta missing (known only with new finance-lease assets)",
    );
  });

  test("names the quarter that is not in yet", () => {
    const rows = [...storedYear([1e9, 1e9], { company: "alpha" }), ...storedYear([2e9], { company: "beta" })];
    const facts = (day: string) => factsOf(null, label, rows, [], day);
    const title = (day: string) => sumFigure(facts(day), membership("alpha,beta", nobody), view()).title;
    expect(title("2025-08-01")).toBe("Cash capex of alpha and beta was $3B in 2025Q1; beta's 2025Q2 is not in yet");
  });
});

describe("the companies", () => {
  test("a quarter that is not known is a gap, and growth is held against the same quarter", () => {
    const rows = [
      stored({ company: "alpha", period: "2024-01-01", value: 50 }),
      stored({ company: "alpha", period: "2024-07-01", value: 60 }),
      stored({ company: "alpha", period: "2025-01-01", value: 75 }),
    ];
    const facts = factsOf(null, label, rows);
    const level = companiesFigure(facts, membership("alpha", nobody), view({ companies: "alpha" }));
    expect(level.chart?.series[0]?.points.map((one) => one.y)).toEqual([50, null, 60, null, 75]);
    expect(level.table.rows[0]?.["yoy"]?.value).toBe(50);
    const yoy = companiesFigure(facts, membership("alpha", nobody), view({ unit: "yoy" }));
    expect(yoy.chart?.series[0]?.points).toEqual([{ x: "2025-01-01", y: 50, status: "A", sources: ["constructed"] }]);
  });

  test("fiscal quarters keep their label and end", () => {
    const row = stored({
      company: "alpha",
      period: "2026-05-01",
      periodEnd: "2026-07-31",
      periodLabel: "FY2026Q3",
      value: 5,
    });
    const figure = companiesFigure(
      factsOf(null, label, [row]),
      membership("alpha", nobody),
      view({ quarters: "fiscal" }),
    );
    expect(figure.table.rows[0]?.["period"]).toEqual({ value: "2026-07-31", text: "FQ3 2026 (Jul-26)" });
  });
});

describe("cash flow", () => {
  test("free cash flow that nobody stated is computed and says so; a loss has no ratio", () => {
    const lines = (period: string, capex: number, flow: number) => [
      stored({ company: "alpha", period, value: capex }),
      stored({ company: "alpha", period, value: flow, line: "operating-cash-flow" }),
    ];
    const facts = factsOf(null, label, [
      ...lines("2025-01-01", 4e9, 8e9),
      ...lines("2025-04-01", 4e9, 5e9),
      ...lines("2025-07-01", 4e9, -1e9),
    ]);
    const { table } = flowFigure(facts, "alpha");
    expect(table.rows.map((row) => [row["free"]?.value, row["ratio"]?.value])).toEqual([
      [-5e9, null],
      [1e9, 80],
      [4e9, 50],
    ]);
    expect(table.rows[2]?.["free"]?.derivation).toBe("Operating cash flow $8B less cash capex $4B");
  });
});

describe("who is in the sum", () => {
  test("a group by its name, or companies, each once", () => {
    expect(membership("big-5", nobody).members).toHaveLength(5);
    expect(membership("alpha,alpha,beta", nobody).members).toEqual(["alpha", "beta"]);
    expect(membership("meta,alphabet,microsoft,amazon", nobody).key).toBe("big-4");
  });

  test("taking one out and putting it back gives the same members; the last stays", () => {
    const four = membership("big-4", nobody);
    const three = membership(toggled(four, "meta") ?? "", nobody);
    expect(three.members).not.toContain("meta");
    expect(toggled(three, "meta")).toBe("big-4");
    expect(toggled(membership("alpha", nobody), "alpha")).toBeNull();
  });
});

describe("the finding of guidance and actuals", () => {
  const statements = {
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
  const guidance = [
    {
      ...stored({ series: "G", frequency: "year", status: "G", value: null, low: 60e9, high: 65e9 }),
      dims: { definition: "incl-finance-leases" },
    },
  ];
  const views = { guidance, consensus: [], estimate: [] };

  test("holds guidance against the definition that it is of", () => {
    const actuals = new Map([
      ["capex", constructedYear([1e9, 1e9, 1e9, 1e9])],
      ["capex-incl-finance-leases", constructedYear([15e9, 15e9, 15e9, 15e9])],
    ]);
    expect(pointInTimeFinding(pointInTime(YEAR, views, actuals), statements, period, view())).toBe(
      "Acme spent $60B in FY2025 (capex with finance-lease principal), within the $60B–65B guided on 2025-05-01",
    );
  });

  test("and says that there is no comparison where only another definition was reported", () => {
    const actuals = new Map([["capex", constructedYear([1e9, 1e9, 1e9, 1e9])]]);
    expect(pointInTimeFinding(pointInTime(YEAR, views, actuals), statements, period, view())).toBe(
      "Acme spent $4B in FY2025 (cash capex); no expectation is stated on that definition",
    );
  });
});
