type Machine = { gpu: string; gpus: number };

/** AWS's machines with tracked GPUs. p5e and p5en carry H200, not H100. */
export const awsMachines: Readonly<Record<string, Machine>> = {
  "p5.4xlarge": { gpu: "h100-sxm", gpus: 1 },
  "p5.48xlarge": { gpu: "h100-sxm", gpus: 8 },
  "p5e.48xlarge": { gpu: "h200-sxm", gpus: 8 },
  "p5en.48xlarge": { gpu: "h200-sxm", gpus: 8 },
  "p6-b200.48xlarge": { gpu: "b200-sxm", gpus: 8 },
  "p6-b300.48xlarge": { gpu: "b300-sxm", gpus: 8 },
  "p6e-gb200.36xlarge": { gpu: "gb200", gpus: 4 },
  "p4d.24xlarge": { gpu: "a100-40gb", gpus: 8 },
  "p4de.24xlarge": { gpu: "a100-80gb", gpus: 8 },
  "g6e.xlarge": { gpu: "l40s", gpus: 1 },
  "g6e.12xlarge": { gpu: "l40s", gpus: 4 },
  "g6e.48xlarge": { gpu: "l40s", gpus: 8 },
};
