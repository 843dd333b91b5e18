import { describe, expect, test } from "vitest";
import { flowFigure, shareFigure } from "@/lib/dashboards/capex/cash-figures";
import { companiesFigure } from "@/lib/dashboards/capex/companies-figure";
import { factsOf } from "@/lib/dashboards/capex/facts";
import { membership } from "@/lib/dashboards/capex/members";
import { pointInTimeFinding } from "@/lib/dashboards/capex/point-in-time-finding";
import { sumFigure } from "@/lib/dashboards/capex/sum-figure";
import { CapexView } from "@/lib/dashboards/capex/view";
import { pointInTime } from "@/lib/models/capex-point-in-time";
import type { Observation } from "@/lib/store/rows";
import { constructed, YEAR } from "./constructed";

/** A constructed observation as the store would give it. */
const stored = (over: Parameters<typeof constructed>[0]): Observation => ({
  ...constructed(over),
  measure: "quarter",
  confidence: null,
  note: null,
});
const label = (_: string, value: string) => value;
const nobody = (company: string) => company;
const period = { key: "FY2025", label: "FY2025 (Dec-25)", span: YEAR, kinds: 2 };
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

describe("a title of capex", () => {
  test("a ratio that rests on what is no actual says in its title what it is", () => {
    const lines = (period: string, status: Observation["status"]) => [
      { ...stored({ company: "alpha", period, value: 4e9 }), status },
      stored({ company: "alpha", period, value: 8e9, line: "operating-cash-flow" }),
    ];
    const quarters = ["2025-01-01", "2025-04-01", "2025-07-01", "2025-10-01"];
    const whole = ["capex", "operating-cash-flow"].map((line) =>
      stored({
        company: "alpha",
        frequency: "year",
        period: "2025-01-01",
        periodEnd: "2025-12-31",
        periodLabel: "FY2025",
        value: 8e9,
        line,
      }),
    );
    const facts = (status: Observation["status"]) =>
      factsOf(null, label, [
        ...whole.map((one) => ({ ...one, status })),
        ...quarters.slice(0, 3).flatMap((one) => lines(one, "A")),
        ...lines("2025-10-01", status),
      ]);
    expect(flowFigure(facts("P"), "alpha").title).toBe(
      "alpha put 50% (provisional) of operating cash flow into cash capex in 2025Q4 (Dec-25), after 50% in 2025Q3 (Sep-25)",
    );
    expect(shareFigure(facts("P"), membership("alpha", nobody), "alpha").title).toContain(
      "alpha spent 50% (provisional)",
    );
  });

  test("makes no range of a floor and a point of consensus, and names the floor beside them", () => {
    const street = (publisher: string, value: number | null, low: number | null = null) => ({
      ...stored({ series: publisher, frequency: "year", status: "C", value, low }),
      dims: { definition: "not-stated", publisher },
    });
    const titleOf = (consensus: Observation[]) =>
      pointInTimeFinding(
        pointInTime(YEAR, { guidance: [], consensus, estimate: [] }, new Map()),
        statements,
        period,
        CapexView.parse({}),
      );
    expect(titleOf([street("a", 725e9), street("b", 600e9), street("c", null, 470e9)])).toBe(
      "Acme, FY2025: consensus $600B–725B (2 publishers, definition not stated, 2025-05-01), another at least $470B",
    );
    expect(titleOf([street("a", 725e9), street("c", null, 470e9)])).toContain(
      "consensus $725B (definition not stated, 2025-05-01), another at least $470B",
    );
    expect(titleOf([street("c", null, 470e9)])).toContain("consensus at least $470B (");
  });

  test("tells no consensus and no guidance that was withdrawn", () => {
    const view = (status: Observation["status"], knownAt: string): Observation => ({
      ...stored({ series: "a", frequency: "year", status, value: status === "W" ? null : 500e9, knownAt }),
      dims: { definition: "not-stated", publisher: "a" },
    });
    const titleOf = (rows: Observation[]) =>
      pointInTimeFinding(
        pointInTime(YEAR, { guidance: [], consensus: rows, estimate: [] }, new Map()),
        statements,
        period,
        CapexView.parse({}),
      );
    const said = view("C", "2025-05-01T00:00:00.000Z");
    expect(titleOf([said])).toContain("consensus $500B");
    expect(titleOf([said, view("W", "2025-06-01T00:00:00.000Z")])).not.toContain("500");
  });

  test("says of a growth what the quarter a year before is, where that is no actual", () => {
    const quarter = (period: string, value: number, status: Observation["status"]) => ({
      ...stored({ company: "alpha", period, value }),
      status,
    });
    const facts = factsOf(
      null,
      label,
      [quarter("2024-04-01", 2e9, "P"), quarter("2025-04-01", 3e9, "A")],
      [],
      "2025-08-01",
    );
    const alone = membership("alpha", nobody);
    const view = CapexView.parse({ companies: "alpha", company: "alpha" });
    expect(sumFigure(facts, alone, view).title).toBe(
      "Cash capex of alpha reached $3B in 2025Q2, 50% more than a year before (provisional)",
    );
    expect(companiesFigure(facts, alone, { ...view, unit: "yoy" }).title).toContain("alpha +50% (provisional)");
  });
});
