import { defineDataset } from "../define";

/**
 * The house's own levels of what a GPU rents for, by segment and tenor: posted prices every day, assessed where there is
 * enough to assess, with a chain and a capacity-weighted companion beside them.
 */
export const dataset = defineDataset({
  slug: "gpu-price-index",
  code: "GPU_INDEX",
  title: "GPU rental price index",
  description:
    "What one GPU rents for by segment and tenor, daily: the level of posted prices since 2023, and the assessed level with its matched-provider chain.",
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
    rate_card: {
      label: "Rate-card level",
      unit: "USD/GPU-hour",
      frequency: "day",
      nature: "price",
      aggregate: "none",
      decimals: 2,
      min: 0.01,
      max: 150,
    },
    companion: {
      label: "Capacity-weighted rate card",
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
    chart: { shape: "lines", measure: "rate_card", by: ["segment", "tenor"], where: { gpu: "h100-sxm" } },
    filters: ["gpu", "segment", "tenor"],
  },
  staleAfterDays: 7,
  licence:
    "Computed by Halfpitch from the prices of GPU rental prices; designed with reference to the IOSCO principles, not audited.",
  methodologyVersion: "1.1.0",
  methodology: `## What is assessed
One price in nominal USD for one hour of one H100 SXM 80 GB, on a node of eight with an InfiniBand-class network, with CPU, memory and local disk, without further storage, egress and tax, nothing prepaid, in Europe and North America. There is a value for each segment (hyperscaler, neocloud, marketplace) and tenor; segments are never blended. The headline is neocloud on demand. The same machinery assesses other GPUs, each by its own prices alone.

There are two levels. The **assessed level** moves every price to that reference and has a value on days whose inputs pass its gates. The **rate-card level** is the median of the prices that stand posted for the GPU, as posted, and has a value on every day since 2023 on which three stand. The headline is the assessed level while it is at most 7 days old, and the rate-card level otherwise, with its date, kind and grade.

## Who sells where
The segment of a seller is its kind in the roster of clouds, never a source's word; neoclouds are the clouds, former miners, telecoms and state-backed clouds that sell their own machines. A cloud that is part of another speaks through it. Runpod is two shops: its secure cloud, at Runpod's own list, is a neocloud, its community cloud a marketplace. Who is not in the roster, and a service that is billed by the second, has no vote. Hyperscalers' lists are read in one region: AWS us-east-1, Azure eastus, Google us-central1; another American region only where that one is not known.

## Which form factor
Where a source leaves it open, the seller's own stated prices of half a year around tell: the same price within 1 %, or no other form than one, unless some source lists the open name beside that form at another price. B200 and B300 have one form. What remains open has no vote.

## Rate-card level
A posted price stands until it is seen changed. Every list or quote price of a seller votes from the day on which it was seen until it is seen changed, and for at most 183 days after it was last seen; hyperscalers' for 365, since theirs stand unchanged for longer than that, and spot prices for 31. There is one vote for each ultimate owner and class of offer: one GPU, 2 to 7, 8 and more; form factor where the GPU's name has none; Ethernet where a source says so. The classes of one owner share its one voice, so that nobody is louder for having more of them. A reading that leaves the size open is of the class that its series was of before, else of the class whose price is nearest. Asks, indices, commentary, catalogues and administered prices are no votes, nor is another form factor: PCIe never votes for SXM. A price on demand that its own source lists as spot within a month, at the same amount and with nothing on demand any more, was mislabelled and has no vote.

Of several readings the nearest to the seller counts, and of equals the newest that says something new, or their middle where they were read at once: its own word, an archive of its page, a survey, a copy of another comparison site or what a reseller asks. A reading from further away yields to one from nearer that is at most 31 days older, and however old that is where it only repeats what it said before; the last kind yields to any nearer word of the owner, and ends with it.

The level is the median of at least 3 votes of at least 2 owners, with quartiles; each vote weighs its part of its owner's voice, standing at the middle of its weight with straight lines between. Beside it stand the number of votes and owners, and the parts of the votes that were seen within 31 and within 92 days. Grade A: 60 % within 31 days. B: 60 % within 92. C: less.

## Capacity-weighted companion
The same median with each owner weighted by the GPUs that it was known on that day to have installed: the newest statement about its whole fleet, or the largest about a part where nobody stated the whole, which understates it. No owner weighs more than 0.25 from 5 owners on, 0.35 below. It needs 3 owners with a known fleet and says of how many it is.

## Inputs of the assessed level
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
At least 4 providers after screening (3 for terms of a month and more), at least 2 independent routes of which all but the largest together carry a fifth of the providers or two of them, MAD at most 0.30. Otherwise the last value is carried for at most 3 business days, and then nothing is published.

## Chain
The chain moves with the providers of both days alone, compared on the very same offers, weighted with the mean of their two shares. Changes in words use the chain: who comes and goes does not move it. After a gap of more than 3 business days, or where no offer is in both days, it is linked through the posted prices that stood on both, on the same owners and classes, and says so; where that is not possible either, it is not assessed. The rate-card level has a chain of its own by the same rule: a new class of offer is a new contributor and no move, and where nobody who votes voted on the day before it begins again at 100.

## Terms
Where a term's own gate fails, its price is indicative: the level on demand times the median discount of providers that quote both within 90 days, drawn towards last year's with the weight of 4 providers. Forward rates come from term prices as simple and as discounted differences; where a longer term costs less in all than a shorter one, there is none.

## Status, revision
Provisional at publication, final after 2 business days. A change of 1 % or more within 5 business days is published as restated, with the earlier revision kept; a smaller one enters the next value. Later, up to 90 days, a value is restated only by an erratum with a ticket. Two things keep a value back: a move above 15 % in a day, and fewer than half of the providers of a week before. What overrides either, and every erratum, takes two named persons, each with a reason. Values computed for days before the index began are marked as back-cast. Read as of a day before it began, the rate-card level is recomputed from what was known on that day, and says so. The rate-card level is restated by the same 1 % within the same 5 business days.

## Versions
Parameters stand in one table whose hash is part of every value. A new version is a new table.

## Known limits
The rate-card level is what sellers ask in public, as posted: one GPU at a time costs about a tenth more than in a machine of eight, and it is not corrected for that. It follows a change on the day on which somebody saw it. Lists and asks miss negotiated discounts; large contracts are private; a marketplace shows what is not rented; hyperscalers' lists can stand still for a year while spot doubles. An age is counted in whole days.

## Changes
1.0.0, November 2026: first version.

1.1.0, December 2026: published beside the first version, whose values keep theirs. A rate-card level, since the first version had no value on seven days of eight and none ever for hyperscalers and marketplaces. A headline that is always a number, for the same reason. The second route must carry something, since one provider by a second route passed the gate while one publisher made the level. The segment comes from the roster and the owner speaks once, since marketplaces and PCIe sellers were counted as neoclouds and pulled the level down by a fifth in 2026. An open form factor is read from the seller's other prices, since CoreWeave, Crusoe, Nebius and Together were left out for it. Hyperscalers in one region, since a median over regions moves with the list of regions. Ethernet is known where a source says it, since it was lost in loading. The chain is linked through posted prices after a gap and never stands still for want of matches, since that read as 0 %. A capacity-weighted companion, since the typical seller is not the typical GPU.`,
});
