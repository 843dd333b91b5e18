import { slugOf } from "@/lib/kernel/slug";
import { defineConnector, type Reading } from "../connector";
import { epochCard, epochSource } from "../epoch/epoch-card";
import { dayIn, type EpochRow, numberIn, tableOf } from "../epoch/table";

const SOURCE = "epoch-ml-hardware";
const NEEDED = ["Hardware name", "Manufacturer", "Release date", "Tensor-FP16/BF16 performance (FLOP/s)", "TDP (W)"];
const COLUMNS = [
  { column: "Tensor-FP16/BF16 performance (FLOP/s)", measure: "fp16", factor: 1e-12 },
  { column: "FP8 performance (FLOP/s)", measure: "fp8", factor: 1e-12 },
  { column: "FP4 performance (FLOP/s)", measure: "fp4", factor: 1e-12 },
  { column: "Memory (bytes)", measure: "memory", factor: 1e-9 },
  { column: "Memory bandwidth (byte/s)", measure: "bandwidth", factor: 1e-9 },
  { column: "TDP (W)", measure: "tdp", factor: 1 },
  { column: "Release price (USD)", measure: "price", factor: 1 },
] as const;

/** Epoch's names for accelerators that the house knows by another one. */
const KNOWN: Readonly<Record<string, string>> = {
  "NVIDIA H100 SXM5 80GB": "h100-sxm",
  "NVIDIA H100 PCIe": "h100-pcie",
  "NVIDIA H100 NVL": "h100-nvl",
  "NVIDIA H200 SXM": "h200-sxm",
  "NVIDIA B100": "b100",
  "NVIDIA B200": "b200",
  "NVIDIA B300 (Blackwell Ultra)": "b300",
  "NVIDIA GB200": "gb200",
  "NVIDIA GB300 (Blackwell Ultra)": "gb300",
  "NVIDIA A100 SXM4 40 GB": "a100-40gb",
  "NVIDIA A100 SXM4 80 GB": "a100-80gb",
  "NVIDIA L40S": "l40s",
  "AMD Instinct MI300X": "mi300x",
  "AMD Instinct MI325X": "mi325x",
  "AMD Instinct MI350X": "mi350x",
  "AMD Instinct MI355X": "mi355x",
  "AMD Instinct MI250X": "mi250x",
  "Google TPU v4": "tpu-v4",
  "Google TPU v5e": "tpu-v5e",
  "Google TPU v5p": "tpu-v5p",
  "Google TPU v6e Trillium": "tpu-v6e",
  "Google TPU v7 Ironwood": "tpu-v7",
  "Amazon Trainium1": "trainium1",
  "Amazon Trainium2": "trainium2",
  "Huawei Ascend 910C": "ascend-910c",
  "Maia 100 (M100)": "maia-100",
};

function* readRow(row: EpochRow): Generator<Reading> {
  const name = (row["Hardware name"] ?? "").trim();
  const accelerator = KNOWN[name] ?? slugOf(name);
  if (!accelerator) return yield { rejected: "no hardware is named", sample: JSON.stringify(row).slice(0, 300) };
  const on = dayIn(row, "Release date");
  if (!on) return yield { passed: "no full release date" };
  const designer = (row["Manufacturer"] ?? "").trim();
  yield {
    entity: {
      kind: "accelerator",
      slug: accelerator,
      name,
      aliases: [],
      attributes: designer ? { designer } : {},
      verified: false,
      source: SOURCE,
    },
  };
  for (const { column, measure, factor } of COLUMNS) {
    const found = numberIn(row, column);
    if ("fault" in found) yield { rejected: found.fault, sample: name };
    else if (found.value !== null)
      yield {
        observation: {
          dataset: "accelerator-specs",
          measure,
          dims: { accelerator, publisher: "epoch-ai" },
          period: on,
          value: Number((found.value * factor).toPrecision(8)),
          status: "A",
          confidence: "medium",
          source: SOURCE,
          note: `${name}, ${column}: ${row[column]}`,
        },
      };
  }
}

/** Accelerators with their published performance, memory, power and price at release. */
export const connector = defineConnector({
  ...epochCard,
  slug: "epoch-ml-hardware",
  title: "Epoch AI, ML hardware",
  datasets: ["accelerator-specs"],
  cadence: { cron: "30 7 * * 1", timeZone: "UTC" },
  attribution: "Epoch AI, Machine Learning Hardware, CC BY 4.0",
  source: epochSource(SOURCE, "Machine Learning Hardware", "https://epoch.ai/data/machine-learning-hardware"),
  fetch: async (ask) => {
    await ask({ name: "ml_hardware", url: "https://epoch.ai/data/ml_hardware.csv", expects: "csv" });
  },
  read: async function* (payloads) {
    for await (const payload of payloads) {
      const { rows, columns } = await tableOf(payload, NEEDED);
      for (const { column } of COLUMNS) if (!columns.includes(column)) yield { passed: `no column “${column}”` };
      for (const row of rows) yield* readRow(row);
    }
  },
});
