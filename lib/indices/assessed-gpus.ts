import type { Features } from "@/lib/models/price-index/normalise";

/** A GPU that is assessed, which stored GPUs enter with which features, and between which prices in USD per GPU-hour. */
export type AssessedGpu = {
  gpu: string;
  from: Readonly<Record<string, Features>>;
  /** What a source writes that may be this GPU or a cheaper sibling: never an input, and said so beside each value. */
  vague: readonly string[];
  bounds: readonly [number, number];
};

/** PCIe enters the index of H100 alone: for no other GPU is a factor published. */
export const assessedGpus: readonly AssessedGpu[] = [
  { gpu: "h100-sxm", from: { "h100-sxm": {}, "h100-pcie": { form: "pcie" } }, vague: ["h100"], bounds: [0.6, 20] },
  { gpu: "h200-sxm", from: { "h200-sxm": {} }, vague: ["h200"], bounds: [0.6, 20] },
  { gpu: "b200-sxm", from: { "b200-sxm": {} }, vague: ["b200"], bounds: [1, 40] },
  { gpu: "a100-80gb", from: { "a100-80gb": {} }, vague: ["a100"], bounds: [0.2, 12] },
  { gpu: "mi300x", from: { mi300x: {} }, vague: [], bounds: [0.4, 15] },
];

export const SEGMENTS = ["neocloud", "hyperscaler", "marketplace"] as const;
export const TENORS = ["on-demand", "spot", "m1", "m3", "m6", "m12", "m24", "m36"] as const;
export type Tenor = (typeof TENORS)[number];

/** The length of a term in years; null where there is none. */
export const yearsOf = (tenor: string): number | null => {
  const months = /^m(\d+)$/.exec(tenor)?.[1];
  return months ? Number(months) / 12 : null;
};
