import { describe, expect, it } from "vitest";
import { datasetFinding } from "@/lib/dashboards/dataset/finding";
import { besides } from "@/lib/dashboards/home/stored-headline";
import { datasetOf } from "@/lib/datasets/registry";
import type { Observation } from "@/lib/store/rows";
import { told } from "../telling/told";

/** A constructed statement as the store would give it. */
const stored = (change: Parameters<typeof told>[0]): Observation => ({
  ...told(change),
  confidence: null,
  source: "constructed",
  note: null,
});

const limit = { staleAfterDays: 365, asOf: new Date("2026-11-24T12:00:00Z"), leads: () => true };
const label = (_: string, value: string) => value;

describe("the finding of a dataset's page", () => {
  it("counts statements under the period that all of their rows have in the table, else by its end", () => {
    const dataset = datasetOf("capex-guidance");
    const guided = (company: string, periodLabel: string, change: Partial<Observation> = {}) =>
      stored({
        series: company,
        measure: "year",
        unit: "USD",
        frequency: "year",
        period: "2026-01-01",
        periodEnd: "2026-12-31",
        periodLabel,
        status: "G",
        ...change,
        dims: { company, definition: "cash", words: "own", publisher: company },
      });
    const finding = (all: Observation[]) =>
      datasetFinding(all, all, { dataset, view: { measure: "year", rows: "latest", filters: {} }, label, limit });
    const fiscal = [guided("a", "FY2026"), guided("b", "FY2026")];
    expect(finding(fiscal)).toMatch(/: 2 guided values for FY2026 \(Dec-26\), of 2 in the table$/);
    expect(finding([...fiscal, guided("c", "2026")])).toMatch(/: 3 guided values for the year to Dec-26, of 3 in/);
    const half = guided("c", "1H", { periodEnd: "2026-06-30" });
    expect(finding([...fiscal, half])).toMatch(/: 3 guided values for periods from 2026-01-01 on, of 3 in/);
  });

  it("calls nothing the highest where another thing's newest statement of another day reaches as far", () => {
    const dataset = datasetOf("accelerator-cost");
    const cost = (accelerator: string, value: number, change: Partial<Observation> = {}) =>
      stored({
        series: accelerator,
        measure: "usd",
        unit: "USD",
        value,
        status: "E",
        ...change,
        dims: { accelerator, scope: "chip", component: "total", publisher: "p" },
      });
    const finding = (all: Observation[]) =>
      datasetFinding(all, all, { dataset, view: { measure: "usd", rows: "latest", filters: {} }, label, limit });
    const three = [cost("a", 8000), cost("b", 6500), cost("c", 4000)];
    expect(finding(three)).toContain("the highest of 3 comparable estimates");
    const merged = (dimension: string, value: string) => (value === "c" ? "b" : label(dimension, value));
    const view = { measure: "usd", rows: "latest" as const, filters: {} };
    expect(datasetFinding(three, three, { dataset, view, label: merged, limit })).not.toContain("highest");
    const range = cost("d", 0, { value: null, low: 7000, high: 9000, period: "2026-02-01" });
    expect(finding([...three, range])).not.toContain("highest");
    expect(finding([...three, { ...range, high: 7500 }])).toContain("the highest of 3");
  });
});

describe("a tile of one stored number", () => {
  it("names what else is said for its day or a later one, rival numbers and newer floors", () => {
    const newest = stored({ value: 590, period: "2025-09-30" });
    const floor = stored({ value: null, low: 850, period: "2025-12-31" });
    const rival = stored({ value: 600, period: "2025-09-30" });
    const others = [stored({ value: 470, period: "2025-06-30" }), stored({ value: 1e5, unit: "GPUs" })];
    expect(besides(newest, [newest, floor, rival, ...others])).toEqual([floor, rival]);
  });
});
