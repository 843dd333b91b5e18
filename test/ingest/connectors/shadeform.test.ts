import { describe, expect, it } from "vitest";
import { connector } from "@/lib/ingest/connectors/shadeform";
import { context, jsonPayload, readAll, rehearse } from "./gpu-fixtures";

const type = (changes: Record<string, unknown>) => ({
  cloud: "hyperstack",
  shade_instance_type: "H100",
  configuration: { gpu_type: "H100", interconnect: "pcie", num_gpus: 1, vram_per_gpu_in_gb: 80 },
  hourly_price: 190,
  availability: [{ region: "montreal-canada-2", available: true }],
  ...changes,
});
const answer = (...instance_types: unknown[]) => [jsonPayload({ instance_types })];

describe("Shadeform's number of GPUs", () => {
  const of = (name: string, num_gpus: number, vram_per_gpu_in_gb = 80) =>
    type({
      shade_instance_type: name,
      configuration: { gpu_type: "H100", interconnect: "sxm5", num_gpus, vram_per_gpu_in_gb },
    });

  it("is the configuration's, refused where the type's name says another", async () => {
    const found = await readAll(connector, answer(of("H100_sxm5x8", 1), of("H100_sxm5x2", 2), of("H100_sxm5", 1)));
    expect(found.values("offer")).toEqual({ "x2-h100-sxm5x2": 0.95, "x1-h100-sxm5": 1.9 });
    expect(found.rejected).toEqual({ "another number of GPUs than the type's name says": 1 });
  });

  it("is none of a slice, by its count or its memory", async () => {
    const found = await readAll(connector, answer(of("H100_half", 0.5), of("H100", 1, 40), of("H100_MIG", 1, 10)));
    expect([found.observations, found.passed]).toEqual([[], { "a slice of a GPU": 3 }]);
  });
});

describe("Shadeform", () => {
  it("sends the key in a header and never in the address", async () => {
    const { asked } = await rehearse(connector, context({ key: "secret-key" }));
    expect(asked).toMatchObject([{ headers: { "x-api-key": "secret-key" } }]);
    expect(asked[0]?.url).not.toContain("secret-key");
  });

  it("divides cents by the GPUs, and takes the form factor from the interconnect", async () => {
    expect((await rehearse(connector)).values("gpu", "provider", "offer")).toEqual({
      "h100-pcie hyperstack x1-h100": 1.9,
      "h100-sxm lambda x2-h100-sxm5x2": 4.19,
      "h100-sxm lambda x8-h100-sxm5x8": 3.99,
      "h200-sxm verda x1-h200-sxm5": 3.79,
      "a100-40gb denvr-dataworks x8-a100-sxm4x8-baremetal": 1.4,
    });
  });

  it("is a broker's quote, and passes what is unavailable or to be had as spot alone", async () => {
    const { observations, passed } = await rehearse(connector);
    expect(observations.every(({ dims }) => dims["segment"] === "broker" && dims["kind"] === "quote")).toBe(true);
    expect(passed).toEqual({ unavailable: 1, "available as spot only": 1, "no tracked GPU": 1 });
  });

  it("leaves the form factor open where nothing says it (T6)", async () => {
    const bare = { gpu_type: "H100", num_gpus: 1, vram_per_gpu_in_gb: 80 };
    const { values } = await readAll(connector, answer(type({ configuration: bare })));
    expect(values("gpu")).toEqual({ h100: 1.9 });
  });

  it("rejects a price of nothing and another shape, and notes a new field", async () => {
    const { rejected, unknownFields } = await readAll(
      connector,
      answer(type({ hourly_price: 0 }), type({ availability: null }), type({ brandNew: 1 })),
    );
    expect(Object.keys(rejected)).toEqual([
      "a price of nothing",
      expect.stringMatching(/^not the shape of an instance type: availability/),
    ]);
    expect(unknownFields).toEqual(["brandNew"]);
  });

  it("fails in words where there is no list", async () => {
    await expect(readAll(connector, [jsonPayload({ message: "no" })])).rejects.toThrow(/no list of instance_types/);
  });
});
