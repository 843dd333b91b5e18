import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { dateOfFile } from "@/lib/ingest/file-date";
import { belowOther } from "@/lib/ingest/gate/below-rule";
import type { Candidate } from "@/lib/ingest/gate/candidate";
import { gpusIn, isSlice } from "@/lib/ingest/gpu/gpu-memory";
import { gpuNamed, untracked } from "@/lib/ingest/gpu/gpu-names";
import { countsOtherwise } from "@/lib/ingest/gpu/machine-count";
import { inForce, latestOf } from "@/lib/ingest/in-force";
import { datasetOf } from "@/lib/datasets/registry";

const DAY = "2026-11-24";
const dayAt = (offset: number): string => new Date(Date.parse(DAY) + offset * 86_400_000).toISOString().slice(0, 10);

describe("a price in force", () => {
  it("begins on its first day and has ended on the day that begins with its end", () =>
    fc.assert(
      fc.property(fc.integer({ min: -900, max: 900 }), fc.integer({ min: -900, max: 900 }), (from, length) => {
        const until = from + Math.abs(length) + 1;
        const holds = inForce({ from: dayAt(from), until: dayAt(until) }, DAY) === "yes";
        expect(holds).toBe(from <= 0 && until > 0);
      }),
    ));

  it("is the one that began last, and both where they began at once", () => {
    const some = [{ from: "2025-01-01" }, { from: "2026-06-01T00:00:00Z" }, {}, { from: "2026-06-01" }];
    expect(latestOf(some, (one) => one)).toEqual([some[1], some[3]]);
  });
});

describe("the date of a file", () => {
  const file = { file: "a.csv", within: 30 };
  it("of a copy is its own, and of a seller's list the day of the fetch while it is kept", () =>
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 900 }), (age) => {
        const written = dayAt(-age);
        const copy = dateOfFile({ ...file, written, is: "copy" }, DAY);
        const list = dateOfFile({ ...file, written: `${written}T23:59:59Z`, is: "list" }, DAY);
        expect(copy.period).toBe(written);
        expect(list.period).toBe(age > 30 ? written : DAY);
        expect([copy.stale !== null, list.stale !== null]).toEqual([age > 30, age > 30]);
      }),
    ));

  it("is the day of the fetch where it says none, and its own where it is of tomorrow", () => {
    expect(dateOfFile({ ...file, written: null, is: "copy" }, DAY)).toEqual({ period: DAY, stale: null });
    expect(dateOfFile({ ...file, written: dayAt(1), is: "copy" }, DAY)).toEqual({ period: dayAt(1), stale: null });
  });
});

describe("memory", () => {
  it.each([
    ["h100-sxm", 80, 8],
    ["h100", 94, 4],
    ["h200-sxm", 141, 8],
    ["b200-sxm", 180, 8],
    ["b200", 192, 8],
    ["b200", 183, 8],
    ["h100", 79, 8],
    ["h200", 140, 8],
    ["gb200", 186, 4],
    ["b300", 270, 8],
    ["a100-80gb", 80, 16],
    ["mi300x", 192, 8],
    ["l40s", 48, 10],
  ])("of any whole number of %s counts them", (gpu, own, most) => {
    for (let gpus = 1; gpus <= most; gpus += 1) expect(gpusIn(gpu, own * gpus)).toBe(gpus);
  });

  it.each([
    ["h100", 40, "slice"],
    ["a100-80gb", 40, "slice"],
    ["l40s", 24, "slice"],
    ["b200", 23, "slice"],
    ["h100", 120, null],
    ["l40s", 60, null],
  ] as const)("of %s with %d GB is %s", (gpu, memory, what) => {
    expect(gpusIn(gpu, memory)).toBe(what);
  });

  it("says that a GPU is whole also where it is rounded or told in binary", () => {
    for (const [gpu, memory] of [
      ["h100-sxm", 79.6],
      ["h200-sxm", 131.3],
      ["b200", 178],
      ["a100-40gb", 39.4],
      ["h100-sxm", null],
    ] as const)
      expect(isSlice(gpu, memory)).toBe(false);
    for (const [gpu, memory] of [
      ["h100-sxm", 40],
      ["a100-40gb", 20],
      ["h200-sxm", 71],
    ] as const)
      expect(isSlice(gpu, memory)).toBe(true);
  });
});

describe("a machine's name", () => {
  it.each([
    ["8x_H100_SECURE", 8],
    ["gpu_2x_h100_sxm5", 2],
    ["8H100.80S.176V", 8],
    ["n3-H100x8-NVLink", 8],
    ["n3-A100x1", 1],
    ["n3-H100-SXM5x8", 8],
    ["H100_sxm5x4", 4],
    ["gpu-h100-sxm_8gpu-128vcpu-1600gb", 8],
  ])("%s counts its GPUs, and contradicts any other number", (machine, gpus) => {
    expect(countsOtherwise(machine, gpus)).toBe(false);
    expect(countsOtherwise(machine, gpus + 1)).toBe(true);
  });

  it.each(["H100", "NVIDIA H100 80GB HBM3", "H100_sxm5", "p5.48xlarge", "BM.GPU.H100.8", "Standard_ND96isr_H100_v5"])(
    "%s counts none",
    (machine) => {
      for (const gpus of [1, 4, 8]) expect(countsOtherwise(machine, gpus)).toBe(false);
    },
  );
});

describe("a label", () => {
  it.each([
    "1/2 A100",
    "H100 MIG 1g.10gb",
    "A100-MIG",
    "1g-10gb H100",
    "vGPU A100",
    "H100 (fractional)",
    "0.5x H100",
    "½ A100",
  ])("of a slice names no GPU and says so: %s", (label) => {
    expect(gpuNamed(label)).toBeNull();
    expect(untracked(label)).toEqual({ passed: "a slice of a GPU" });
  });

  it.each([
    ["8x H100 (80 GB SXM5)", "h100-sxm"],
    ["H100_80GB/SXM5", "h100-sxm"],
    ["gpu_8x_h100_sxm5", "h100-sxm"],
    ["A100 SXM4 80GB 1/8/2026", "a100-80gb"],
    ["BM.GPU.A100-v2.8", "a100"],
    ["NVIDIA A100-SXM4-80GB", "a100-80gb"],
    ["vcg a100 96c 960g 640vram NVIDIA_A100", "a100"],
  ])("of a whole GPU is none of a slice: %s", (label, gpu) => {
    expect(gpuNamed(label)).toBe(gpu);
  });
});

describe("spot beside on demand", () => {
  const candidate = (tenor: string, value: number, changes: Record<string, string> = {}): Candidate => ({
    series: `${tenor} ${value}`,
    standing: null,
    proposal: {
      dataset: "gpu-prices",
      measure: "price",
      dims: { gpu: "h100-sxm", provider: "aws", region: "us-east-1", offer: "x8", ...changes, tenor },
      period: DAY,
      value,
      status: "A",
      source: "aws",
    },
  });
  const { gate } = datasetOf("gpu-prices");
  const held = (...all: Candidate[]) => belowOther(gate, all).map((one) => [one.candidate.series, one.reason]);

  it("is held where it is above the same offer on demand, or the same", () => {
    const list = candidate("on-demand", 4);
    expect(held(list, candidate("spot", 4.1), candidate("spot", 4), candidate("spot", 3.9))).toEqual([
      ["spot 4.1", "4.1 as spot is above the 4 of on-demand, for the very same offer."],
      ["spot 4", "4 as spot is the same as on-demand, for the very same offer."],
    ]);
  });

  it("is compared in the same place, for the same machine and provider alone", () => {
    const list = candidate("on-demand", 4);
    for (const changes of [{ region: "eu-west-1" }, { offer: "x1" }, { provider: "azure" }, { gpu: "h200-sxm" }])
      expect(held(list, candidate("spot", 5, changes))).toEqual([]);
    expect(held(candidate("spot", 5))).toEqual([]);
  });
});
