import type { OfferClass } from "@/lib/models/price-index/posting";

/** What an offer's name says of its machine: how many GPUs, which board, and whether they are joined by Ethernet alone. */
export function offerClassOf(offer: string): OfferClass {
  const count = /^x(\d+)(-|$)/.exec(offer)?.[1];
  const gpus = count === undefined ? null : Number(count);
  const node = gpus === null ? null : gpus === 1 ? "1" : gpus < 8 ? "2-7" : "8+";
  const form = /(^|-)pcie(-|$)/.test(offer) ? "pcie" : /(^|-)(sxm\d?|nvlink)(-|$)/.test(offer) ? "sxm" : "";
  return { node, form, network: isEthernet(offer) ? "ethernet" : "" };
}

/** Whether a source says that an offer's network is Ethernet. ND96is is Azure's machine without InfiniBand. */
export const isEthernet = (offer: string): boolean => /(^|-)(nd96is|ethernet)(-|$)/.test(offer);

/** Whether an offer is a service billed by the second rather than a machine for rent. */
export const isServerless = (offer: string): boolean => /(^|-)serverless(-|$)/.test(offer);
