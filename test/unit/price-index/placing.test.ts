import { describe, expect, it } from "vitest";
import { placedPrices } from "@/lib/indices/postings";
import { rosterOf } from "@/lib/indices/roster";
import type { Observation } from "@/lib/store/rows";

// Constructed prices and roster alone.
const seller = (slug: string, kind: string, partOf: string | null = null) => ({ slug, kind, partOf });
const roster = rosterOf([
  seller("lambda", "neocloud"),
  seller("iren", "crypto_pivot"),
  seller("aws", "hyperscaler"),
  seller("runpod", "marketplace"),
  seller("thunder-compute", "marketplace"),
  seller("fal", "serverless"),
  seller("voltage-park", "neocloud", "lightning-ai"),
  seller("lightning-ai", "neocloud"),
]);

const seen = (value: number, dims: Record<string, string> = {}, period = "2026-03-01"): Observation => {
  const all = {
    gpu: "h100-sxm",
    segment: "neocloud",
    provider: "lambda",
    tenor: "on-demand",
    kind: "list",
    publisher: "archive",
    offer: "x8",
    region: "not-stated",
    prepay: "not-stated",
    ...dims,
  };
  return {
    series: Object.values(all).join("."),
    measure: "price",
    dims: all,
    unit: "USD/GPU-hour",
    frequency: "day",
    period,
    periodEnd: null,
    periodLabel: null,
    value,
    low: null,
    high: null,
    status: "A",
    confidence: null,
    knownAt: `${period}T00:00:00.000Z`,
    source: "constructed",
    note: null,
  };
};
const place = (...observations: Observation[]) => placedPrices(observations, roster);
const first = (...observations: Observation[]) => place(...observations)[0];

describe("who sells where", () => {
  it.each([
    ["thunder-compute", "marketplace"],
    ["iren", "neocloud"],
    ["runpod", "neocloud"],
    ["runpod-community", "marketplace"],
    ["aws", "hyperscaler"],
  ])("%s is %s by the roster, whatever its source says", (provider, segment) => {
    for (const said of ["neocloud", "marketplace", "hyperscaler"])
      expect(first(seen(3, { provider, segment: said }))?.market.segment).toBe(segment);
  });

  it("a cloud that is part of another speaks through it, as do two shops of one", () => {
    expect(first(seen(2, { provider: "voltage-park" }))?.posting?.owner).toBe("lightning-ai");
    expect(first(seen(2, { provider: "runpod-community" }))?.posting?.owner).toBe("runpod");
  });

  it.each([
    ["who is in no roster", { provider: "unheard-of" }, "ROSTER"],
    ["who rents out no machines", { provider: "fal" }, "ROSTER"],
    ["a service billed by the second", { offer: "x1-serverless" }, "SERVICE"],
    ["an index", { kind: "index" }, "KIND"],
    ["commentary", { kind: "commentary" }, "KIND"],
    ["an administered spot price", { kind: "administered", tenor: "spot" }, "KIND"],
    ["a marketplace's ask", { kind: "ask" }, "KIND"],
    ["what is paid beforehand", { prepay: "p100" }, "PREPAID"],
    ["a price in India", { region: "india" }, "REGION"],
    ["a hyperscaler's price in Europe", { provider: "aws", region: "eu-west-1" }, "REGION"],
    ["an open form factor of which nothing is known", { gpu: "h100" }, "FORM"],
  ])("no vote has %s", (_, dims, rule) => {
    expect(first(seen(3, dims))).toMatchObject({ posting: null, refused: { rule } });
  });

  it("a hyperscaler's list is read in one region, another of its country is second hand", () => {
    expect(first(seen(7, { provider: "aws", region: "us-east-1" }))?.posting?.nearness).toBe(2);
    expect(first(seen(7, { provider: "aws", region: "us-west-2" }))?.posting?.nearness).toBe(4);
  });

  it("a price counts in Europe and North America, by the country or the part of the world that its region names", () => {
    const rule = (region: string) => first(seen(2, { region }))?.refused?.rule ?? null;
    for (const region of [
      "us",
      "ca",
      "no",
      "eu",
      "us-east-1",
      "eu-west-4",
      "indiana",
      "not-stated",
      "europe-north-america",
    ])
      expect([region, rule(region)]).toEqual([region, null]);
    for (const region of [
      "jp",
      "sg",
      "in",
      "cn",
      "india",
      "ap-northeast-1",
      "asia-east1",
      "australiaeast",
      "me-central-1",
    ])
      expect([region, rule(region)]).toEqual([region, "REGION"]);
  });

  it("what a broker quotes for another's machines is second hand, whoever writes it down", () => {
    const nearness = (dims: Record<string, string>) => first(seen(2, dims))?.posting?.nearness;
    for (const publisher of ["prime-intellect", "shadeform", "tugot17", "getdeploying"])
      expect([publisher, nearness({ publisher, kind: "quote" })]).toEqual([publisher, 3]);
    expect(nearness({ segment: "broker", publisher: "an import" })).toBe(3);
    expect(nearness({ publisher: "an import" })).toBe(2);
    expect(nearness({ segment: "broker", provider: "thunder-compute", publisher: "an import" })).toBe(2);
  });

  it("Ethernet is known where the offer's name says it", () => {
    expect(first(seen(2, { offer: "x1-ethernet" }))?.posting?.offer).toEqual({
      node: "1",
      form: "",
      network: "ethernet",
    });
    expect(first(seen(2, { offer: "x8-standard-nd96is-h100-v5" }))?.posting?.offer.network).toBe("ethernet");
    expect(first(seen(2, { offer: "x8-standard-nd96isr-h100-v5" }))?.posting?.offer.network).toBe("");
  });
});

describe("an open form factor", () => {
  const open = (value: number, period = "2026-03-20", dims = {}) => seen(value, { gpu: "h100", ...dims }, period);
  const gpuOf = (...observations: Observation[]) => first(...observations)?.market.gpu;
  const pcie = (value: number, period: string, dims = {}) => seen(value, { gpu: "h100-pcie", ...dims }, period);

  it("is that of the seller's price that is the same", () => {
    expect(gpuOf(open(2.5), pcie(2.49, "2026-03-01"), seen(3.2))).toBe("h100-pcie");
    expect(gpuOf(open(3.2), pcie(2.49, "2026-03-01"), seen(3.2))).toBe("h100-sxm");
  });

  it("is the only one that the seller states", () => {
    expect(gpuOf(open(3.9), seen(3.2))).toBe("h100-sxm");
    expect(gpuOf(open(3.9), pcie(2.5, "2026-03-01"), seen(3.2))).toBe("h100");
  });

  it("is another than the form that the same source lists beside it", () => {
    expect(gpuOf(open(2.7, "2026-03-01"), seen(3.2))).toBe("h100");
  });

  it("is not told by the only form where anybody lists it beside that form: the seller has one without a name", () => {
    const lists = [seen(3.2), open(2.7, "2026-03-01", { publisher: "survey" })];
    const beside = seen(3.2, { publisher: "survey" });
    expect(gpuOf(open(2.99), ...lists)).toBe("h100-sxm");
    expect(gpuOf(open(2.99), ...lists, beside)).toBe("h100");
    expect(gpuOf(open(3.21), ...lists, beside)).toBe("h100-sxm");
    expect(gpuOf(open(2.99, "2026-12-20"), ...lists, beside, seen(3.2, {}, "2026-12-01"))).toBe("h100-sxm");
  });

  it("is not told by other sellers, nor by prices of more than half a year before or after", () => {
    expect(gpuOf(open(3.2), seen(3.2, { provider: "iren" }))).toBe("h100");
    expect(gpuOf(open(3.2, "2026-10-01"), seen(3.2))).toBe("h100");
  });

  it("is known of a GPU that has one", () => {
    expect(gpuOf(open(6, "2026-03-20", { gpu: "b200" }))).toBe("b200-sxm");
  });
});

describe("a price that its source lists as spot afterwards", () => {
  const spot = (value: number, period: string, dims = {}) => seen(value, { tenor: "spot", ...dims }, period);
  const rules = (...observations: Observation[]) =>
    place(...observations).flatMap(({ market, refused }) => (market.tenor === "spot" ? [] : [refused?.rule ?? null]));

  it("at the same amount, and nothing on demand any more, was never on demand", () => {
    expect(rules(seen(2.3), spot(2.3, "2026-03-12"))).toEqual(["TENOR"]);
    expect(rules(seen(2.3), spot(2.3, "2026-03-12", { gpu: "h100" }))).toEqual(["TENOR"]);
  });

  it.each([
    ["at another amount", [seen(2.3), spot(2.1, "2026-03-12")]],
    ["beside another on demand", [seen(2.3), seen(2.9, {}, "2026-03-12"), spot(2.3, "2026-03-12")]],
    ["before it was on demand", [seen(2.3), spot(2.3, "2026-02-12")]],
    ["months later", [seen(2.3), spot(2.3, "2026-06-12")]],
    ["of another seller", [seen(2.3), spot(2.3, "2026-03-12", { provider: "iren" })]],
    ["by another source", [seen(2.3), spot(2.3, "2026-03-12", { publisher: "survey" })]],
  ])("stays on demand where that is %s", (_, observations) => {
    expect(rules(...observations)).not.toContain("TENOR");
  });
});
