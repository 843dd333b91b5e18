/** The cloud of the roster behind a provider's code, where the two are written differently or one seller has two codes. */
const SELLERS: Readonly<Record<string, string>> = { jarvislabs: "jarvis-labs", "runpod-community": "runpod" };

/** The cloud entity whose prices stand under a provider's code; its kind in the roster is the segment it sells in. */
export const sellerOf = (provider: string): string => SELLERS[provider] ?? provider;

export type SellerSegment = "hyperscaler" | "neocloud" | "marketplace" | "broker";

const SEGMENTS: Readonly<Record<string, SellerSegment>> = {
  hyperscaler: "hyperscaler",
  neocloud: "neocloud",
  crypto_pivot: "neocloud",
  sovereign: "neocloud",
  telco: "neocloud",
  marketplace: "marketplace",
  broker: "broker",
};

/**
 * The segment of the price index in which a cloud of a kind sells; null for kinds that rent out no machines (serverless
 * platforms bill seconds of a service) and for a kind that is not known.
 */
export const segmentOfKind = (kind: string | undefined): SellerSegment | null => SEGMENTS[kind ?? ""] ?? null;
