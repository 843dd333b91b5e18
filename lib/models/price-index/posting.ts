/** How far a reading of a price list is from its seller, lower is nearer: whoever is nearer is believed. */
export type Nearness = 0 | 1 | 2 | 3 | 4;

/** Whatever is this far or further is second hand: it votes only where nobody nearer was lately heard. */
export const SECOND_HAND: Nearness = 3;

/** What an offer is besides its GPU. A source that does not say how many GPUs a machine has leaves `node` open. */
export type OfferClass = { node: "1" | "2-7" | "8+" | null; form: string; network: "ethernet" | "" };

/** One reading of a posted price, USD per GPU-hour, of one GPU, segment and tenor. */
export type Posting = {
  day: string;
  /** The ultimate owner of who sells. */
  owner: string;
  provider: string;
  offer: OfferClass;
  price: number;
  nearness: Nearness;
  route: string;
  series: string;
};

const written = new WeakMap<OfferClass, string>();

/** The class of an offer as a key: one vote is one owner and one of these. */
export function classKey(offer: OfferClass): string {
  const known = written.get(offer);
  if (known !== undefined) return known;
  const { node, form, network } = offer;
  const key = [node === null ? "not stated" : `${node} GPU`, form, network].filter((part) => part !== "").join(", ");
  written.set(offer, key);
  return key;
}
