import { shares } from "./level";
import type { Standing } from "./panel";
import type { Parameters, RateCardParameters } from "./parameters";
import { weightedQuantile } from "./quantile";

/** A statement of how many GPUs an owner has installed: about a day, and known since another. */
export type Fleet = { owner: string; about: string; known: string; gpus: number; isWhole: boolean };

const isBetter = (one: Fleet, than: Fleet | undefined): boolean => {
  if (!than) return true;
  if (one.isWhole !== than.isWhole) return one.isWhole;
  if (one.isWhole) return one.about > than.about || (one.about === than.about && one.gpus > than.gpus);
  return one.gpus > than.gpus;
};

/** What each owner was known to have installed: the newest statement about the whole, else the largest about a part. */
export function fleetsKnown(fleets: readonly Fleet[], day: string): Map<string, number> {
  const best = new Map<string, Fleet>();
  for (const one of fleets)
    if (one.known <= day && one.about <= day && isBetter(one, best.get(one.owner))) best.set(one.owner, one);
  return new Map([...best].map(([owner, { gpus }]) => [owner, gpus]));
}

/**
 * The median of the standing prices weighted with the fleets that were known, each owner's weight capped: what the typical
 * GPU costs, beside what the typical seller asks. Null where fewer than `leastFleets` of the owners have a known fleet.
 */
export function companionOf(
  standing: readonly (Standing & { weight: number })[],
  fleets: readonly Fleet[],
  day: string,
  table: Parameters,
  rules: RateCardParameters,
): { companion: number | null; fleets: number } {
  const known = fleetsKnown(fleets, day);
  const owners = [...new Set(standing.map((one) => one.owner))].flatMap((owner) => {
    const weight = known.get(owner);
    return weight === undefined ? [] : [{ provider: owner, x: 0, weight }];
  });
  if (owners.length < rules.leastFleets) return { companion: null, fleets: owners.length };
  const share = new Map(shares(owners, table).map((one) => [one.provider, one.share]));
  const ascending = standing
    .map(({ owner, price, weight }) => ({ value: price, weight: weight * (share.get(owner) ?? 0) }))
    .filter((one) => one.weight > 0)
    .toSorted((a, b) => a.value - b.value);
  return { companion: weightedQuantile(ascending, 0.5), fleets: owners.length };
}
