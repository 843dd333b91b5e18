import { describe, expect, it } from "vitest";
import { connector } from "@/lib/ingest/connectors/vultr";
import { jsonPayload, readAll, rehearse } from "./gpu-fixtures";

const plan = (changes: object = {}) => ({
  id: "vcg-a100-12c-120g-80vram",
  vcpu_count: 12,
  ram: 122_880,
  monthly_cost: 1750,
  hourly_cost: 2.4,
  type: "vcg",
  locations: ["ewr"],
  gpu_vram_gb: 80,
  gpu_type: "NVIDIA_A100",
  ...changes,
});
const read = (...plans: object[]) => readAll(connector, [jsonPayload({ plans })]);

describe("Vultr's number of GPUs", () => {
  it.each([
    ["vcg-a100-96c-960g-640vram", "NVIDIA_A100", 640, "a100-80gb", 8],
    ["vcg-b200-248c-2826g-1536vram", "NVIDIA_B200", 1536, "b200", 8],
    ["vcg-b200-248c-2826g-1440vram", "NVIDIA_B200", 1440, "b200", 8],
    ["vcg-h100-24c-320g-160vram", "NVIDIA_H100", 160, "h100", 2],
    ["vcg-h200-96c-1900g-1128vram", "NVIDIA_H200", 1128, "h200", 8],
    ["vcg-mi325x-248c-2600g-2048vram", "AMD_MI325X", 2048, "mi325x", 8],
    ["vcg-l40s-64c-700g-192vram", "NVIDIA_L40S", 192, "l40s", 4],
  ])("of %s is the plan's memory over one GPU's", async (id, gpu_type, gpu_vram_gb, gpu, gpus) => {
    const found = await read(plan({ id, gpu_type, gpu_vram_gb, hourly_cost: gpus * 3, type: "vdm" }));
    expect(found.values("gpu", "offer")).toEqual({ [`${gpu} x${gpus}-dedicated`]: 3 });
  });

  it("is not misled by the memory of the machine in the id", async () => {
    const found = await read(
      plan({ id: "vcg-a100-6c-40g-80vram" }),
      plan({ id: "vcg-h100-6c-94g-80vram", gpu_type: "NVIDIA_H100" }),
    );
    expect(found.values("gpu", "offer")).toEqual({ "a100-80gb x1-cloud": 2.4, "h100 x1-cloud": 2.4 });
  });

  it("is no part of one: slices and halves pass", async () => {
    const found = await read(
      plan({ id: "vcg-a100-6c-60g-40vram", gpu_vram_gb: 40 }),
      plan({ id: "vcg-a100-1c-6g-4vram", gpu_vram_gb: 4 }),
      plan({ id: "vcg-l40s-8c-90g-24vram", gpu_type: "NVIDIA_L40S", gpu_vram_gb: 24 }),
      plan({ id: "vcg-h100-8c-90g-40vram", gpu_type: "NVIDIA_H100", gpu_vram_gb: 40 }),
    );
    expect([found.observations, found.passed]).toEqual([[], { "a slice of a GPU": 4 }]);
  });

  it("is refused where memory is no whole number of GPUs, or where memory and id count differently", async () => {
    const found = await read(
      plan({ gpu_vram_gb: 120 }),
      plan({ id: "vbm-112c-2048gb-4-h100-gpu", gpu_type: "NVIDIA_H100", gpu_vram_gb: 640 }),
      plan({ id: "vcg-h100-12c-120g", gpu_type: "NVIDIA_H100", gpu_vram_gb: null }),
    );
    expect(found.observations).toEqual([]);
    expect(Object.keys(found.rejected)).toEqual([
      "120 GB is not the memory of a whole number of GPUs",
      "the plan counts 4 GPUs, its memory 8",
      "neither the memory of its GPUs nor their number",
    ]);
  });
});

describe("Vultr's flags", () => {
  it("make a plan that is not deployed on demand a preemptible one, at its only price", async () => {
    const found = await read(plan({ hourly_cost: 1.5, deploy_ondemand: false, deploy_preemptible: true }));
    expect(found.values("tenor")).toEqual({ spot: 1.5 });
    expect(found.passed).toEqual({ "not sold on demand": 1 });
  });

  it("take the preemptible price where both are written, and none where neither is sold", async () => {
    const both = { hourly_cost: 2.4, hourly_cost_preemptible: 1.2 };
    expect((await read(plan({ ...both, deploy_ondemand: false }))).values("tenor")).toEqual({ spot: 1.2 });
    expect((await read(plan({ ...both, deploy_preemptible: false }))).values("tenor")).toEqual({ "on-demand": 2.4 });
    const closed = await read(plan({ ...both, deploy_ondemand: false, deploy_preemptible: false }));
    expect([closed.observations, closed.passed]).toEqual([[], { "not sold on demand": 1 }]);
  });

  it("make no spot price of a preemptible one that equals the list", async () => {
    const found = await read(plan({ hourly_cost_preemptible: 2.4 }));
    expect(found.values("tenor")).toEqual({ "on-demand": 2.4 });
  });
});

describe("Vultr's plans", () => {
  it("are asked for with all their types, whole nodes too", async () => {
    const { asked } = await rehearse(connector);
    expect(asked.map((one) => new URL(one.url).searchParams.get("type"))).toEqual([null, "all"]);
  });

  it("of one class and the same GPUs are told apart by their size, and cost none of them", async () => {
    const found = await read(plan(), plan({ id: "vcg-a100-24c-240g-80vram", hourly_cost: 2.8 }));
    expect(found.values("offer")).toEqual({ "x1-cloud-12c-120g": 2.4, "x1-cloud-24c-240g": 2.8 });
  });

  it("that stand nowhere have a nominal price", async () => {
    const found = await read(plan({ locations: [] }));
    expect(found.observations.map((one) => one.confidence)).toEqual(["low"]);
  });
});
