type Machine = { gpu: string; gpus: number };

/** Google Cloud's machines with tracked GPUs. */
export const gcpMachines: Readonly<Record<string, Machine>> = {
  "a2-highgpu-1g": { gpu: "a100-40gb", gpus: 1 },
  "a2-highgpu-8g": { gpu: "a100-40gb", gpus: 8 },
  "a2-ultragpu-1g": { gpu: "a100-80gb", gpus: 1 },
  "a2-ultragpu-8g": { gpu: "a100-80gb", gpus: 8 },
  "a3-highgpu-1g": { gpu: "h100-sxm", gpus: 1 },
  "a3-highgpu-2g": { gpu: "h100-sxm", gpus: 2 },
  "a3-highgpu-4g": { gpu: "h100-sxm", gpus: 4 },
  "a3-highgpu-8g": { gpu: "h100-sxm", gpus: 8 },
  "a3-megagpu-8g": { gpu: "h100-sxm", gpus: 8 },
  "a3-ultragpu-8g": { gpu: "h200-sxm", gpus: 8 },
  "a4-highgpu-8g": { gpu: "b200-sxm", gpus: 8 },
  "a4x-highgpu-4g": { gpu: "gb200", gpus: 4 },
};
