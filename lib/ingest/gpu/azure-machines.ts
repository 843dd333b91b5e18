type Machine = { gpu: string; gpus: number };

/** Azure's machines with tracked GPUs: which GPU, in which form factor, and how many. */
export const azureMachines: Readonly<Record<string, Machine>> = {
  Standard_ND96isr_H100_v5: { gpu: "h100-sxm", gpus: 8 },
  Standard_ND96is_H100_v5: { gpu: "h100-sxm", gpus: 8 },
  Standard_NC40ads_H100_v5: { gpu: "h100-nvl", gpus: 1 },
  Standard_NCC40ads_H100_v5: { gpu: "h100-nvl", gpus: 1 },
  Standard_NC80adis_H100_v5: { gpu: "h100-nvl", gpus: 2 },
  Standard_ND96isr_H200_v5: { gpu: "h200-sxm", gpus: 8 },
  Standard_ND96is_H200_v5: { gpu: "h200-sxm", gpus: 8 },
  Standard_ND96isr_MI300X_v5: { gpu: "mi300x", gpus: 8 },
  Standard_ND96is_MI300X_v5: { gpu: "mi300x", gpus: 8 },
  Standard_ND128isr_NDR_GB200_v6: { gpu: "gb200", gpus: 4 },
  Standard_ND128isr_GB300_v6: { gpu: "gb300", gpus: 4 },
  Standard_ND96asr_v4: { gpu: "a100-40gb", gpus: 8 },
  Standard_ND96amsr_A100_v4: { gpu: "a100-80gb", gpus: 8 },
  Standard_NC24ads_A100_v4: { gpu: "a100-80gb", gpus: 1 },
  Standard_NC48ads_A100_v4: { gpu: "a100-80gb", gpus: 2 },
  Standard_NC96ads_A100_v4: { gpu: "a100-80gb", gpus: 4 },
};
