import { defineDataset } from "../define";

/** What an accelerator or a rack costs to make, by component, as each publisher estimates it. */
export const dataset = defineDataset({
  slug: "accelerator-cost",
  code: "ACCELERATOR_COST",
  title: "Accelerator cost",
  description: "Manufacturing cost of accelerators by component, as estimated by each publisher.",
  page: "/hbm",
  dimensions: {
    accelerator: { label: "Accelerator", entity: "accelerator" },
    scope: {
      label: "Scope",
      codes: { chip: "One accelerator", board: "One board: two GPUs and a CPU", rack: "One rack" },
    },
    component: {
      label: "Component",
      codes: {
        total: "Total",
        "logic-die": "Logic die",
        "purchase-price": "Purchase price",
        hbm: "HBM",
        memory: "All memory: HBM, DRAM and NAND",
        "packaging-cowos": "CoWoS packaging",
        "test-yield": "Test and yield",
        other: "Other",
      },
    },
    publisher: { label: "Publisher", entity: "publisher" },
  },
  measures: {
    usd: { label: "Cost", unit: "USD", frequency: "day", nature: "price", aggregate: "none", decimals: 0, min: 0 },
    share: {
      label: "Part of cost",
      unit: "%",
      frequency: "day",
      nature: "share",
      aggregate: "none",
      decimals: 1,
      min: 0,
      max: 100,
    },
  },
  view: {
    chart: { shape: "bars", measure: "usd", by: ["accelerator"], where: { component: "total", scope: "chip" } },
    filters: ["component", "accelerator", "publisher", "scope"],
  },
  staleAfterDays: 365,
  licence: "Single figures cited from their publishers; Epoch AI's estimates are CC BY 4.0 and attributed.",
  methodologyVersion: "1.1.0",
  methodology: `## Scope
What it costs to make one accelerator, or to buy one rack, in nominal USD, and what part of that each component is.

## Definitions
*Component* follows the publisher: logic die, HBM, CoWoS packaging, test and yield loss, other. *Total* is the publisher's own total and is not the sum of the parts that it names. A figure for a rack or for a board with two GPUs is one of the whole and is never set against the cost of one accelerator. What a rack sells for is its *purchase price* and no cost. All memory is more than HBM.

## What is stated and what is computed
The store holds what a publisher states: a range has no middle, and what a publisher gives as a part is stored as one and not turned into dollars. The part that HBM is of cost is computed on the page, only where one publisher gives both figures for one accelerator on one day; the computation is shown with the number. A part that the publisher states as such is a series of its own.

## Sources in order of trust
Teardown and cost models that show their inputs; research houses; posts.

## Known gaps
All of it is estimated: no maker publishes its cost of goods by component. Publishers differ in what they count as test, yield and packaging.

## Revisions
A publisher that changes its estimate leaves both, the later one as a new vintage.

## Changes
1.0.0, November 2026: first version. 1.1.0, December 2026: boards and purchase prices are told apart; computed remainders and middles of ranges went out.`,
});
