import type { Reading } from "../connector";
import { type CsvRow, numberIn } from "./catalogue-csv";
import type { CatalogueMachine } from "./catalogue-machines";
import { gcpMachines, notSoldSo } from "./gcp-machines";
import { gcpRecipes } from "./gcp-recipes";
import { isListAgain, SPOT_AT_LIST } from "./spot-price";

const PRICES = [
  ["on-demand", "Price"],
  ["spot", "SpotPrice"],
] as const;

const gpuKey = (name: string, count: number, zone: string): string => `${name} ${count} ${zone}`;

/**
 * Google's rows of SkyPilot's catalogue, put together: a machine stands in one row, with its vCPUs and memory alone, and
 * its GPUs in another of the same zone, without a machine. Neither is a price of a machine, so one without the other is
 * rejected. The sum is without local SSD, which the catalogue leaves out.
 */
export function* skypilotGcp(rows: readonly CsvRow[]): Generator<CatalogueMachine | Reading> {
  const gpus = new Map<string, CsvRow>();
  const rivals = new Set<string>();
  for (const row of rows) {
    if (row["InstanceType"] || !row["AcceleratorName"]) continue;
    const count = numberIn(row, "AcceleratorCount") ?? 0;
    const key = gpuKey(row["AcceleratorName"], count, row["AvailabilityZone"] ?? "");
    const known = gpus.get(key);
    if (known && PRICES.some(([, column]) => known[column] !== row[column])) rivals.add(key);
    gpus.set(key, row);
  }
  const used = new Set<CsvRow>();
  for (const row of rows) {
    const type = row["InstanceType"] ?? "";
    if (!type) continue;
    const [recipe, machine] = [gcpRecipes[type], gcpMachines[type]];
    if (!recipe || !machine || recipe.family === "none") {
      yield { passed: `machine not tracked: google-cloud ${type}` };
      continue;
    }
    const zone = row["AvailabilityZone"] ?? "";
    const key = gpuKey(recipe.skypilot, machine.gpus, zone);
    const part = gpus.get(key);
    if (part && rivals.has(key)) {
      used.add(part);
      yield { rejected: "two prices for the GPUs of one machine", sample: `${type} ${zone}` };
      continue;
    }
    if (!part) {
      yield { rejected: "a machine without its GPUs", sample: `${type} ${zone}` };
      continue;
    }
    used.add(part);
    const usdOf = (column: string) => (numberIn(row, column) ?? 0) + (numberIn(part, column) ?? 0);
    for (const [tenor, column] of PRICES) {
      const [host, cards] = [numberIn(row, column), numberIn(part, column)];
      const reason = notSoldSo(type, tenor);
      if (reason) yield { passed: reason };
      else if (tenor === "spot" && host && cards && isListAgain(host + cards, usdOf("Price")))
        yield { passed: SPOT_AT_LIST };
      else if (!host || !cards || !Number.isFinite(host + cards)) yield { passed: `no ${tenor} price` };
      else
        yield {
          cloud: "gcp",
          machine: type,
          label: `${type} ${recipe.skypilot}, ${host} for the machine + ${cards} for its GPUs, without local SSD`,
          memoryGb: null,
          gpus: machine.gpus,
          region: row["Region"] ?? "",
          zone,
          tenor,
          usdPerHour: host + cards,
        };
    }
  }
  for (const row of gpus.values())
    if (!used.has(row))
      yield {
        rejected: "GPUs without their machine",
        sample: `${row["AcceleratorName"]} × ${row["AcceleratorCount"]}`,
      };
}
