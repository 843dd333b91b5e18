import { defineDataset } from "../define";

/** Dated claims about how many clouds there are and how many will last. */
export const dataset = defineDataset({
  slug: "neocloud-claims",
  code: "NEOCLOUD_CLAIM",
  title: "Claims about neoclouds",
  description: "Dated claims about the number of clouds, how many will survive and what hyperscalers hold.",
  page: "/neoclouds",
  dimensions: {
    claim: {
      label: "Claim",
      codes: {
        tracked: "Clouds tracked",
        survivors: "Clouds that will survive",
        "sovereign-survivors": "Sovereign clouds among the survivors",
        "hyperscaler-revenue-share": "Hyperscalers' part of AI GPU revenue",
      },
    },
    publisher: { label: "Publisher", entity: "publisher" },
  },
  measures: {
    count: {
      label: "Count",
      unit: "clouds",
      frequency: "month",
      actual: "within-period",
      nature: "stock",
      aggregate: "none",
      decimals: 0,
      min: 0,
    },
    share: {
      label: "Share",
      unit: "%",
      frequency: "month",
      actual: "within-period",
      nature: "share",
      aggregate: "none",
      decimals: 0,
      min: 0,
      max: 100,
    },
  },
  view: { chart: { shape: "points", measure: "count", by: ["claim"] }, filters: ["claim"] },
  staleAfterDays: 3650,
  licence: "Single facts, cited.",
  methodologyVersion: "1.0.0",
  methodology: `## Scope
Statements that were made about the whole market of AI clouds and that readers hold against what happened: how many clouds are tracked, how many will survive, how many of those are sovereign, and what part of revenue from AI GPUs hyperscalers hold.

## Definitions
The period is the month of the statement, which may stand before that month is over. A range that was stated as a range has its ends and no middle. "Survive" was not defined by whoever said it, and any test of it must say what it means by it.

## How it is used
A claim is shown with its date beside what the data here says, and is never corrected: whether it was right is for the reader to see.

## Sources
The page of the statement of December 2024 was not kept; its date and its figures are all there is, and its confidence is low for that reason.

## Known gaps
No series here measures the revenue of all clouds from AI GPUs, so that the claim about revenue cannot be tested.

## Changes
1.0.0, November 2026: first version.`,
});
