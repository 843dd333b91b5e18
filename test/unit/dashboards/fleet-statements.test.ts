import { describe, expect, it } from "vitest";
import { fleetStatement, sitesNamed } from "@/lib/dashboards/neoclouds/fleet-statements";
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

  it("counts each named site once", () => {
    const sites = ["x", "x", "y", "all-sites"].map((site) => statement({ dims: { site } }));
    expect(sitesNamed(sites)).toBe(2);
  });
});
