import { sameFamily } from "./form-factors";
import { byDims, type StoredPrice } from "./stored-price";

const DAY_MS = 86_400_000;
/** Within how many days after its last day on demand a price has to be listed as spot. */
const WITHIN_DAYS = 31;

type Listed<O> = { last: string; spots: Map<number, string>; onDemand: O[] };

const placeIn = byDims(({ publisher = "", provider = "", kind = "", gpu = "" }) => {
  const [family = ""] = sameFamily(gpu);
  return [publisher, provider, kind, family].join(" ");
});

/** What each source lists of each seller's GPU: its last day on demand, and the first day of each price as spot. */
function listedOf<O extends StoredPrice>(observations: readonly O[]): Listed<O>[] {
  const found = new Map<string, Listed<O>>();
  for (const one of observations) {
    const { tenor } = one.dims;
    if (one.value === null || (tenor !== "on-demand" && tenor !== "spot")) continue;
    const key = placeIn(one.dims);
    const own: Listed<O> = found.get(key) ?? { last: "", spots: new Map(), onDemand: [] };
    found.set(key, own);
    if (tenor === "on-demand") {
      own.onDemand.push(one);
      if (one.period > own.last) own.last = one.period;
    } else {
      const first = own.spots.get(one.value);
      if (first === undefined || one.period < first) own.spots.set(one.value, one.period);
    }
  }
  return [...found.values()];
}

/**
 * Prices on demand that their own source lists as spot afterwards, at the very same amount, and nothing on demand any
 * more: what changed is the label, and the price was never one on demand.
 */
export function relabelledAsSpot<O extends StoredPrice>(observations: readonly O[]): Set<O> {
  const found = new Set<O>();
  for (const { last, spots, onDemand } of listedOf(observations))
    for (const one of onDemand) {
      const first = spots.get(one.value ?? Number.NaN);
      if (first === undefined || first <= last) continue;
      if (Date.parse(first) - Date.parse(one.period) <= WITHIN_DAYS * DAY_MS) found.add(one);
    }
  return found;
}
