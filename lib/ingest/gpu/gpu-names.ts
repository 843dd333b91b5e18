import { SLICE } from "./gpu-memory";

/** A source's name of a GPU with the form factor that it proves: nothing is guessed from the price. */
type Named = { pattern: RegExp; gpu: string };

// The first that fits is taken: the finer names stand before the coarser ones.
const NAMES: readonly Named[] = [
  { pattern: /\bgb300\b/i, gpu: "gb300" },
  { pattern: /\bgb200\b/i, gpu: "gb200" },
  { pattern: /\bgh200\b/i, gpu: "gh200" },
  { pattern: /\bb300\b.*\b(sxm\d?|hgx)\b|\bhgx b300\b/i, gpu: "b300-sxm" },
  { pattern: /\bb300\b/i, gpu: "b300" },
  { pattern: /\bb200\b.*\b(sxm\d?|hgx)\b|\bhgx b200\b/i, gpu: "b200-sxm" },
  { pattern: /\bb200\b/i, gpu: "b200" },
  { pattern: /\bh200[ _-]*nvl\b/i, gpu: "h200-nvl" },
  { pattern: /\bh200\b.*\b(sxm\d?|hgx)\b|\bhgx h200\b/i, gpu: "h200-sxm" },
  { pattern: /\bh200\b/i, gpu: "h200" },
  { pattern: /\bh100[ _-]*nvl\b|\bh100\b.*\b94 ?gb\b/i, gpu: "h100-nvl" },
  { pattern: /\bh100\b.*\bpcie?\b|\bh100_pcie\b/i, gpu: "h100-pcie" },
  { pattern: /\bh100\b.*\b(sxm\d?|hgx|hbm3)\b|\bhgx h100\b|\bh100_sxm\d?\b/i, gpu: "h100-sxm" },
  { pattern: /\bh100\b|\bh100_80gb\b/i, gpu: "h100" },
  { pattern: /\ba100\b.*\b80 ?(g|gb|gib)\b|\ba100[_-]?80gb?\b|\ba100x\b/i, gpu: "a100-80gb" },
  { pattern: /\ba100\b.*\b40 ?(g|gb|gib)\b|\ba100[_-]?40gb?\b/i, gpu: "a100-40gb" },
  { pattern: /\ba100\b/i, gpu: "a100" },
  { pattern: /\bmi355x\b/i, gpu: "mi355x" },
  { pattern: /\bmi350x\b/i, gpu: "mi350x" },
  { pattern: /\bmi325x\b/i, gpu: "mi325x" },
  { pattern: /\bmi300x\b/i, gpu: "mi300x" },
  { pattern: /\bl40s\b/i, gpu: "l40s" },
];

/** A slice of a GPU is another good than a GPU: `MIG 1g.10gb`, `1/2 A100`, `0.25x H100`. */
const SLICED =
  /\bmig\b|\b[1-7]g[.-]\d+gb\b|\bvgpu\b|\bfraction(al)?\b|\bslice\b|\b(half|quarter)\b|(^|[^\d/])[1-9] ?\/ ?(?:[2-9]|1\d)(?![\d/])|[½¼⅓⅛]|(^|[\s_-])0?\.\d+ ?x/i;

/** The accelerator that a source's label names, or null where it is none of those that are tracked. */
export function gpuNamed(label: string): string | null {
  if (SLICED.test(label.replaceAll("_", " "))) return null;
  const plain = label.replaceAll(/[_/]+/g, " ").replaceAll(/\s+/g, " ");
  return NAMES.find(({ pattern }) => pattern.test(plain) || pattern.test(label))?.gpu ?? null;
}

/** Why a label stands for no tracked GPU. */
export const untracked = (label: string): { passed: string } => ({
  passed: SLICED.test(label.replaceAll("_", " ")) ? SLICE : "no tracked GPU",
});
