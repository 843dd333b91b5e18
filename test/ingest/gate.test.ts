import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { datasetOf } from "@/lib/datasets/registry";
import type { ProposedObservation } from "@/lib/datasets/proposal";
import { seriesCode } from "@/lib/datasets/series-code";
import type { Candidate } from "@/lib/ingest/gate/candidate";
import { holdsOf } from "@/lib/ingest/gate/gate";
import type { PastValue } from "@/lib/store/read-history";

const TODAY = "2026-11-24";
const prices = datasetOf("gpu-prices");
const { gate } = prices;

function candidate(
  provider: string,
  value: number | null,
  before: number | null,
  dims: Record<string, string> = {},
  more: Partial<ProposedObservation> = {},
): Candidate {
  const proposal: ProposedObservation = {
    dataset: "gpu-prices",
    measure: "price",
    dims: {
      gpu: "h100-sxm",
      segment: "neocloud",
      provider,
      tenor: "on-demand",
      prepay: "not-stated",
      kind: "list",
      region: "not-stated",
      offer: "x8",
      publisher: "constructed",
      ...dims,
    },
    period: TODAY,
    value,
    status: "A",
    source: "constructed",
    ...more,
  };
  const standing = before === null ? null : { period: "2026-11-23", value: before };
  return { series: seriesCode(prices, proposal.dims, "price"), proposal, standing };
}
const past = (provider: string): PastValue => {
  const { proposal, series } = candidate(provider, 3, null);
  return { series, dims: proposal.dims, period: "2026-11-20", value: 3 };
};
const rules = (candidates: Candidate[], before: PastValue[] = []) =>
  holdsOf(gate, candidates, before, TODAY).map((one) => `${one.rule} ${one.candidate.proposal.dims["provider"]}`);

describe("a change of unit (T1)", () => {
  it.each([2, 4, 8, 100, 1000, 1 / 8])("by %s holds the whole batch, also what did not change", (factor) => {
    const batch = ["a", "b", "c"].map((provider) => candidate(provider, 3 * factor, 3));
    const found = rules([...batch, candidate("d", 3, 3)]);
    expect(found.filter((one) => one.startsWith("unit-switch"))).toHaveLength(4);
  });
  it("is not seen where prices moved each for itself", () => {
    expect(rules([candidate("a", 3.1, 3), candidate("b", 2.8, 3), candidate("c", 3, 3)])).toEqual([]);
  });
  it("property: a whole batch times a factor is always held, a batch that stands still never", () => {
    const batch = fc.array(fc.double({ min: 1, max: 12, noNaN: true }), { minLength: 3, maxLength: 20 });
    fc.assert(
      fc.property(batch, fc.constantFrom(2, 4, 8, 0.5, 0.25, 0.125), (values, factor) => {
        const scaled = values.map((value, at) => candidate(`p${at}`, value * factor, value));
        expect(holdsOf(gate, scaled, [], TODAY).filter((one) => one.rule === "unit-switch")).toHaveLength(
          values.length,
        );
        const still = values.map((value, at) => candidate(`p${at}`, value, value));
        expect(holdsOf(gate, still, [], TODAY)).toEqual([]);
      }),
    );
  });
});

describe("single values", () => {
  it("a sentinel is held (T2)", () => {
    expect(rules([candidate("a", 0.5, 3)])).toContain("sentinel a");
    expect(rules([candidate("a", 9999, null, { gpu: "gb200" })])).toContain("sentinel a");
  });
  it("a reservation's total beside “1 Hour” is implausible (T3)", () => {
    expect(rules([candidate("a", 551_221, null)])).toEqual(["implausible a"]);
  });
  it("a wrong cell is a large move (T5)", () => {
    expect(rules([candidate("nebius", 2.15, 4.5)])).toContain("move nebius");
  });
  it("a component sold as the whole moves far against its own history (T7)", () => {
    expect(rules([candidate("google-cloud", 6.1, 11.06)])).toContain("move google-cloud");
  });
  it("an actual about tomorrow is held", () => {
    expect(rules([candidate("a", 3, null, {}, { period: "2026-11-25" })])).toEqual(["future a"]);
  });
  it("what moved a little, or has no history, is not", () => {
    expect(rules([candidate("a", 3.9, 3), candidate("b", 3, null)])).toEqual([]);
  });
});

describe("form factors (T6)", () => {
  it("a plain H100 beside exact ones is held: it is left open what it is", () => {
    expect(rules([candidate("a", 3, null), candidate("b", 2.5, null, { gpu: "h100" })])).toEqual(["ambiguous b"]);
  });
  it("a source that never tells them apart is taken as it is", () => {
    expect(rules([candidate("b", 2.5, null, { gpu: "h100" })])).toEqual([]);
  });
});

describe("who contributes (T12)", () => {
  const before = ["a", "b", "c", "d", "e"].map(past);
  it("half of them gone holds the batch", () => {
    expect(rules([candidate("a", 3, 3), candidate("b", 3, 3)], before)).toEqual(["contributors a", "contributors b"]);
  });
  it("a few gone does not", () => {
    expect(
      rules(
        ["a", "b", "c"].map((one) => candidate(one, 3, 3)),
        before,
      ),
    ).toEqual([]);
  });
});

describe("one contributor behind a market's move", () => {
  it("is held, and the others go on", () => {
    const still = ["a", "b", "c", "d"].map((one) => candidate(one, 3.03, 3));
    const found = rules([...still, candidate("e", 6.6, 3)]);
    expect(found).toContain("move e");
    expect(found).toContain("single-driver e");
    expect(found.some((one) => one.endsWith(" a"))).toBe(false);
  });
});
