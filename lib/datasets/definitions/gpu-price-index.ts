import { defineDataset } from "../define";

/** The house's own assessment of what a GPU rents for, by segment and tenor, with a chain beside the level. */
export const dataset = defineDataset({
  slug: "gpu-price-index",
  code: "GPU_INDEX",
  title: "GPU rental price index",
  description: "Assessed rental price of one GPU by segment and tenor, daily, with a matched-provider chain.",
  page: "/prices",
  dimensions: {
    gpu: { label: "GPU", entity: "accelerator" },
    segment: {
      label: "Segment",
      codes: { hyperscaler: "Hyperscaler", neocloud: "Neocloud", marketplace: "Marketplace" },
    },
    tenor: {
      label: "Tenor",
      codes: {
        "on-demand": "On demand",
        spot: "Spot",
        m1: "1 month",
        m3: "3 months",
        m6: "6 months",
        m12: "12 months",
        m24: "24 months",
        m36: "36 months",
      },
    },
  },
  measures: {
    level: {
      label: "Level",
      unit: "USD/GPU-hour",
      frequency: "day",
      nature: "price",
      aggregate: "none",
      decimals: 2,
      min: 0.01,
      max: 150,
    },
    chain: {
      label: "Chain",
      unit: "index, first day = 100",
      frequency: "day",
      nature: "ratio",
      aggregate: "none",
      decimals: 1,
      min: 0,
    },
  },
  checks: [{ rule: "no-future-actuals" }],
  view: {
    chart: { shape: "lines", measure: "level", by: ["segment", "tenor"], where: { gpu: "h100-sxm" } },
    filters: ["gpu", "segment", "tenor"],
  },
  staleAfterDays: 7,
  licence:
    "Computed by Halfpitch from the prices of GPU rental prices; designed with reference to the IOSCO principles, not audited.",
  methodologyVersion: "1.0.0",
  methodology: `## What is assessed
One price in nominal USD for one hour of one H100 SXM 80 GB, on a node of eight with an InfiniBand-class network, with CPU, memory and local disk, without further storage, egress and tax, nothing prepaid, in Europe and North America. There is a value for each segment (hyperscaler, neocloud, marketplace) and tenor; segments are never blended. The headline is neocloud on demand. The same machinery assesses other GPUs, each by its own prices alone.

## Inputs
Tier 1, weight 1.00: concluded contracts. Tier 2, weight 0.50: offers that can be taken, a quote with stock shown or a marketplace's asks. Tier 3, weight 0.25: published lists. Commentary, other indices, third parties' catalogues, administered spot prices, prices whose form factor or term is not stated, prices outside of Europe and North America, and prepaid terms below a year have no weight. A marketplace needs 4 machines of 3 hosts. An input counts for a time and loses half of its weight over it: asks 24 hours, quotes 72, lists 168; for terms of a month and more 45 days. Hard bounds hold before anything is computed: 0.60 to 20 for H100.

## What is left out
Every price that was known on the day and does not count stands beside the value with the rule that left it out; what a publisher lists for comparison alone is one line.

## Normalisation
In logarithms: x = ln(price) + ln(F) + a. F values what is paid at the start: with share φ, term T and rate r, A = (1 − e^(−rT)) / r and F = (1 − φ) + φ T / A. The a are logarithms of published factors that move a price to the reference: PCIe to SXM 1.175, Ethernet to InfiniBand 1.11, one GPU to eight 1/1.10. They are medians over providers of ratios at one provider and day. A price whose factors add up to more than ln 1.5 is out; each factor beyond the first halves its weight. r is 12 % a year.

## One vote
A provider's x is the median of its own. Where two routes lead to one provider, its own word counts, and the gap is logged.

## Screening
m is the median of the x, MAD the median distance to it, S = 1.4826 × max(MAD, 0.02). From 4 providers on, whoever is more than 3.5 S away is dropped; with fewer, whoever is more than ln 1.5 away. One pass.

## Level
Weights are tier × age, each at most 0.25 from 5 providers on and 0.35 below, the excess spread until nobody exceeds the cap. The level is e to the weighted mean of what lies between a quarter and three quarters of the weight.

## Gates
At least 4 providers after screening (3 for terms of a month and more), at least 2 independent routes, MAD at most 0.30. Otherwise the last value is carried for at most 3 business days, and then nothing is published.

## Chain
The chain moves with the providers of both days alone, compared on the very same offers, weighted with the mean of their two shares. Changes in words use the chain: who comes and goes does not move it. Where no offer is in both, the chain stands still.

## Terms
Where a term's own gate fails, its price is indicative: the level on demand times the median discount of providers that quote both within 90 days, drawn towards last year's with the weight of 4 providers. Forward rates come from term prices as simple and as discounted differences; where a longer term costs less in all than a shorter one, there is none.

## Status, revision
Provisional at publication, final after 2 business days. A change of 1 % or more within 5 business days is published as restated, with the earlier revision kept; a smaller one enters the next value. Later, up to 90 days, a value is restated only by an erratum with a ticket. Two things keep a value back: a move above 15 % in a day, and fewer than half of the providers of a week before. What overrides either, and every erratum, takes two named persons, each with a reason. Values computed for days before the index began are marked as back-cast.

## Versions
Parameters stand in one table whose hash is part of every value. A new version is a new table.

## Known limits
Lists and asks miss negotiated discounts; large contracts are private; a marketplace shows what is not rented; hyperscalers' lists can stand still for a year while spot doubles. An age is counted in whole days.

## Changes
1.0.0, November 2026: first version.`,
});
