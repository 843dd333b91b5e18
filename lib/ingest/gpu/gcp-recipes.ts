type Component = "a100-40gb" | "a100-80gb" | "h100" | "h100-mega" | "h200" | "b200-slice";

/** What a machine of Google Cloud is made of, for prices that are listed by component. Memory and SSD in GiB. */
export type GcpRecipe = {
  /** Its vCPUs and memory are listed by family: `A3 Instance Core`. */
  family: "a2" | "a3" | "a3plus" | "a3ultra" | "none";
  vcpus: number;
  memoryGib: number;
  /** Local SSD that always comes with the machine and is charged for. */
  ssdGib: number;
  gpu: Component;
  /** What SkyPilot's catalogue calls the GPU, whose rows stand apart from the machines'. */
  skypilot: string;
};

/**
 * The machines whose parts are all listed; each has the number of GPUs that `gcpMachines` says. A slice of an A4 has its
 * vCPUs, memory and disk inside the price.
 */
export const gcpRecipes: Readonly<Record<string, GcpRecipe>> = {
  "a2-highgpu-1g": a2(12, 85, 0, "a100-40gb"),
  "a2-highgpu-2g": a2(24, 170, 0, "a100-40gb"),
  "a2-highgpu-4g": a2(48, 340, 0, "a100-40gb"),
  "a2-highgpu-8g": a2(96, 680, 0, "a100-40gb"),
  "a2-megagpu-16g": a2(96, 1360, 0, "a100-40gb"),
  "a2-ultragpu-1g": a2(12, 170, 375, "a100-80gb"),
  "a2-ultragpu-2g": a2(24, 340, 750, "a100-80gb"),
  "a2-ultragpu-4g": a2(48, 680, 1500, "a100-80gb"),
  "a2-ultragpu-8g": a2(96, 1360, 3000, "a100-80gb"),
  "a3-highgpu-1g": a3High(1),
  "a3-highgpu-2g": a3High(2),
  "a3-highgpu-4g": a3High(4),
  "a3-highgpu-8g": a3High(8),
  "a3-megagpu-8g": {
    family: "a3plus",
    vcpus: 208,
    memoryGib: 1872,
    ssdGib: 6000,
    gpu: "h100-mega",
    skypilot: "H100-MEGA",
  },
  "a3-ultragpu-8g": {
    family: "a3ultra",
    vcpus: 224,
    memoryGib: 2952,
    ssdGib: 12_000,
    gpu: "h200",
    skypilot: "H200",
  },
  "a4-highgpu-8g": {
    family: "none",
    vcpus: 0,
    memoryGib: 0,
    ssdGib: 0,
    gpu: "b200-slice",
    skypilot: "B200",
  },
};

function a2(vcpus: number, memoryGib: number, ssdGib: number, gpu: "a100-40gb" | "a100-80gb"): GcpRecipe {
  const skypilot = gpu === "a100-40gb" ? "A100" : "A100-80GB";
  return { family: "a2", vcpus, memoryGib, ssdGib, gpu, skypilot };
}

function a3High(gpus: number): GcpRecipe {
  const size = { vcpus: 26 * gpus, memoryGib: 234 * gpus, ssdGib: 750 * gpus };
  return { family: "a3", ...size, gpu: "h100", skypilot: "H100" };
}
