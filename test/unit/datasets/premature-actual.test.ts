import { describe, expect, it } from "vitest";
import { runChecks } from "@/lib/datasets/checks";
import type { DatasetDefinition } from "@/lib/datasets/define";
import { DatasetDefinition as Definition } from "@/lib/datasets/define";
import { mayBeActual, prematureActual } from "@/lib/datasets/premature-actual";
import type { ProposedObservation } from "@/lib/datasets/proposal";
import { datasetOf } from "@/lib/datasets/registry";
import { holdsOf } from "@/lib/ingest/gate/gate";
import { Frequency } from "@/lib/kernel/period";
import { dataset as toyInput } from "../../fixtures/toy/toy-lead-times.mjs";

/** A constructed definition of one measure with a frequency, and no check of its own. */
const of = (frequency: Frequency, actual: "after-period" | "within-period" = "after-period"): DatasetDefinition =>
  Definition.parse({
    ...toyInput,
    checks: [],
    measures: { lead_time: { ...toyInput.measures.lead_time, frequency, actual } },
  });

const value = (period: string, change: Partial<ProposedObservation> = {}): ProposedObservation => ({
  dataset: "toy-lead-times",
  measure: "lead_time",
  dims: { part: "sprocket", region: "north" },
  period,
  value: 12,
  status: "A",
  source: "toy-survey",
  ...change,
});

/** For each frequency a period, its last day, and the day on which it is over. */
const PERIODS: readonly [Frequency, string, string, string][] = [
  ["week", "2026-11-23", "2026-11-29", "2026-11-30"],
  ["month", "2026-02-01", "2026-02-28", "2026-03-01"],
  ["month", "2028-02-01", "2028-02-29", "2028-03-01"],
  ["quarter", "2026-10-01", "2026-12-31", "2027-01-01"],
  ["half", "2026-07-01", "2026-12-31", "2027-01-01"],
  ["year", "2026-01-01", "2026-12-31", "2027-01-01"],
];

describe("an actual", () => {
  it.each(PERIODS)(
    "of a %s that began on %s is refused up to %s and taken from %s on",
    (frequency, period, last, over) => {
      const dataset = of(frequency);
      expect(runChecks(dataset, [value(period)], last)).toMatchObject([
        { rule: "no-future-actuals", blocking: true, place: { series: "TOY_LEAD_TIME.SPROCKET.NORTH", period } },
      ]);
      expect(runChecks(dataset, [value(period)], period)).toHaveLength(1);
      expect(runChecks(dataset, [value(period)], over)).toEqual([]);
    },
  );

  it("of a day may be seen on that day and not before", () => {
    expect(runChecks(of("day"), [value("2026-11-30")], "2026-11-30")).toEqual([]);
    expect(runChecks(of("day"), [value("2026-12-01")], "2026-11-30")).toHaveLength(1);
  });

  it("of a fiscal period waits for that period's own end, be it earlier or later than the calendar's", () => {
    const [measure] = Object.values(of("quarter").measures);
    if (!measure) throw new Error("the constructed dataset measures something");
    const nvidia = { period: "2026-07-27", periodEnd: "2026-10-25" };
    expect(mayBeActual(measure, nvidia, "2026-10-25")).toBe(false);
    expect(mayBeActual(measure, nvidia, "2026-10-26")).toBe(true);
    const late = { period: "2026-11-02", periodEnd: "2027-01-31" };
    expect(mayBeActual(measure, late, "2027-01-15")).toBe(false);
    const short = { period: "2026-10-01", periodEnd: "2026-11-15" };
    expect(mayBeActual(measure, short, "2026-11-30")).toBe(true);
  });

  it("of a span in a dataset of days waits for the span's end, and one of an instant for its day alone", () => {
    const clouds = datasetOf("neocloud-financials");
    const span = value("2026-10-01", { dataset: clouds.slug, measure: "usd", periodEnd: "2026-12-31" });
    expect(prematureActual(clouds, span, "2026-11-30")).toMatch(/2026-10-01 ends on 2026-12-31/);
    expect(prematureActual(clouds, { ...span, periodEnd: "2026-10-01" }, "2026-10-01")).toBeNull();
  });

  it("counts from the day on which it became known, where it names one", () => {
    const early = value("2026-07-01", { knownAt: "2026-09-30T23:59:59.999Z" });
    expect(runChecks(of("quarter"), [early], "2026-11-30")).toHaveLength(1);
    expect(runChecks(of("quarter"), [{ ...early, knownAt: "2026-10-01T00:00:00.000Z" }], "2026-11-30")).toEqual([]);
  });

  it("may stand within its period where the definition says that it is observed then, and not before that begins", () => {
    const within = of("month", "within-period");
    expect(runChecks(within, [value("2026-11-01")], "2026-11-03")).toEqual([]);
    expect(runChecks(within, [value("2026-12-01")], "2026-11-30")[0]?.message).toMatch(/begins on 2026-12-01/);
    const claims = datasetOf("neocloud-claims");
    expect(Object.values(claims.measures).map((one) => one.actual)).toEqual(["within-period", "within-period"]);
  });

  it("is the only status that waits", () => {
    for (const status of ["P", "E", "F", "G", "C"] as const)
      expect(runChecks(of("quarter"), [value("2026-10-01", { status })], "2026-11-30")).toEqual([]);
    expect(runChecks(of("quarter"), [value("2026-10-01", { status: "W", value: null })], "2026-11-30")).toEqual([]);
  });

  it("is refused in words that name the period, its end and the way out", () => {
    expect(prematureActual(of("quarter"), value("2026-10-01"), "2026-11-30")).toBe(
      "2026Q4 ends on 2026-12-31, so its actual value cannot be known on 2026-11-30: make it provisional or an estimate",
    );
  });

  it("of a period under way is held by the gate, whichever dataset a connector feeds", () => {
    const held = (dataset: string, measure: string, period: string, more: Partial<ProposedObservation> = {}) =>
      holdsOf(
        datasetOf(dataset).gate,
        [{ series: "CONSTRUCTED", proposal: value(period, { dataset, measure, ...more }), standing: null }],
        [],
        "2026-11-30",
      ).map((one) => one.rule);
    expect(held("company-financials", "quarter", "2026-10-01")).toContain("future");
    expect(held("company-financials", "year", "2026-01-26", { periodEnd: "2027-01-31" })).toContain("future");
    expect(held("company-financials", "quarter", "2026-07-01")).not.toContain("future");
    expect(held("exchange-rates", "rate", "2026-11-30")).not.toContain("future");
    expect(held("exchange-rates", "rate", "2026-12-01")).toContain("future");
  });
});
