import { defineDataset } from "../define";

// A phase stands beside the one that superseded it: adding them up counts the same chips twice.
const estimate = { frequency: "day", nature: "stock", aggregate: "none", decimals: 0, min: 0 } as const;

/** Clusters of AI chips by the day on which they began to run. */
export const dataset = defineDataset({
  slug: "gpu-clusters",
  code: "CLUSTER",
  title: "GPU clusters",
  description: "Chips, H100 equivalents and power of AI clusters from the day on which they began to run.",
  dimensions: {
    site: { label: "Cluster", entity: "site" },
    publisher: { label: "Publisher", entity: "publisher" },
  },
  measures: {
    chips: { label: "AI chips", unit: "chips", ...estimate },
    h100e: { label: "H100 equivalents", unit: "H100e", ...estimate },
    power: { label: "Power capacity", unit: "MW", ...estimate },
  },
  checks: [{ rule: "no-future-actuals" }],
  view: { chart: { shape: "points", measure: "h100e", by: ["site"] }, filters: ["site"] },
  staleAfterDays: 60,
  licence: "CC BY 4.0, Epoch AI, attributed.",
  methodologyVersion: "1.1.0",
  methodology: `## Scope
Clusters of AI chips that Epoch AI has recorded, each at the day on which it began to run: chips, compute in H100 equivalents, power capacity.

## Status and confidence
Existing clusters are estimates, planned ones forecasts. Epoch's certainty is the confidence: confirmed is high, likely medium, unlikely low.

## What is left out
What Epoch itself excludes, possible duplicates, what was decommissioned, and plans without a day. Systems that Epoch hides behind a name that many of them share pass, unless it gives each an id. Phases of one cluster are rows of their own and supersede each other; one that is superseded says by which, and clusters are never added up.

## Licence
CC BY 4.0: Epoch AI, GPU Clusters.

## Known gaps
In some rows chips and equivalents do not fit each other, as in the first phase of Stargate UAE; they are shown as published.

## Changes
1.0.0, November 2026: first version. 1.1.0, November 2026: anonymous systems are not merged into one; superseded phases are marked; nothing is summed.`,
});
