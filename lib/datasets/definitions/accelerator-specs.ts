import { defineDataset } from "../define";

const published = { frequency: "day", nature: "stock", aggregate: "none", min: 0 } as const;

/** What accelerators can do, by their data sheets. */
export const dataset = defineDataset({
  slug: "accelerator-specs",
  code: "SPEC",
  title: "Accelerator specifications",
  description: "Performance, memory, power and price at release of AI accelerators, by release day.",
  dimensions: {
    accelerator: { label: "Accelerator", entity: "accelerator" },
    publisher: { label: "Publisher", entity: "publisher" },
  },
  measures: {
    fp16: { label: "FP16 or BF16, dense", unit: "TFLOP/s", decimals: 0, ...published },
    fp8: { label: "FP8", unit: "TFLOP/s", decimals: 0, ...published },
    fp4: { label: "FP4", unit: "TFLOP/s", decimals: 0, ...published },
    memory: { label: "Memory", unit: "GB", decimals: 0, ...published },
    bandwidth: { label: "Memory bandwidth", unit: "GB/s", decimals: 0, ...published },
    tdp: { label: "Thermal design power", unit: "W", decimals: 0, ...published },
    price: { label: "Price at release", unit: "USD", decimals: 0, ...published },
  },
  checks: [{ rule: "no-future-actuals" }],
  view: { chart: { shape: "points", measure: "fp16", by: ["accelerator"] }, filters: ["accelerator"] },
  staleAfterDays: 120,
  licence: "CC BY 4.0, Epoch AI, attributed.",
  methodologyVersion: "1.0.0",
  methodology: `## Scope
What data sheets state of AI accelerators, as Epoch AI has compiled it, at the day of release: peak performance by number format, memory, bandwidth, design power, and the price at release where one is known.

## Definitions
Performance is per accelerator. Epoch gives it without sparsity where a data sheet tells the two apart; some rows do not say. Memory is in units of 10⁹ bytes.

## When a value is known
From the day on which the file was read.

## Licence
CC BY 4.0: Epoch AI, Machine Learning Hardware.

## Known gaps
Accelerators without a full release date are left out. Prices at release are quotes from the press.

## Changes
1.0.0, November 2026: first version.`,
});
