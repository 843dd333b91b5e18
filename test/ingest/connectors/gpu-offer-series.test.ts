import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Offer } from "@/lib/ingest/gpu/offer";
import { offerSeries } from "@/lib/ingest/gpu/offer-series";
import { providerNamed, segmentOf } from "@/lib/ingest/gpu/third-party-providers";

const offer = (changes: Partial<Offer>): Offer => ({
  gpu: "h100-sxm",
  segment: "broker",
  provider: "lambda",
  tenor: "on-demand",
  kind: "quote",
  usdPerGpuHour: 3,
  raw: "constructed",
  ...changes,
});
const offers = fc.array(
  fc
    .record({ provider: fc.constantFrom("lambda", "runpod"), usdPerGpuHour: fc.integer({ min: 100, max: 900 }) })
    .map(offer),
  { minLength: 1, maxLength: 30 },
);

describe("offers of one answer", () => {
  it("become one for each series, at a median within what they span", () =>
    fc.assert(
      fc.property(offers, (all) => {
        const series = offerSeries(all);
        expect(series.map((one) => one.provider)).toEqual([...new Set(all.map((one) => one.provider))]);
        for (const one of series) {
          const own = all.filter(({ provider }) => provider === one.provider).map(({ usdPerGpuHour }) => usdPerGpuHour);
          const [low, high] = [Math.min(...own), Math.max(...own)];
          expect(one.usdPerGpuHour).toBeGreaterThanOrEqual(low);
          expect(one.usdPerGpuHour).toBeLessThanOrEqual(high);
          expect([one.low ?? one.usdPerGpuHour, one.high ?? one.usdPerGpuHour]).toEqual([low, high]);
        }
      }),
    ));

  it("have the same values in any order", () =>
    fc.assert(
      fc.property(offers, (all) => {
        const valuesOf = (some: readonly Offer[]) =>
          Object.fromEntries(offerSeries(some).map((one) => [one.provider, [one.usdPerGpuHour, one.low, one.high]]));
        expect(valuesOf(all.toReversed())).toEqual(valuesOf(all));
      }),
    ));

  it("stand as they are where there is one of a series", () => {
    const one = offer({});
    expect(offerSeries([one])).toEqual([one]);
  });
});

describe("a provider's name", () => {
  it.each([
    ["lambdalabs", "lambda"],
    ["Lambda Labs", "lambda"],
    ["datacrunch", "verda"],
    ["gcp", "google-cloud"],
    ["oci", "oracle-oci"],
    ["crusoecloud", "crusoe"],
    ["dc_roan", "pi-partner-dc-roan"],
    ["A New Cloud!", "a-new-cloud"],
  ])("%s is %s whatever the route", (name, code) => {
    expect(providerNamed(name)).toBe(code);
  });

  it("that has no letter names nobody", () => {
    expect(providerNamed(" – ")).toBeNull();
  });

  it("stands for a segment, a neocloud where it is in no table", () => {
    expect(["aws", "vast-ai", "shadeform", "a-new-cloud"].map(segmentOf)).toEqual([
      "hyperscaler",
      "marketplace",
      "broker",
      "neocloud",
    ]);
  });
});
