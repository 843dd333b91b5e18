/** A machine with its GPUs. Some can be had as spot, flex-start or reservation only, though their parts have a list price. */
type Machine = { gpu: string; gpus: number; onDemand: boolean };

const machine = (gpu: string, gpus: number, onDemand = true): Machine => ({ gpu, gpus, onDemand });

/** Google Cloud's machines with tracked GPUs. */
export const gcpMachines: Readonly<Record<string, Machine>> = {
  "a2-highgpu-1g": machine("a100-40gb", 1),
  "a2-highgpu-2g": machine("a100-40gb", 2),
  "a2-highgpu-4g": machine("a100-40gb", 4),
  "a2-highgpu-8g": machine("a100-40gb", 8),
  "a2-megagpu-16g": machine("a100-40gb", 16),
  "a2-ultragpu-1g": machine("a100-80gb", 1),
  "a2-ultragpu-2g": machine("a100-80gb", 2),
  "a2-ultragpu-4g": machine("a100-80gb", 4),
  "a2-ultragpu-8g": machine("a100-80gb", 8),
  "a3-highgpu-1g": machine("h100-sxm", 1, false),
  "a3-highgpu-2g": machine("h100-sxm", 2, false),
  "a3-highgpu-4g": machine("h100-sxm", 4, false),
  "a3-highgpu-8g": machine("h100-sxm", 8),
  "a3-megagpu-8g": machine("h100-sxm", 8),
  "a3-ultragpu-8g": machine("h200-sxm", 8),
  "a4-highgpu-8g": machine("b200-sxm", 8, false),
  "a4x-highgpu-4g": machine("gb200", 4, false),
};

/** Why a machine's price is none of Google's for that tenor; null where it is one. The same for every source of them. */
export const notSoldSo = (type: string, tenor: string): string | null =>
  tenor === "spot" || gcpMachines[type]?.onDemand !== false ? null : `had as spot or reservation only: ${type}`;
