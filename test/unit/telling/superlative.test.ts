import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Told } from "@/lib/dashboards/telling/statement";
import { amongWords, superlative } from "@/lib/dashboards/telling/superlative";
import { told } from "./told";

const how = { across: ["cloud"], decimals: 0 };
const cloud = (name: string, value: number | null, change: Parameters<typeof told>[0] = {}) => ({
  name,
  statement: told({ ...change, value, dims: { cloud: name, ...change.dims } }),
});
const three = [cloud("one", 900), cloud("two", 500), cloud("three", 100)];

describe("a superlative", () => {
  it("is said of three comparable statements, with how many and of when", () => {
    const found = superlative(three, how);
    expect(found?.leader.name).toBe("one");
    expect(found && amongWords(found, "clouds")).toBe("of 3 clouds, 2026-06-30");
  });

  it("is never said of two", () => {
    expect(superlative(three.slice(0, 2), how)).toBeNull();
    expect(superlative([...three.slice(0, 2), cloud("two", 400, { period: "2025-12-31" })], how)).toBeNull();
  });

  it("is not said where the second ties as written", () => {
    expect(superlative([cloud("four", 900.3), ...three], how)).toBeNull();
  });

  it.each([
    ["a part of another fleet", { dims: { site: "elsewhere" } }],
    ["machines restated as H100 equivalents", { dims: { gpu: "h100e" } }],
    ["an estimate by others", { status: "E" as const, dims: { basis: "estimate" } }],
    ["a forecast", { status: "F" as const }],
    ["a floor", { low: 950 }],
  ])("does not count %s among what is compared", (_, change) => {
    const other = cloud("four", "low" in change ? null : 50, { ...change, ...("low" in change ? { low: 50 } : {}) });
    expect(superlative([...three, other], how)?.of).toBe(3);
  });

  it.each([
    ["a part of another fleet", { dims: { site: "elsewhere" } }],
    ["machines restated as H100 equivalents", { dims: { gpu: "h100e" } }],
    ["an estimate by others", { status: "E" as const, dims: { basis: "estimate" } }],
  ])("is not said where %s is as large", (_, change) => {
    expect(superlative([...three, cloud("four", 5000, change)], how)).toBeNull();
    expect(superlative([...three, cloud("four", 900, change)], how)).toBeNull();
  });

  it("is not said where a floor or a range of another reaches as far", () => {
    expect(superlative([...three, cloud("four", null, { low: 950 })], how)).toBeNull();
    expect(superlative([...three, cloud("four", null, { low: 300, high: 1200 })], how)).toBeNull();
  });

  it("counts nobody twice, takes each one's newest and leaves out who states two numbers for one day", () => {
    const older = cloud("two", 2000, { period: "2025-12-31" });
    expect(superlative([...three, older], how)).toBeNull();
    const smaller = cloud("two", 20, { period: "2025-12-31" });
    expect(superlative([...three, smaller], how)?.of).toBe(3);
    const rival = cloud("two", 510, { dims: { publisher: "another" } });
    expect(superlative([...three, rival], { ...how, across: ["cloud", "publisher"] })).toBeNull();
  });

  it("leaves out what is more than a year older than the newest", () => {
    expect(superlative([...three, cloud("four", 10, { period: "2024-12-31" })], how)?.of).toBe(3);
  });

  it("is right whatever is thrown at it", () => {
    const statement = fc.record({
      name: fc.constantFrom("a", "b", "c", "d", "e"),
      value: fc.option(fc.integer({ min: 0, max: 12 }), { nil: null }),
      low: fc.option(fc.integer({ min: 0, max: 12 }), { nil: null, freq: 5 }),
      status: fc.constantFrom("A", "A", "P", "E", "F") as fc.Arbitrary<Told["status"]>,
      site: fc.constantFrom("all-sites", "all-sites", "all-sites", "x"),
      period: fc.constantFrom("2026-06-30", "2026-03-31", "2024-12-31"),
    });
    fc.assert(
      fc.property(fc.array(statement, { maxLength: 12 }), (all) => {
        const candidates = all.map(({ name, site, ...one }) => ({
          name,
          statement: told({ ...one, dims: { cloud: name, site } }),
        }));
        const found = superlative(candidates, how);
        if (!found) return;
        const leader = found.leader.statement;
        const others = candidates.filter((one) => one.name !== found.leader.name).map((one) => one.statement);
        const like = others.filter(
          (one) =>
            one.value !== null &&
            one.low === null &&
            one.dims["site"] === leader.dims["site"] &&
            "AP".includes(one.status) === "AP".includes(leader.status),
        );
        expect(new Set(like.map((one) => one.dims["cloud"])).size).toBeGreaterThanOrEqual(2);
        expect(Math.max(...others.flatMap((one) => [one.value ?? -1, one.low ?? -1]))).toBeLessThan(leader.value ?? -1);
        expect(found.of).toBeGreaterThanOrEqual(3);
      }),
    );
  });
});
