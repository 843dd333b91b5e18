import { defineDataset } from "../define";

/** GPUs and megawatts of each cloud, as stated, by site, model and state; statements overlap and are never added up. */
export const dataset = defineDataset({
  slug: "neocloud-fleets",
  code: "NEOCLOUD_FLEET",
  title: "Neocloud fleets",
  description:
    "GPUs and power of clouds by model and site: installed, contracted and announced, reported and estimated.",
  page: "/neoclouds",
  dimensions: {
    cloud: { label: "Cloud", entity: "cloud" },
    gpu: { label: "GPU", entity: "accelerator" },
    state: { label: "State", codes: { installed: "Installed", contracted: "Contracted", announced: "Announced" } },
    site: { label: "Site", entity: "site" },
    basis: { label: "Basis", codes: { reported: "Reported", estimate: "Estimated" } },
    publisher: { label: "Publisher", entity: "publisher" },
  },
  measures: {
    power: {
      label: "Power",
      unit: "MW",
      frequency: "day",
      nature: "stock",
      aggregate: "none",
      decimals: 1,
      min: 0,
      max: 50000,
    },
    gpus: {
      label: "GPUs",
      unit: "GPUs",
      frequency: "day",
      nature: "stock",
      aggregate: "none",
      decimals: 0,
      min: 0,
      max: 20000000,
    },
  },
  actuals: "reported",
  lessSure: [{ where: { basis: "estimate" }, why: "estimated by its publisher" }],
  checks: [{ rule: "no-future-actuals" }],
  view: {
    chart: {
      shape: "bars",
      measure: "power",
      by: ["cloud"],
      where: { site: "all-sites", state: "installed", gpu: "all-models" },
    },
    filters: ["cloud", "state", "gpu", "basis", "site"],
  },
  staleAfterDays: 120,
  licence: "Epoch AI's data is CC BY 4.0 and attributed; other figures are single facts cited from their publishers.",
  methodologyVersion: "1.0.0",
  methodology: `## Scope
How many GPUs a cloud has and how much power they may draw, as stated by the cloud or estimated by a publisher, for the day that the statement is about.

## Definitions
*Installed* runs now, *contracted* is bound by a contract, *announced* is a plan. They are different things and are never added to each other. *All sites* with *all models* is a statement about the whole cloud; anything else is about a part of it. *H100 equivalents* restate other machines by their speed and count nothing new. Power is as the publisher gives it; most do not say whether it is critical IT or facility power, and the note says so where they do.

## Reported and estimated
*Reported* is the company's own figure or a filing's. *Estimated* is a publisher's reading of satellite images, permits or deals. They stand as series of their own.

## Sources in order of trust
Filings and the company's own releases; Epoch AI's databases of frontier data centres and GPU clusters; press.

## Status
A statement about a day after it was published is a forecast. Others are actual where reported and estimates where estimated.

## Known gaps
Private clouds seldom say anything. Statements about parts overlap, so that no sum over sites is a fleet.

## Revisions
A later statement about the same day is a new vintage.

## Changes
1.0.0, November 2026: first version.`,
});
