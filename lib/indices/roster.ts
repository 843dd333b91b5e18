import { segmentOfKind, sellerOf, type SellerSegment } from "@/lib/datasets/codes/gpu-price-sellers";
import type { Seller } from "@/lib/store/read-sellers";

/** Where a provider sells, and who speaks for it. */
export type Place = { owner: string; segment: SellerSegment };
export type Roster = (provider: string) => Place | null;

/**
 * Shops that are of another segment than their cloud. The roster calls Runpod a marketplace for its community cloud,
 * which is a shop of its own; its secure cloud is sold at Runpod's own price list from data centres under contract.
 */
const SHOPS: Readonly<Record<string, SellerSegment>> = { runpod: "neocloud" };

/** The roster by which providers are placed; null for a provider that it does not know or that rents out no machines. */
export function rosterOf(sellers: readonly Seller[]): Roster {
  const bySlug = new Map(sellers.map((one) => [one.slug, one]));
  const ownerOf = (slug: string, seen: ReadonlySet<string> = new Set()): string => {
    const above = bySlug.get(slug)?.partOf;
    return above && !seen.has(above) ? ownerOf(above, new Set([...seen, slug])) : slug;
  };
  return (provider) => {
    const slug = sellerOf(provider);
    const segment = SHOPS[provider] ?? segmentOfKind(bySlug.get(slug)?.kind ?? undefined);
    return segment && bySlug.has(slug) ? { owner: ownerOf(slug), segment } : null;
  };
}
