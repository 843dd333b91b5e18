import type { Confidence } from "@/lib/kernel/status";
import type { Doubt, Reading } from "../connector";

/** One price that a source asks, in USD for one hour of one GPU, with what the source itself wrote. */
export type Offer = {
  gpu: string;
  segment: "hyperscaler" | "neocloud" | "marketplace" | "broker";
  provider: string;
  tenor: "on-demand" | "spot" | "m1" | "m3" | "m6" | "m12" | "m24" | "m36" | "reserved";
  prepay?: "not-stated" | "p0" | "p100";
  /** `quote`: a price with stock shown; `ask`: a marketplace's; `administered`: a fixed share of the list; `catalogue`: a third party's copy. */
  kind: "list" | "quote" | "ask" | "administered" | "catalogue";
  region?: string;
  offer?: string;
  usdPerGpuHour: number;
  /** The ends of what several asks of one series span. */
  low?: number;
  high?: number;
  confidence?: Confidence;
  /** Where exactly a row is about, beyond what its series tells apart: two prices there contradict each other. */
  place?: string;
  /** Why an analyst has to look at it before it is published. */
  doubt?: Doubt;
  /** The raw label, price, unit and count: `p5.48xlarge: 55.04 USD an hour ÷ 8 GPUs`. */
  raw: string;
};

/** Free tiers, and rows that stand for something that is charged elsewhere. */
export const NO_PRICE = "a price of nothing";

/** An offer as an observation of `gpu-prices` on the day of the fetch. */
export function priceReading(offer: Offer, day: string, from: { publisher: string; source: string }): Reading {
  const { gpu, segment, provider, tenor, kind, raw, usdPerGpuHour: value, low, high, confidence } = offer;
  if (value === 0) return { passed: NO_PRICE };
  if (!(value > 0)) return { rejected: "a price below nothing", sample: raw };
  return {
    ...(offer.doubt ? { doubt: offer.doubt } : {}),
    observation: {
      dataset: "gpu-prices",
      measure: "price",
      dims: {
        gpu,
        segment,
        provider,
        tenor,
        prepay: offer.prepay ?? "not-stated",
        kind,
        region: offer.region ?? "not-stated",
        offer: offer.offer ?? "not-stated",
        publisher: from.publisher,
      },
      period: day,
      value: Number(value.toFixed(6)),
      ...(low === undefined ? {} : { low: Number(low.toFixed(6)) }),
      ...(high === undefined ? {} : { high: Number(high.toFixed(6)) }),
      status: "A",
      ...(confidence ? { confidence } : {}),
      source: from.source,
      note: raw.slice(0, 1000),
    },
  };
}

/** How an offer is called that is told apart by its number of GPUs and its machine: `x8-p5-48xlarge`. */
export function offerCode(gpus: number, machine = ""): string {
  const slug = machine
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, "-")
    .replaceAll(/^-+|-+$/g, "");
  return slug ? `x${gpus}-${slug}` : `x${gpus}`;
}
