type Machine = { gpu: string; gpus: number };

/** Oracle's bare-metal shapes with tracked GPUs; the part before the last dot names the board. */
export const ociMachines: Readonly<Record<string, Machine>> = {
  "BM.GPU4.8": { gpu: "a100-40gb", gpus: 8 },
  "BM.GPU.A100-v2.8": { gpu: "a100-80gb", gpus: 8 },
  "BM.GPU.H100.8": { gpu: "h100-sxm", gpus: 8 },
  "BM.GPU.H200.8": { gpu: "h200-sxm", gpus: 8 },
  "BM.GPU.B200.8": { gpu: "b200-sxm", gpus: 8 },
  "BM.GPU.B300.8": { gpu: "b300-sxm", gpus: 8 },
  "BM.GPU.GB200.4": { gpu: "gb200", gpus: 4 },
  "BM.GPU.GB300.4": { gpu: "gb300", gpus: 4 },
  "BM.GPU.L40S.4": { gpu: "l40s", gpus: 4 },
  "BM.GPU.MI300X.8": { gpu: "mi300x", gpus: 8 },
  "BM.GPU.MI355X.8": { gpu: "mi355x", gpus: 8 },
};
