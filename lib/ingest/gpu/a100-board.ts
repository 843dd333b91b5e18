/** The board that a label names for an A100, whose prices differ by it while the accelerator is one; empty for all others. */
export function a100Board(gpu: string, label: string): "sxm" | "pcie" | "" {
  if (!gpu.startsWith("a100")) return "";
  const plain = label.replaceAll("_", " ");
  if (/\bsxm\d?\b/i.test(plain)) return "sxm";
  return /\bpcie\b/i.test(plain) ? "pcie" : "";
}
