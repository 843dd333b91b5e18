import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fromDay, isOld } from "@/lib/dashboards/telling/age";
import { changeOn, computedChangeOn } from "@/lib/dashboards/telling/change";
import { spreadOf, spreadWords } from "@/lib/dashboards/telling/spread";
import type { Told } from "@/lib/dashboards/telling/statement";
import { statusToSay } from "@/lib/dashboards/telling/status-words";
import { tell } from "@/lib/dashboards/telling/tell";
import { Status } from "@/lib/kernel/status";
import { told } from "./told";

const limit = { staleAfterDays: 120, asOf: new Date("2026-11-24T12:00:00Z") };

describe("the age of a number", () => {
  it("is that of the last day it is about, or of the day it was said where that is earlier", () => {
    const share = told({ frequency: "quarter", period: "2025-07-01", knownAt: "2026-02-01T00:00:00Z" });
    expect(fromDay(share)).toBe("2025-09-30");
    expect(fromDay({ ...share, period: "2027-01-01", frequency: "year" })).toBe("2026-02-01");
    expect(isOld(share, limit)).toBe(true);
    expect(isOld(told({ period: "2026-08-01", knownAt: "2026-08-02T00:00:00Z" }), limit)).toBe(false);
  });
});

describe("a statement in a sentence", () => {
  it("has its period, and its kind where it has not happened", () => {
    expect(tell(told({ value: 1500 }), { decimals: 0, limit })).toBe("1,500 MW on 2026-06-30");
    const share = told({ value: 57, unit: "%", frequency: "quarter", period: "2025-07-01", status: "E" });
    expect(tell(share, { decimals: 1, limit })).toBe("57% in 2025Q3 (estimate)");
  });

  it("says when a view was said, where that is long ago", () => {
    const view = told({ value: 130e9, unit: "USD", frequency: "year", period: "2033-01-01", status: "F" });
    expect(tell({ ...view, knownAt: "2024-11-02T00:00:00Z" }, { decimals: 0, limit })).toBe(
      "$130B in 2033 (forecast of 2024-11-02)",
    );
    expect(tell({ ...view, knownAt: "2026-10-02T00:00:00Z" }, { decimals: 0, limit })).toBe("$130B in 2033 (forecast)");
  });

  it("writes a floor as a floor", () => {
    expect(tell(told({ value: null, low: 250 }), { decimals: 0, limit })).toBe("at least 250 MW on 2026-06-30");
  });

  it("names every status but actual", () => {
    for (const status of Status.options) expect(statusToSay(status) === "").toBe(status === "A");
  });
});

describe("a range over several statements", () => {
  const across = ["publisher"];
  const by = (publisher: string, change: Parameters<typeof told>[0]) => told({ ...change, dims: { publisher } });

  it("says of how many of which kind it is made", () => {
    const spread = spreadOf(
      [
        by("a", { value: 43, unit: "%", status: "F", knownAt: "2026-10-01T00:00:00Z" }),
        by("b", { value: 56, unit: "%", status: "E", knownAt: "2026-10-01T00:00:00Z" }),
      ],
      across,
    );
    expect(spread && spreadWords(spread, "%", 0, limit)).toBe("43–56% (2 estimates and forecasts)");
  });

  it("says from when to when its statements are, where a view among them is old", () => {
    const view = (publisher: string, value: number, day: string) =>
      by(publisher, { value, unit: "%", status: "F", knownAt: `${day}T00:00:00Z` });
    const spread = spreadOf([view("a", 43, "2024-07-01"), view("b", 56, "2026-11-01")], across);
    expect(spread && spreadWords(spread, "%", 0, limit)).toBe("43–56% (2 forecasts of 2024-07-01 to 2026-11-01)");
  });

  it("is never made of a floor and a point", () => {
    expect(spreadOf([by("a", { value: null, low: 40 }), by("b", { value: 56 })], across)).toBeNull();
    const spread = spreadOf(
      [by("a", { value: null, low: 40 }), by("b", { value: 56 }), by("c", { value: 60 })],
      across,
    );
    expect(spread).toMatchObject({ low: 56, high: 60, of: 2 });
  });

  it("is not made of statements about different things", () => {
    expect(spreadOf([by("a", {}), { ...by("b", {}), unit: "GPUs" }], across)).toBeNull();
    expect(spreadOf([told({ dims: { site: "x" } }), told({ dims: { site: "y" } })], across)).toBeNull();
  });

  it("has as ends only numbers that somebody said in full", () => {
    const end = fc.option(fc.integer({ min: 0, max: 9 }), { nil: null });
    fc.assert(
      fc.property(fc.array(fc.record({ value: end, low: end, high: end }), { maxLength: 8 }), (all) => {
        const spread = spreadOf(
          all.map((one, at) => by(String(at), one)),
          across,
        );
        if (!spread) return;
        const full = all.filter((one) => one.value !== null || (one.low !== null && one.high !== null));
        const ends = full.flatMap((one) => (one.value === null ? [one.low, one.high] : [one.value]));
        expect(ends).toContain(spread.low);
        expect(ends).toContain(spread.high);
        expect(spread.of).toBe(full.length);
      }),
    );
  });
});

describe("a change", () => {
  const share = (period: string, value: number, change: Partial<Told> = {}) => ({
    ...told({ unit: "%", frequency: "quarter", period, value, status: "E" }),
    ...change,
  });

  it("says of when the earlier value is", () => {
    expect(changeOn(share("2025-04-01", 64), share("2025-07-01", 57))).toBe("−7 pp on 2025Q2");
  });

  it("is only said within one series, unit and kind of statement, and from points", () => {
    const after = share("2025-07-01", 57);
    expect(changeOn(share("2025-04-01", 64, { series: "ANOTHER" }), after)).toBeNull();
    expect(changeOn(share("2025-04-01", 64, { status: "F" }), after)).toBeNull();
    expect(changeOn(share("2025-04-01", 64, { low: 60 }), after)).toBeNull();
    expect(changeOn(share("2025-10-01", 64), after)).toBeNull();
    expect(changeOn(undefined, after)).toBeNull();
  });

  it("of computed values is only said where basis and members are the same", () => {
    const sum = (about: string, period: string, value: number) => ({ about, period, value });
    expect(computedChangeOn(sum("cash a b", "2025Q2", 100), sum("cash a b", "2026Q2", 187), "USD", 0)).toBe(
      "+87% on 2025Q2",
    );
    expect(computedChangeOn(sum("cash a", "2025Q2", 100), sum("cash a b", "2026Q2", 187), "USD", 0)).toBeNull();
  });
});
