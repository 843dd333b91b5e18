import { defineDataset } from "../define";

/** ClusterMAX tier of each rated cloud, by edition. */
export const dataset = defineDataset({
  slug: "neocloud-ratings",
  code: "CLUSTERMAX",
  title: "ClusterMAX ratings",
  description: "Tier of each cloud in each edition of SemiAnalysis' ClusterMAX.",
  page: "/neoclouds",
  dimensions: { cloud: { label: "Cloud", entity: "cloud" } },
  measures: {
    tier: {
      label: "Tier",
      unit: "tier",
      frequency: "day",
      nature: "rank",
      aggregate: "none",
      decimals: 0,
      ranks: {
        "0": "Unavailable",
        "1": "Underperforming",
        "2": "Participation Ribbon",
        "3": "Bronze",
        "4": "Silver",
        "5": "Gold",
        "6": "Platinum",
      },
    },
  },
  actuals: "reported",
  checks: [{ rule: "no-future-actuals" }],
  view: { chart: { shape: "bars", measure: "tier", by: ["cloud"] }, filters: ["cloud"] },
  staleAfterDays: 400,
  licence: "Tiers are single facts, cited from SemiAnalysis' ClusterMAX.",
  methodologyVersion: "1.0.0",
  methodology: `## Scope
The tier that SemiAnalysis' ClusterMAX gave a cloud, by edition. The rating looks at security, orchestration, networking, reliability, support and price, as its publisher describes.

## Definitions
Platinum, gold, silver and bronze are medals. *Underperforming* failed a criterion that the publisher holds necessary; *participation ribbon*, new in edition 3.0, is placed between underperforming and bronze: one cloud rose to it from underperforming by completing basic compliance, and eight fell to it from bronze. No scale that the publisher prints was kept, so this order is inferred; *unavailable* could not be tested, and says nothing about quality: it has the lowest rank only so that it sorts last. The number behind a tier is its rank and not a score; the distance between two ranks means nothing.

## Periods
The period of an observation is the day on which the edition was published, its label the edition.

## When a tier is known
On the day on which the source cited was published, which for edition 2.0 is a comparison of both editions that came later.

## How to read it
An outside study found no relation between medals and incidents on status pages. A tier is a publisher's judgement of an offer and not a measure of uptime.

## Known gaps
Editions differ in criteria and in whom they cover, so that a move between editions can come from the criteria.

## Changes
1.0.0, November 2026: first version.`,
});
