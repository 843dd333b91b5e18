import { describe, expect, it } from "vitest";
import { connector } from "@/lib/ingest/connectors/prime-intellect";
import { connector as shadeform } from "@/lib/ingest/connectors/shadeform";
import type { Ask } from "@/lib/ingest/fetch/ask";
import { context, jsonPayload, readAll, rehearse } from "./gpu-fixtures";

const item = (changes: Record<string, unknown>) => ({
  cloudId: "gpu_8x_h100_sxm5",
  gpuType: "H100_80GB",
  socket: "SXM5",
  provider: "lambdalabs",
  country: "US",
  gpuCount: 8,
  stockStatus: "Available",
  security: "secure_cloud",
  prices: { onDemand: 31.92, communityPrice: null, currency: "USD" },
  isSpot: null,
  prepaidTime: null,
  ...changes,
});
const page = (...items: unknown[]) => [jsonPayload({ items, totalCount: items.length }, "page 1")];

describe("Prime Intellect's parts of a GPU", () => {
  it("pass with the reason, by their count, their memory or their name", async () => {
    const found = await readAll(
      connector,
      page(
        item({ gpuCount: 0.5 }),
        item({ gpuCount: 1, gpuMemory: 40 }),
        item({ gpuCount: 1, cloudId: "h100-1g.10gb" }),
        item({ gpuMemory: 640 }),
      ),
    );
    expect(found.values("offer")).toEqual({ "x8-sxm5": 3.99 });
    expect(found.passed).toEqual({ "a slice of a GPU": 3 });
  });

  it("are never mixed with a node: rows of one offer that are a node's and a GPU's are held", async () => {
    const found = await readAll(connector, page(item({}), item({ prices: { onDemand: 3.99, currency: "USD" } })));
    expect(found.doubts.map((one) => one.rule)).toEqual(["contradiction"]);
  });
});

describe("Prime Intellect", () => {
  it("asks page after page with the key in a header", async () => {
    const { asked } = await rehearse(connector, context({ key: "secret-key" }));
    const pages = asked.map((one) => new URL(one.url).searchParams.get("page"));
    expect(pages).toEqual(["1", "2"]);
    expect(asked.every((one) => one.headers?.["authorization"] === "Bearer secret-key")).toBe(true);
    expect(asked.map((one) => one.url).join()).not.toContain("secret-key");
  });

  it("takes the default disk out: 1.7568 with 120 GB at 0.00014 is 1.74 for an A100", async () => {
    const found = (await rehearse(connector)).values("gpu", "provider", "tenor", "offer");
    expect(found["a100-80gb runpod on-demand x1-sxm4"]).toBe(1.74);
    expect(found["h100-sxm lambda on-demand x8-sxm5"]).toBe(3.99);
  });

  it("passes configurations that cannot be had, though they carry a price", async () => {
    const { passed, values } = await rehearse(connector);
    expect(passed).toMatchObject({ unavailable: 1, "no tracked GPU": 1 });
    expect(Object.keys(values("provider"))).not.toContain("nebius");
  });

  it("names the provider whose machine it is, one for every route, and the route as the publisher (T10)", async () => {
    const { observations } = await rehearse(connector);
    expect(new Set(observations.map(({ dims }) => dims["provider"]))).toEqual(
      new Set(["runpod", "runpod-community", "lambda", "hyperstack", "verda", "pi-partner-dc-wildebeest"]),
    );
    expect(observations.every(({ dims }) => dims["segment"] === "broker" && dims["kind"] === "quote")).toBe(true);
    const others = (await rehearse(shadeform)).observations;
    const both = [...observations, ...others].filter(({ dims }) => dims["provider"] === "lambda");
    expect(new Set(both.map(({ dims }) => dims["publisher"]))).toEqual(new Set(["prime-intellect", "shadeform"]));
    const contributors = new Set([...observations, ...others].map(({ dims }) => dims["provider"]));
    expect(contributors.size).toBe(7);
  });

  it("takes DataCrunch's spot for spot, and passes what it leaves open", async () => {
    const { values, passed } = await rehearse(connector);
    expect(values("provider", "tenor")["verda spot"]).toBe(0.8015);
    expect(passed).toMatchObject({ "DataCrunch without a word on whether it is spot": 1 });
  });

  it("keeps what is prepaid for a term apart, without guessing the term", async () => {
    const { observations } = await rehearse(connector);
    const prepaid = observations.find(({ dims }) => dims["tenor"] === "reserved");
    expect(prepaid).toMatchObject({ value: 1.3, dims: { prepay: "p100", offer: "x8-sxm5-prepaid-168" } });
  });

  it("tells the median of several data centres of one country with what they span", async () => {
    const { observations } = await rehearse(connector);
    const canada = observations.find(({ dims }) => dims["provider"] === "hyperstack");
    expect(canada).toMatchObject({ value: 2.5, low: 2.4, high: 2.6, dims: { region: "ca" } });
  });

  it("rejects other currencies, missing prices and other shapes, one by one", async () => {
    const { rejected, observations, unknownFields } = await readAll(
      connector,
      page(
        item({ prices: { onDemand: 30, currency: "EUR" } }),
        item({ prices: { onDemand: null, currency: "USD" } }),
        item({ disk: { defaultCount: 1000, pricePerUnit: 1, defaultIncludedInPrice: false } }),
        item({ gpuCount: "8" }),
        item({ brandNew: true }),
      ),
    );
    expect(Object.keys(rejected)).toEqual([
      "a price in EUR",
      "no price",
      "a disk dearer than the machine",
      expect.stringMatching(/^not the shape of an item: gpuCount/),
    ]);
    expect(observations).toHaveLength(1);
    expect(unknownFields).toEqual(["brandNew"]);
  });

  it("leaves a disk that is a part of the machine inside the price", async () => {
    const disk = { defaultCount: 2800, pricePerUnit: 0.001, defaultIncludedInPrice: true };
    expect((await readAll(connector, page(item({ disk })))).observations[0]?.value).toBe(3.99);
  });

  it("fails where the pages end before all items, and where there are none", async () => {
    let asked = 0;
    const ask: Ask = () => Promise.resolve(jsonPayload({ items: asked++ === 0 ? [item({})] : [], totalCount: 5 }));
    await expect(connector.fetch(ask, context())).rejects.toThrow("pages end at 1 of 5 items");
    await expect(readAll(connector, [jsonPayload({ detail: "no" }, "page 1")])).rejects.toThrow(/no list of items/);
  });
});
