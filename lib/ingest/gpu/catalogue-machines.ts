import { a100Board } from "./a100-board";
import { awsMachines } from "./aws-machines";
import { azureMachines } from "./azure-machines";
import { gcpMachines, notSoldSo } from "./gcp-machines";
import { isSlice, SLICE } from "./gpu-memory";
import { gpuNamed, untracked } from "./gpu-names";
import { offerCode, type Offer } from "./offer";
import { countsOtherwise } from "./machine-count";
import { ociMachines } from "./oci-machines";
import { providerNamed, segmentOf } from "./third-party-providers";

/** One machine of a third party's catalogue, as it is written there. The price is for the whole machine and one hour. */
export type CatalogueMachine = {
  /** What the catalogue calls the provider: `lambdalabs`. */
  cloud: string;
  machine: string;
  /** Everything in the row that may name the GPU and its form factor. */
  label: string;
  /** Of one GPU; null where the row does not say. */
  memoryGb: number | null;
  gpus: number;
  region: string;
  /** The zone within the region, where the row names one: one machine has one price there. */
  zone?: string;
  tenor: "on-demand" | "spot";
  usdPerHour: number;
};

export type Identified = { offer: Offer } | { passed: string } | { rejected: string };

/** Providers whose machine types prove the GPU better than any label does. */
const KNOWN: Readonly<Record<string, Readonly<Record<string, { gpu: string; gpus: number }>>>> = {
  aws: awsMachines,
  azure: azureMachines,
  "google-cloud": gcpMachines,
  "oracle-oci": ociMachines,
};

/** Where prices differ by region, those that a cross-check needs; the lists themselves are read elsewhere in full. */
const REGIONS: Readonly<Record<string, readonly string[]>> = {
  aws: ["us-east-1", "us-east-2", "us-west-2"],
  azure: ["eastus", "eastus2", "southcentralus", "westus3", "swedencentral", "westeurope"],
  "google-cloud": ["us-central1", "us-east4", "us-east5", "us-west1", "europe-west4"],
};

const BY_REGION = new Set(["aws", "azure", "google-cloud", "nebius"]);
/** Their spot is a fixed share of the list by rule: no price of a market. */
const ADMINISTERED = new Set(["oracle-oci", "verda"]);

const OTHER_COUNT = "another number of GPUs than the machine has";
const MEMORY_OF_A_LARGE_A100_GB = 60;
const MEMORY_OF_A_SMALL_A100_GB = 30;

function gpuOf(row: CatalogueMachine): string | null {
  // Verda writes the number of GPUs before the name; `.80S.` and `.141S.` are its SXM boards.
  const verda = /^\d+(H100|H200)\.\d+S\./.exec(row.machine)?.[1];
  const gpu = verda ? gpuNamed(`${verda} SXM`) : gpuNamed(row.label);
  if (gpu !== "a100" || row.memoryGb === null) return gpu;
  if (row.memoryGb > MEMORY_OF_A_LARGE_A100_GB) return "a100-80gb";
  return row.memoryGb > MEMORY_OF_A_SMALL_A100_GB ? "a100-40gb" : "a100";
}

function machineOf(
  provider: string,
  row: CatalogueMachine,
): { gpu: string } | { passed: string } | { rejected: string } {
  const known = KNOWN[provider];
  if (!known) {
    const gpu = gpuOf(row);
    if (!gpu) return untracked(row.label);
    if (isSlice(gpu, row.memoryGb)) return { passed: SLICE };
    return countsOtherwise(row.machine, row.gpus) ? { rejected: OTHER_COUNT } : { gpu };
  }
  const machine = known[row.machine];
  if (!machine) return { passed: `machine not tracked: ${provider} ${row.machine}` };
  if (machine.gpus !== row.gpus) return { rejected: OTHER_COUNT };
  return machine;
}

/** The offer that a row of a catalogue stands for, for one GPU; or why it stands for none. */
export function catalogueOffer(row: CatalogueMachine): Identified {
  const provider = providerNamed(row.cloud);
  if (!provider) return { rejected: "no provider" };
  if (row.gpus > 0 && row.gpus < 1) return { passed: SLICE };
  if (!Number.isInteger(row.gpus) || row.gpus <= 0) return { rejected: "no whole number of GPUs" };
  const machine = machineOf(provider, row);
  if (!("gpu" in machine)) return machine;
  if (row.tenor === "spot" && ADMINISTERED.has(provider))
    return { passed: `spot of ${provider} is a share of its list by rule` };
  const unsold = provider === "google-cloud" ? notSoldSo(row.machine, row.tenor) : null;
  if (unsold) return { passed: unsold };
  const regions = REGIONS[provider];
  if (regions && !regions.includes(row.region)) return { passed: `region not compared: ${provider} ${row.region}` };
  const { gpu } = machine;
  return {
    offer: {
      gpu,
      segment: segmentOf(provider),
      provider,
      tenor: row.tenor,
      kind: "catalogue",
      ...(BY_REGION.has(provider) ? { region: row.region } : {}),
      offer: machineCode(provider, gpu, row),
      place: `${row.machine} ${row.region} ${row.zone ?? ""}`,
      usdPerGpuHour: row.usdPerHour / row.gpus,
      raw: `${row.cloud} ${row.label}, ${row.region}: ${Number(row.usdPerHour.toFixed(6))} USD an hour ÷ ${row.gpus} GPUs`,
    },
  };
}

/** Marketplaces name a machine after its size: what counts is how many GPUs there are, and the board of an A100. */
function machineCode(provider: string, gpu: string, { machine, label, gpus }: CatalogueMachine): string {
  if (segmentOf(provider) === "marketplace") return offerCode(gpus, a100Board(gpu, label));
  return offerCode(gpus, machine.replace(/^(gpu_)?\d+x_/, ""));
}
