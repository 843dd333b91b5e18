import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { connector } from "@/lib/ingest/connectors/lambda";
import { context, jsonPayload, readAll, rehearse } from "./gpu-fixtures";

const type = (name: string, description: string, cents: number, gpus: number) => ({
  instance_type: {
    name,
    description,
    gpu_description: description.slice(3),
    price_cents_per_hour: cents,
    specs: { gpus },
  },
  regions_with_capacity_available: [],
});
const answer = (...types: ReturnType<typeof type>[]) => [
  jsonPayload({ data: Object.fromEntries(types.map((one) => [one.instance_type.name, one])) }),
];

describe("Lambda", () => {
  it("sends the key in a header and never in the address", async () => {
    const { asked } = await rehearse(connector, context({ key: "secret-key" }));
    expect(connector.keyedBy).toBe("LAMBDA_API_KEY");
    expect(asked[0]?.headers).toEqual({ authorization: "Bearer secret-key" });
    expect(asked.map((one) => one.url).join()).not.toContain("secret-key");
  });

  it("divides the machine's cents by its GPUs, and keeps sizes apart: 8x at 3.99 and 1x at 4.29", async () => {
    expect((await rehearse(connector)).values("gpu", "offer")).toEqual({
      "h100-sxm x8-h100-sxm5": 3.99,
      "h100-sxm x2-h100-sxm5": 4.19,
      "h100-sxm x1-h100-sxm5": 4.29,
      "h100-pcie x1-h100-pcie": 3.29,
      "a100-80gb x8-a100-80gb-sxm4": 2.79,
      "a100-40gb x1-a100": 1.99,
      "a100-40gb x1-a100-sxm4": 1.99,
      "gh200 x1-gh200": 2.29,
    });
  });

  it("never stores the price of two GPUs as that of one (T5)", async () => {
    const { observations, values } = await rehearse(connector);
    expect(observations.map((one) => one.value)).not.toContain(8.38);
    expect(values("offer")["x2-h100-sxm5"]).toBe(4.19);
    // The same price beside a name or a description of another size, as a shifted table would have it.
    const shifted = await readAll(
      connector,
      answer(
        type("gpu_1x_h100_sxm5", "1x H100 (80 GB SXM5)", 838, 2),
        type("gpu_2x_h100_sxm5", "1x H100 (80 GB SXM5)", 838, 2),
        type("gpu_4x_h100_sxm5", "4x H100 (80 GB SXM5)", 1636, 1),
      ),
    );
    expect(shifted.observations).toEqual([]);
    expect(shifted.rejected).toEqual({ "the name, the description and the specs count the GPUs differently": 3 });
  });

  it("reads a price for one GPU whatever the size of the machine", () =>
    fc.assert(
      fc.asyncProperty(fc.constantFrom(1, 2, 4, 8), fc.integer({ min: 50, max: 2000 }), async (gpus, cents) => {
        const machine = type(`gpu_${gpus}x_h100_sxm5`, `${gpus}x H100 (80 GB SXM5)`, cents * gpus, gpus);
        const { observations } = await readAll(connector, answer(machine));
        expect(observations.map((one) => one.value)).toEqual([cents / 100]);
      }),
    ));

  it("marks a price at which nothing can be had as nominal", async () => {
    const { observations } = await rehearse(connector);
    const by = new Map(observations.map((one) => [one.dims["offer"], one]));
    expect(by.get("x8-h100-sxm5")).toMatchObject({ confidence: "high" });
    expect(by.get("x8-h100-sxm5")?.note).toContain("capacity in us-west-3");
    expect(by.get("x2-h100-sxm5")).toMatchObject({ confidence: "low" });
  });

  it("passes what has no tracked GPU, and rejects a price of nothing and another shape", async () => {
    expect((await rehearse(connector)).passed).toEqual({ "GPU not tracked: A10 (24 GB PCIe)": 1, "no GPU": 1 });
    const free = type("gpu_1x_h100_pcie", "1x H100 (80 GB PCIe)", 0, 1);
    expect((await readAll(connector, answer(free))).rejected).toEqual({ "a price of nothing": 1 });
    const odd = await readAll(connector, [
      jsonPayload({ data: { gpu_1x_h100_pcie: { instance_type: {}, extra: 1 } } }),
    ]);
    expect(Object.keys(odd.rejected)[0]).toMatch(/^not the shape of an instance type/);
    expect(odd.unknownFields).toEqual(["extra"]);
  });

  it("fails in words where there is no data", async () => {
    const refused = [jsonPayload({ error: { code: "global/invalid-api-key" } })];
    await expect(readAll(connector, refused)).rejects.toThrow("Lambda's answer has no data by instance type.");
  });
});
