import { gpuPriceOffers } from "../codes/gpu-price-offers";
import { gpuPriceProviders } from "../codes/gpu-price-providers";
import { gpuPriceRegions } from "../codes/gpu-price-regions";
import { defineDataset } from "../define";

/** What one accelerator rents for, in USD for one hour of one GPU, by provider, tenor and kind of price. */
export const dataset = defineDataset({
  slug: "gpu-prices",
  code: "GPU_PRICE",
  title: "GPU rental prices",
  description:
    "Rental prices of accelerators in USD for one hour of one GPU, by provider, tenor and kind of price, 2022 to 2026.",
  page: "/prices",
  dimensions: {
    gpu: { label: "GPU", entity: "accelerator" },
    segment: {
      label: "Segment",
      codes: {
        hyperscaler: "Hyperscaler",
        neocloud: "Neocloud",
        marketplace: "Marketplace",
        broker: "Broker",
        serverless: "Serverless platform",
        index: "Index",
      },
    },
    provider: { label: "Provider", codes: gpuPriceProviders, open: true },
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
        reserved: "Reserved, term not stated",
      },
    },
    prepay: { label: "Prepaid", codes: { "not-stated": "Not stated", p0: "0 %", p100: "100 %" } },
    kind: {
      label: "Price kind",
      codes: {
        list: "List price",
        quote: "Quote",
        ask: "Marketplace ask",
        administered: "Administered price",
        catalogue: "Third party's catalogue",
        index: "Published index",
        commentary: "Commentary",
      },
    },
    region: { label: "Region", codes: gpuPriceRegions, open: true },
    offer: { label: "Offer", codes: gpuPriceOffers, open: true },
    publisher: { label: "Publisher", entity: "publisher" },
  },
  measures: {
    price: {
      label: "Rental price",
      unit: "USD/GPU-hour",
      frequency: "day",
      nature: "price",
      aggregate: "median",
      decimals: 2,
      min: 0.01,
      max: 150,
    },
  },
  actuals: "observed",
  lessSure: [
    { where: { kind: "catalogue" }, why: "from a third party's catalogue" },
    { where: { kind: "commentary" }, why: "from a commentary" },
  ],
  checks: [{ rule: "no-future-actuals" }],
  gate: {
    unitSwitch: { factors: [2, 4, 8, 100, 1000], share: 0.5, least: 3 },
    move: { most: 0.4, withinDays: 60 },
    contributors: { over: "provider", leastShare: 0.5, withinDays: 14 },
    singleDriver: {
      over: "provider",
      within: ["gpu", "segment", "tenor", "kind"],
      mostShare: 0.5,
      fromMove: 0.15,
      least: 4,
    },
    below: { key: "tenor", value: "spot", than: "on-demand" },
    backfill: { afterDays: 14 },
    sentinels: [0, 0.5, 9999],
    bounds: [
      ...["h100-sxm", "h100-pcie", "h100-nvl", "h100", "h200-sxm", "h200-nvl", "h200"].map((gpu) => ({
        where: { gpu },
        min: 0.6,
        max: 20,
      })),
      ...["b200-sxm", "b200", "b300-sxm", "b300"].map((gpu) => ({ where: { gpu }, min: 1, max: 40 })),
      ...["a100-80gb", "a100-40gb", "a100"].map((gpu) => ({ where: { gpu }, min: 0.2, max: 12 })),
    ],
    ambiguous: { key: "gpu", values: { h100: ["h100-sxm"], h200: ["h200-sxm"] } },
  },
  view: {
    chart: { shape: "lines", measure: "price", by: ["provider"], where: { gpu: "h100-sxm", tenor: "on-demand" } },
    filters: ["gpu", "segment", "tenor", "kind", "provider"],
  },
  staleAfterDays: 45,
  licence: "Facts cited from their publishers; gpurentalprices.com data is CC BY 4.0 and attributed.",
  methodologyVersion: "1.3.0",
  methodology: `## Scope
What one accelerator rents for, in nominal USD for one hour of one GPU. An offer of eight GPUs is divided by eight. Bundled vCPU, memory and local disk are inside the price where the provider sells them so; notes say where they are not.

## Definitions
*Segment* is the kind of provider. *Tenor* is the length of the commitment; an empty one was reserved capacity whose term the source does not state. *Price kind* keeps apart what should never be mixed: a list price; a quote that can be ordered, with stock shown; an ask on a marketplace, the median over its machines with quartiles; an administered price, a fixed share of the list by rule; a third party's catalogue, kept as a cross-check alone; published indices; commentary. A GPU whose form factor the source does not state is an accelerator of its own: it may be SXM or PCIe. Where a provider has several machines with the same GPU, tenor and day, the machine is the *offer*; so are its network, where the source states one, and the set of spot pools behind a median: what is another offer is another series, so that pools that are added, or a machine that is replaced, are never a price move. *Segment* is the source's word; the seller's kind in the roster of clouds decides in which market it votes.

## Sources in order of trust
Providers' own price lists and their archived copies; public repositories that record them by commit; marketplaces' interfaces; press and published indices. Two publishers that saw the same price are two series.

## When a price is known
For repositories that record prices by commit or dated snapshot, the day of that record. For compilations made later, the day the compilation was published. Never before the price's own date. A third party's file that says when it was written is of that day, never of the day on which it is fetched; a seller's own list holds for the day of the fetch for as long as it is kept. A source that nobody writes any more is said to be stale, and its values keep their date.

## Aggregates
What the level of a market is says the GPU rental price index, and it alone. Where it has none, for brokers, other kinds of price, one region or another GPU, pages show a monthly median with quartiles, one vote per provider, and only from three providers on; segments, tenors and price kinds are never mixed. Changes are those of the same offers seen at both times, at three providers or more.

## What is held
A connector's values go out by themselves only where they pass the gate: no unit switch of a whole batch, no move above 40 % against the series' newest value of the last 60 days, no sentinel, no implausible level, no price that comes more than 14 days after its own day without the address of an archived copy, no loss of half of the contributors, no single provider behind a market's move, no spot price at or above the same offer on demand, no offer whose rows contradict each other, no GPU whose form factor is left open by a source that states it elsewhere. What does not pass waits for an analyst, and the last good value stands.

## Known gaps
Private contracts are rarely published. Coverage of hyperscalers outside the United States is thin. Providers enter and leave the sample, which moves a median without any price having moved.

## Revisions
A correction is a new vintage of the same series. Nothing is overwritten.

## Changes
1.0.0, November 2026: first version. 1.1.0, November 2026: kinds for asks, administered prices and catalogues; prices fetched from public sources every day. 1.2.0, November 2026: prices count while they are in force; a third party's file is dated by itself; slices, Capacity Blocks and spot prices that repeat the list are no prices here; spot at or above the list is held. 1.3.0, December 2026: changes by the same offers alone; networks and spot pools are part of the offer; one level for one market.`,
});
