import { describe, expect, it } from "vitest";
import { connector } from "@/lib/ingest/connectors/runpod";
import { context, jsonPayload, readAll, rehearse } from "./gpu-fixtures";

const answer = (...gpuTypes: unknown[]) => [jsonPayload({ data: { gpuTypes } })];
const h100 = { id: "NVIDIA H100 80GB HBM3", displayName: "H100 SXM", memoryInGb: 80 };

describe("RunPod", () => {
  it("is off until its terms are resolved, and asks one question by POST", async () => {
    expect(connector.offBecause).toMatch(/terms/);
    const { asked } = await rehearse(connector);
    expect(asked).toMatchObject([{ url: "https://api.runpod.io/graphql", method: "POST", expects: "json" }]);
    expect(JSON.stringify(asked[0]?.body)).toContain("threeMonthPrice");
  });

  it("reads the prices of 2026-06-15 for one GPU as they stand, each under its own tenor (T8)", async () => {
    const found = (await rehearse(connector)).values("gpu", "provider", "tenor", "offer");
    expect(found).toMatchObject({
      "h100-sxm runpod on-demand not-stated": 3.29,
      "h100-sxm runpod m3 not-stated": 3.09,
      "h100-sxm runpod m6 not-stated": 2.86,
      "h100-sxm runpod-community on-demand not-stated": 2.69,
      "h200-sxm runpod on-demand not-stated": 4.39,
      "h200-sxm runpod m3 not-stated": 4.13,
      "h200-sxm runpod m6 not-stated": 3.82,
      "h200-sxm runpod on-demand cluster": 4.31,
      "b200 runpod m6 not-stated": 5.12,
    });
    const tenors = (await rehearse(connector)).observations.map((one) => one.dims["tenor"]);
    expect(new Set(tenors)).toEqual(new Set(["on-demand", "spot", "m3", "m6"]));
  });

  it("keeps secure and community cloud apart as two providers of two segments", async () => {
    const { observations } = await rehearse(connector);
    const segments = new Set(observations.map(({ dims }) => `${dims["provider"]} ${dims["segment"]}`));
    expect(segments).toEqual(new Set(["runpod neocloud", "runpod-community marketplace"]));
  });

  it("tells the two boards of an A100 apart, which are one accelerator", async () => {
    expect((await rehearse(connector)).values("gpu", "provider", "offer")).toMatchObject({
      "a100-80gb runpod pcie": 1.64,
      "a100-80gb runpod sxm": 1.74,
    });
  });

  it("takes 0 for not offered, and 0.5 and 9999 for placeholders: none becomes a price (T2)", async () => {
    const { observations, rejected, samples } = await rehearse(connector);
    expect(observations.map((one) => one.value)).not.toContain(0);
    expect(observations.map((one) => one.value)).not.toContain(0.5);
    expect(rejected).toEqual({ "a placeholder for no price: 0.5": 3 });
    expect(samples).toContain("AMD Instinct MI300X OAM (MI300X) communityPrice");
    const other = await readAll(
      connector,
      answer({ ...h100, securePrice: 9999, communityPrice: 0, sixMonthPrice: 0.51 }),
    );
    expect(other.values("tenor")).toEqual({ m6: 0.51 });
    expect(other.rejected).toEqual({ "a placeholder for no price: 9999": 1 });
    expect(other.passed).toMatchObject({ "not offered: communityPrice": 1 });
  });

  it("passes slices of a GPU and GPUs that are not tracked", async () => {
    const { passed, observations } = await rehearse(connector);
    expect(passed).toMatchObject({ "a slice of a GPU": 1, "no tracked GPU": 1 });
    expect(observations.map((one) => one.value)).not.toContain(0.59);
  });

  it("passes the price of a cloud in which the GPU is not offered", async () => {
    const closed = { ...h100, secureCloud: false, securePrice: 3.29, communityCloud: false, communityPrice: 2.69 };
    const { observations, passed } = await readAll(connector, answer(closed));
    expect(observations).toEqual([]);
    expect(passed).toMatchObject({ "not offered: securePrice": 1, "not offered: communityPrice": 1 });
  });

  it("rejects the one record that is of another shape, and notes a new field once", async () => {
    const types = [
      { ...h100, securePrice: "3.29" },
      { ...h100, securePrice: 3.29, brandNew: 1 },
      { ...h100, brandNew: 2 },
    ];
    const { values, rejected, unknownFields } = await readAll(connector, answer(...types));
    expect(values("tenor")).toEqual({ "on-demand": 3.29 });
    expect(Object.keys(rejected)[0]).toMatch(/^not the shape of a GPU type: securePrice/);
    expect(unknownFields).toEqual(["brandNew"]);
  });

  it("fails in words where the query is refused or the list is missing", async () => {
    const refused = [jsonPayload({ errors: [{ message: 'Cannot query field "sixMonthPrice"' }], data: null })];
    await expect(readAll(connector, refused)).rejects.toThrow(/refuses the query: Cannot query field/);
    await expect(readAll(connector, [jsonPayload({ data: {} })])).rejects.toThrow(/no list of gpuTypes/);
  });

  it("reads the same again, under the day of the fetch", async () => {
    const [one, two] = [await rehearse(connector), await rehearse(connector, context({ day: "2026-11-24" }))];
    expect(one.observations).toEqual(two.observations);
    expect(new Set(one.observations.map(({ period }) => period))).toEqual(new Set(["2026-11-24"]));
    expect(one.observations[0]?.note).toContain("3.29 USD an hour for one GPU");
  });
});

describe("RunPod's cluster price", () => {
  it.each([
    ["an empty list of places", { nodeGroupDatacenters: [] }],
    ["no word on places", {}],
    ["null for its places", { nodeGroupDatacenters: null }],
  ])("is a factor on the list and none where there is %s", async (_, places) => {
    const { values, passed } = await readAll(
      connector,
      answer({ ...h100, securePrice: 2.99, clusterPrice: 3.588, ...places }),
    );
    expect(values("offer")).toEqual({ "not-stated": 2.99 });
    expect(passed).toMatchObject({ "a cluster price of a GPU that is not sold in clusters": 1 });
  });

  it("is one where clusters stand, and is asked for with their places", async () => {
    const sold = { ...h100, securePrice: 2.99, clusterPrice: 3.588, nodeGroupDatacenters: [{ id: "CA-MTL-1" }] };
    const { values, unknownFields } = await readAll(connector, answer({ ...sold, maxGpuCount: 8, oneWeekPrice: null }));
    expect(values("offer")).toEqual({ "not-stated": 2.99, cluster: 3.588 });
    expect(unknownFields).toEqual([]);
    const { asked } = await rehearse(connector);
    expect(JSON.stringify(asked[0]?.body)).toContain("nodeGroupDatacenters");
  });
});

describe("RunPod's spot price", () => {
  it("that is the list of its own cloud is none", async () => {
    const same = { securePrice: 2.99, secureSpotPrice: 2.99, communityPrice: 2.69, communitySpotPrice: 2.69 };
    const { values, passed } = await readAll(connector, answer({ ...h100, ...same }));
    expect(values("provider", "tenor")).toEqual({ "runpod on-demand": 2.99, "runpod-community on-demand": 2.69 });
    expect(passed).toMatchObject({ "a spot price that equals the list: the source knows of none": 2 });
  });

  it("that is another cloud's list is one", async () => {
    const { values } = await readAll(
      connector,
      answer({ ...h100, securePrice: 2.99, secureSpotPrice: 2.69, communityPrice: 2.69 }),
    );
    expect(values("provider", "tenor")).toMatchObject({ "runpod spot": 2.69 });
  });

  it("of a type with a slice's memory passes, whatever its name", async () => {
    const { observations, passed } = await readAll(connector, answer({ ...h100, memoryInGb: 20, securePrice: 0.8 }));
    expect([observations, passed]).toEqual([[], { "a slice of a GPU": 1 }]);
  });
});
