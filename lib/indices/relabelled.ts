import type { Observation } from "@/lib/store/rows";
import { sameFamily } from "./form-factors";

const DAY_MS = 86_400_000;
/** Within how many days after its last day on demand a price has to be listed as spot. */
const WITHIN_DAYS = 31;

type Listed = { last: string; spots: Map<number, string>; onDemand: Observation[] };

const dim = (one: Observation, key: string): string => one.dims[key] ?? "";

/** What each source lists of each seller's GPU: its last day on demand, and the first day of each price as spot. */
function listedOf(observations: readonly Observation[]): Listed[] {
  const found = new Map<string, Listed>();
  for (const one of observations) {
    const tenor = dim(one, "tenor");
    if (one.value === null || (tenor !== "on-demand" && tenor !== "spot")) continue;
    const [family = ""] = sameFamily(dim(one, "gpu"));
    const key = [dim(one, "publisher"), dim(one, "provider"), dim(one, "kind"), family].join(" ");
    const own: Listed = found.get(key) ?? { last: "", spots: new Map(), onDemand: [] };
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
export function relabelledAsSpot(observations: readonly Observation[]): Set<Observation> {
  const found = new Set<Observation>();
  for (const { last, spots, onDemand } of listedOf(observations))
    for (const one of onDemand) {
      const first = spots.get(one.value ?? Number.NaN);
      if (first === undefined || first <= last) continue;
      if (Date.parse(first) - Date.parse(one.period) <= WITHIN_DAYS * DAY_MS) found.add(one);
    }
  return found;
}
