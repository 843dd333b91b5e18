import type { Database } from "@/db/client";
import { publish } from "./store";

// Constructed prices and shares, under names of real publishers.

/** A source of some publisher, with an address and a date. */
export const sourceOf = (key: string, publisher: string, more: Record<string, string> = {}) => ({
  key,
  publisher,
  title: `Constructed list ${key}`,
  kind: "dataset",
  url: `https://${key}.example/prices`,
  published: "2026-11-20",
  ...more,
});

/** Whose series of prices they are. */
export const OWN = "adrian-nutiu-gpurentalprices-com";

export const price = (provider: string, gpu = "h100-sxm") => ({
  gpu,
  segment: "neocloud",
  provider,
  tenor: "on-demand",
  prepay: "not-stated",
  kind: "list",
  region: "not-stated",
  offer: "x8",
  publisher: OWN,
});

export const share = (supplier: string) => ({
  supplier,
  publisher: "trendforce",
  basis: "revenue",
  generation: "all",
  customer: "all",
});

/** Publishers, sources of theirs and of others, and two weeks of one publisher's prices. */
export async function publishVoices(db: Database): Promise<void> {
  const named = (kind: "publisher" | "company" | "accelerator" | "cloud", slug: string, name: string) => ({
    kind,
    slug,
    name,
    verified: true,
  });
  await publish(db, {
    sources: [
      sourceOf("nutiu", "Adrian Nutiu / gpurentalprices.com"),
      sourceOf("tf", "TrendForce"),
      sourceOf("cp", "Counterpoint Research"),
      sourceOf("cp-via", "Chosun Biz citing TrendForce", { kind: "news" }),
      sourceOf("relay", "somebody/tracker", { url: "https://github.com/somebody/tracker" }),
      sourceOf("tenq", "US SEC", { kind: "filing", url: "https://www.sec.gov/Archives/edgar/data/1/2/3.htm" }),
      sourceOf("press", "A newspaper", { kind: "news" }),
      sourceOf("meta-own", "Meta", { kind: "press release" }),
      sourceOf("msft-own", "Microsoft / Business Wire", { kind: "press release" }),
    ],
    entities: [
      named("publisher", OWN, "Adrian Nutiu / gpurentalprices.com"),
      named("publisher", "trendforce", "TrendForce"),
      named("company", "sk-hynix", "SK hynix"),
      named("company", "meta", "Meta Platforms"),
      named("company", "microsoft", "Microsoft"),
      named("accelerator", "h100-sxm", "H100 SXM"),
    ],
    observations: ["2026-11-01", "2026-11-08"].flatMap((period) =>
      ["alpha", "beta", "gamma", "delta", "epsilon", "zeta"].map((provider) => ({
        dataset: "gpu-prices",
        measure: "price",
        dims: price(provider),
        period,
        value: 2.4,
        status: "A" as const,
        source: "nutiu",
        knownAt: `${period}T00:00:00.000Z`,
      })),
    ),
  });
}
