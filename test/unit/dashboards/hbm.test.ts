import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { partOfCost } from "@/lib/dashboards/hbm/part-of-cost";
import { claimsBySupplier } from "@/lib/dashboards/hbm/share-claims";
import { shareFigure } from "@/lib/dashboards/hbm/share-figure";
import type { Observation } from "@/lib/store/rows";

/** Constructed: one claim of an imaginary publisher. */
function claim(dims: Record<string, string>, value: number | null, change: Partial<Observation> = {}): Observation {
  return {
    series: `CONSTRUCTED.${Object.values(dims).join(".").toUpperCase()}`,
    measure: "quarter",
    unit: "%",
    frequency: "quarter",
    period: "2026-01-01",
    periodEnd: null,
    periodLabel: null,
    value,
    low: null,
    high: null,
    status: "E",
    confidence: null,
    knownAt: "2026-05-01T00:00:00.000Z",
    source: "constructed",
    note: null,
    ...change,
    dims,
  };
}
const share = (supplier: string, publisher: string, value: number | null, change: Partial<Observation> = {}) =>
  claim({ supplier, publisher, basis: "revenue", generation: "all", customer: "all" }, value, change);
const label = (_: string, value: string) =>
  value === "capacity-computed" ? "Capacity, computed" : value.toUpperCase();
const limit = { staleAfterDays: 150, asOf: new Date("2026-11-24T12:00:00Z"), leads: () => true };

describe("rival claims about one supplier and period", () => {
  it("become a range from the lowest to the highest, and no point", () => {
    const [found] = claimsBySupplier([share("sk-hynix", "a", 50), share("sk-hynix", "b", 58)]);
    expect(found).toMatchObject({ single: null, low: 50, high: 58 });
    const figure = shareFigure([share("sk-hynix", "a", 50), share("sk-hynix", "b", 58)], label, limit);
    const point = figure?.chart?.series[0]?.points[0];
    expect(point).toMatchObject({ y: null, low: 50, high: 58 });
    expect(point).not.toHaveProperty("ref");
    expect(figure?.title).toContain("50–58%");
    expect(figure?.title).toContain("2 publishers");
    expect(figure?.table.rows).toHaveLength(2);
  });

  it("are told with the floor that says otherwise, which gives no range its end", () => {
    const floor = (low: number) => share("sk-hynix", "c", null, { low });
    const titleOf = (...claims: Observation[]) => shareFigure(claims, label, limit)?.title;
    const [a, b] = [share("sk-hynix", "a", 50), share("sk-hynix", "b", 58)];
    expect(titleOf(a, floor(60))).toBe(
      "SK-HYNIX is put at 50% of HBM revenue in 2026Q1 (A, estimate; others say at least 60%)",
    );
    expect(titleOf(a, b, floor(60))).toMatch(/at 50–58% of .+; others say at least 60%\)$/);
    expect(titleOf(a, b, floor(55))).not.toContain("others");
  });

  it("give no end of a range in the title to what nobody can look up, and say that there is more", () => {
    const lost = share("sk-hynix", "c", 70, { source: "lost" });
    const telling = { ...limit, leads: ({ source }: { source: string }) => source !== "lost" };
    const titleOf = (...claims: Observation[]) => shareFigure(claims, label, telling)?.title;
    expect(titleOf(share("sk-hynix", "a", 50), share("sk-hynix", "b", 58), lost)).toBe(
      "SK-HYNIX is put at 50–58% of HBM revenue in 2026Q1 (2 publishers, estimates of 2026-05-01; more that cannot be looked up)",
    );
    expect(titleOf(lost)).toBe("HBM share by supplier");
  });

  it("are one point with its source where only one publisher spoke", () => {
    const figure = shareFigure([share("sk-hynix", "a", 57)], label, limit);
    expect(figure?.chart?.series[0]?.points[0]).toMatchObject({ y: 57, ref: { period: "2026-01-01" } });
    expect(figure?.title).toBe("SK-HYNIX is put at 57% of HBM revenue in 2026Q1 (A, estimate)");
  });

  it("never make a number that nobody stated", () => {
    const shares = fc.array(
      fc.record({ supplier: fc.constantFrom("x", "y"), publisher: fc.nat(4), value: fc.nat(100) }),
      {
        minLength: 1,
        maxLength: 12,
      },
    );
    fc.assert(
      fc.property(shares, (given) => {
        const stated = new Set(given.map((one) => one.value));
        const found = claimsBySupplier(given.map((one) => share(one.supplier, `p${one.publisher}`, one.value)));
        const drawn = found.flatMap((one) => [one.low, one.high, ...(one.single === null ? [] : [one.single])]);
        expect(drawn.filter((value) => value === null || !stated.has(value))).toEqual([]);
      }),
    );
  });

  it("are no range where one is a floor, and a floor that stands alone is said to be one", () => {
    const floor = share("sk-hynix", "b", null, { low: 40 });
    expect(claimsBySupplier([share("sk-hynix", "a", 58), floor])).toMatchObject([{ single: 58, low: 58, high: 58 }]);
    expect(shareFigure([floor], label, limit)?.title).toContain("is said to have at least 40%");
  });

  it("are of the product and buyer that they are about", () => {
    const narrow = claim(
      { supplier: "sk-hynix", publisher: "a", basis: "shipments", generation: "hbm4", customer: "nvidia" },
      60,
    );
    expect(shareFigure([narrow], label, limit)?.title).toContain("60% of NVIDIA's HBM4 shipments");
    const computed = claim({ ...narrow.dims, basis: "capacity-computed", generation: "all", customer: "all" }, 45);
    expect(shareFigure([computed], label, limit)?.title).toContain("45% of HBM capacity (computed)");
  });

  it("lead with the newest period that has begun, not with the furthest forecast", () => {
    const years = ["2025-07-01", "2026-10-01", "2028-01-01"].map((period, at) =>
      share("sk-hynix", "a", 50 + at, { period, status: "F" }),
    );
    expect(shareFigure(years, label, limit)?.title).toContain("51% of HBM revenue in 2026Q4");
  });

  it("are said to be forecasts where they are", () => {
    expect(shareFigure([share("sk-hynix", "a", 54, { status: "F" })], label, limit)?.title).toContain(
      "is forecast to have",
    );
  });
});

describe("the part that HBM is of cost", () => {
  const cost = (component: string, value: number, publisher = "a") =>
    claim({ accelerator: "chip", scope: "chip", component, publisher }, value, { measure: "usd", unit: "USD" });

  it("is computed within one publisher's figures for one day", () => {
    const [split] = partOfCost([cost("hbm", 2900), cost("total", 6400)], "hbm");
    expect(split?.percent).toBeCloseTo(45.3125, 10);
  });

  it("is not computed across publishers, without a total, or against a smaller total", () => {
    expect(partOfCost([cost("hbm", 2900, "a"), cost("total", 6400, "b")], "hbm")).toEqual([]);
    expect(partOfCost([cost("hbm", 2900)], "hbm")).toEqual([]);
    expect(partOfCost([cost("hbm", 2900), cost("total", 100)], "hbm")).toEqual([]);
  });
});
