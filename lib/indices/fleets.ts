import type { Fleet } from "@/lib/models/price-index/companion";
import type { Observation } from "@/lib/store/rows";
import type { Roster } from "./roster";

const WHOLE_SITES = new Set(["all-sites", "company-total"]);
const WHOLE_MODELS = new Set(["all-models", "h100e"]);

/** What owners were said to have installed, in GPUs; a statement about one site or model is a part of a fleet. */
export function fleetsOf(observations: readonly Observation[], roster: Roster): Fleet[] {
  return observations.flatMap((one): Fleet[] => {
    const { cloud = "", gpu = "", state = "", site = "" } = one.dims;
    const place = roster(cloud);
    if (one.measure !== "gpus" || state !== "installed" || one.value === null || !place) return [];
    const isWhole = WHOLE_SITES.has(site) && WHOLE_MODELS.has(gpu);
    return [{ owner: place.owner, about: one.period, known: one.knownAt.slice(0, 10), gpus: one.value, isWhole }];
  });
}
