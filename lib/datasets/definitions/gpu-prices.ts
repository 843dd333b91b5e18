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
        index: "Index",
      },
    },
    provider: { label: "Provider", codes: gpuPriceProviders },
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
      codes: { list: "List price", quote: "Quote", index: "Published index", commentary: "Commentary" },
    },
    region: { label: "Region", codes: gpuPriceRegions },
    offer: { label: "Offer", codes: gpuPriceOffers },
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
  checks: [{ rule: "no-future-actuals" }],
  view: {
    chart: { shape: "lines", measure: "price", by: ["provider"], where: { gpu: "h100-sxm", tenor: "on-demand" } },
    filters: ["gpu", "segment", "tenor", "kind", "provider"],
  },
  staleAfterDays: 45,
  licence: "Facts cited from their publishers; gpurentalprices.com data is CC BY 4.0 and attributed.",
  methodologyVersion: "1.0.0",
  methodology: `## Scope
What one accelerator rents for, in nominal USD for one hour of one GPU. An offer of eight GPUs is divided by eight. Bundled vCPU, memory and local disk are inside the price where the provider sells them so; notes say where they are not.

## Definitions
*Segment* is the kind of provider. *Tenor* is the length of the commitment; an empty one was reserved capacity whose term the source does not state. *Price kind* keeps list prices, quotes, published indices and commentary apart. A GPU whose form factor the source does not state is an accelerator of its own: it may be SXM or PCIe. Where a provider has several machines with the same GPU, tenor and day, the machine is the *offer*.

## Sources in order of trust
Providers' own price lists and their archived copies; public repositories that record them by commit; marketplaces' interfaces; press and published indices. Two publishers that saw the same price are two series.

## When a price is known
For repositories that record prices by commit or dated snapshot, the day of that record. For compilations made later, the day the compilation was published. Never before the price's own date.

## Aggregates
Pages show a median with quartiles, one vote per provider and month, and only from three providers on; segments, tenors and price kinds are never mixed.

## Known gaps
Private contracts are rarely published. Coverage of hyperscalers outside the United States is thin. Providers enter and leave the sample, which moves a median without any price having moved.

## Revisions
A correction is a new vintage of the same series. Nothing is overwritten.

## Changes
1.0.0, November 2026: first version.`,
});
