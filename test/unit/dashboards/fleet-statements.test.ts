import { describe, expect, it } from "vitest";
import { fleetStatement, hasRival, ownWholes, partsNamed } from "@/lib/dashboards/neoclouds/fleet-statements";
import type { Observation } from "@/lib/store/rows";

/** Constructed: one statement about an imaginary cloud. */
function statement(change: Partial<Observation> & { dims?: Record<string, string> }): Observation {
  const { dims, ...rest } = change;
  return {
    series: "CONSTRUCTED",
    measure: "power",
    unit: "MW",
    frequency: "day",
    period: "2026-06-30",
    periodEnd: null,
    periodLabel: null,
    value: 100,
    low: null,
    high: null,
    status: "A",
    confidence: null,
    knownAt: "2026-07-01T00:00:00.000Z",
    source: "constructed",
    note: null,
    ...rest,
    dims: {
      cloud: "one",
      gpu: "all-models",
      state: "installed",
      site: "all-sites",
      basis: "reported",
      publisher: "p",
      ...dims,
    },
  };
}

describe("what stands for a cloud's fleet", () => {
  it("is the newest statement about the whole of it", () => {
    const found = fleetStatement(
      [
        statement({ value: 100 }),
        statement({ value: 150, period: "2026-09-30" }),
        statement({ value: 900, dims: { site: "x" } }),
      ],
      "installed",
    );
    expect(found).toMatchObject({ whole: true, statement: { value: 150 } });
  });

  it("is the reported one where two are about the same day", () => {
    const estimate = statement({ value: 170, dims: { basis: "estimate" } });
    expect(fleetStatement([estimate, statement({ value: 120 })], "installed")?.statement.value).toBe(120);
  });

  it("is never one of another state", () => {
    const all = [statement({ dims: { state: "contracted" } }), statement({ dims: { state: "announced" } })];
    expect(fleetStatement(all, "installed")).toBeNull();
  });

  it("is the largest part, and said to be one, where nobody spoke of the whole; equivalents only where nothing else is", () => {
    const site = statement({ value: 40, dims: { site: "x", gpu: "b200" } });
    const equivalent = statement({ value: 90, dims: { site: "x", gpu: "h100e" } });
    expect(fleetStatement([site, equivalent], "installed")).toMatchObject({ whole: false, statement: { value: 40 } });
    expect(fleetStatement([equivalent], "installed")).toMatchObject({ whole: false, statement: { value: 90 } });
  });

  it("counts each named site once, sites that were merged into one as one, and the whole company not at all", () => {
    const sites = ["x", "x", "y", "z", "all-sites", "company-total"].map((site) => statement({ dims: { site } }));
    const names = ["x", "y", "z"].map(
      (site) => [site, site === "z" ? "Site Y" : `Site ${site.toUpperCase()}`] as const,
    );
    expect(partsNamed(sites, new Map(names))).toBe(2);
  });

  it("may be a floor or a range, and is its owner's own figure only as one reported number", () => {
    const floor = statement({ value: null, low: 300, period: "2026-09-30" });
    expect(fleetStatement([statement({}), floor], "installed")?.statement.low).toBe(300);
    expect(ownWholes([statement({}), floor], "installed").map((one) => one.value)).toEqual([100]);
    const plan = statement({ status: "G", value: 900 });
    const equivalent = statement({ value: 900, dims: { gpu: "h100e" } });
    const estimate = statement({ value: 900, dims: { basis: "estimate" }, status: "E" });
    expect(ownWholes([plan, equivalent, estimate], "installed")).toEqual([]);
  });

  it("has a rival where others say something else of the whole for the same day and state", () => {
    const other = statement({ value: 850, dims: { publisher: "q" } });
    expect(hasRival(statement({}), [statement({}), other])).toBe(true);
    const harmless = [
      statement({ dims: { publisher: "q" } }),
      statement({ value: 850, period: "2026-03-31" }),
      statement({ value: 850, dims: { site: "one-site" } }),
      statement({ value: 850, dims: { state: "announced" } }),
    ];
    expect(hasRival(statement({}), harmless)).toBe(false);
  });
});
