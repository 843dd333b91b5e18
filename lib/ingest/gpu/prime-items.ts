import { z } from "zod";
import { slugOf } from "@/lib/kernel/slug";
import { isSlice, SLICE } from "./gpu-memory";
import { gpuNamed, untracked } from "./gpu-names";
import { type Offer, offerCode } from "./offer";
import { providerNamed } from "./third-party-providers";

/** What can be rented through Prime Intellect: one size of one GPU at one provider's data centre. */
export const PrimeItem = z.looseObject({
  cloudId: z.string(),
  gpuType: z.string(),
  socket: z.string().nullish(),
  provider: z.string(),
  dataCenter: z.string().nullish(),
  country: z.string().nullish(),
  gpuCount: z.number().positive(),
  /** Of one GPU, or of all together. */
  gpuMemory: z.number().nullish(),
  disk: z
    .looseObject({
      defaultCount: z.number().nullish(),
      pricePerUnit: z.number().nullish(),
      defaultIncludedInPrice: z.boolean().nullish(),
    })
    .nullish(),
  stockStatus: z.string(),
  security: z.string().nullish(),
  prices: z.looseObject({
    onDemand: z.number().nullish(),
    communityPrice: z.number().nullish(),
    currency: z.string().nullish(),
  }),
  isSpot: z.boolean().nullish(),
  prepaidTime: z.number().nullish(),
});
export type PrimeItem = z.infer<typeof PrimeItem>;

type Found = { offer: Offer } | { passed: string } | { rejected: string };

/** What the default disk adds to the price of the whole machine, USD an hour; nothing where it is a part of the machine. */
function diskOf({ disk }: PrimeItem): number {
  if (!disk || disk.defaultIncludedInPrice === true) return 0;
  return (disk.defaultCount ?? 0) * (disk.pricePerUnit ?? 0);
}

function gpuOf({ cloudId, gpuType, socket }: PrimeItem): string | null {
  const label = `${gpuType} ${socket ?? ""}`;
  // The name in its own cloud is looked at for slices of a GPU alone.
  return gpuNamed(`${cloudId} ${label}`) === null ? null : gpuNamed(label);
}

/** Who sells it: the provider whose machine it is, not the broker. RunPod's community cloud is a provider of its own. */
function sellerOf(item: PrimeItem): { provider: string; mark: string } | null {
  const provider = providerNamed(item.provider);
  if (!provider) return null;
  if (item.security !== "community_cloud") return { provider, mark: "" };
  return provider === "runpod" ? { provider: "runpod-community", mark: "" } : { provider, mark: "community" };
}

/** An item as an offer for one GPU, without the default disk; or why it is none. */
export function primeOffer(item: PrimeItem): Found {
  const { gpuCount, socket, prices, isSpot } = item;
  const gpu = gpuOf(item);
  if (!gpu) return untracked(`${item.cloudId} ${item.gpuType}`);
  if (gpuCount < 1 || isSlice(gpu, item.gpuMemory ?? null)) return { passed: SLICE };
  if (!Number.isInteger(gpuCount)) return { rejected: "no whole number of GPUs" };
  if (item.stockStatus.toLowerCase() === "unavailable") return { passed: "unavailable" };
  if ((prices.currency ?? "USD") !== "USD") return { rejected: `a price in ${prices.currency}` };
  const seller = sellerOf(item);
  if (!seller) return { rejected: "no provider" };
  if (seller.provider === "verda" && typeof isSpot !== "boolean")
    return { passed: "DataCrunch without a word on whether it is spot" };
  const community = item.security === "community_cloud";
  const price = community ? (prices.communityPrice ?? prices.onDemand) : prices.onDemand;
  if (typeof price !== "number" || price <= 0) return { rejected: "no price" };
  const disk = diskOf(item);
  if (disk >= price) return { rejected: "a disk dearer than the machine" };
  const prepaid = item.prepaidTime ?? 0;
  const size = [socket ?? "", prepaid > 0 ? `prepaid-${prepaid}` : "", seller.mark].filter(Boolean).join("-");
  const name = `${item.provider} ${item.cloudId}, ${item.gpuType} ${socket ?? ""}, ${item.dataCenter ?? "place not stated"}`;
  return {
    offer: {
      gpu,
      segment: "broker",
      provider: seller.provider,
      tenor: isSpot === true ? "spot" : prepaid > 0 ? "reserved" : "on-demand",
      ...(prepaid > 0 ? { prepay: "p100" } : {}),
      kind: "quote",
      region: slugOf(item.country ?? "") || "not-stated",
      offer: offerCode(gpuCount, size),
      usdPerGpuHour: (price - disk) / gpuCount,
      raw: `${name}: (${price} USD an hour − ${Number(disk.toFixed(6))} for the default disk) ÷ ${gpuCount} GPUs; stock ${item.stockStatus}`,
    },
  };
}
