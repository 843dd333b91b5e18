import { datasetOf } from "@/lib/datasets/registry";
import type { Entity, Observation } from "@/lib/store/rows";
import { observedCell } from "../cells";
import type { Cell } from "../figure";
import { slugsOf } from "./slugs-of";

export const RATINGS = "neocloud-ratings";

const MEDALS = new Set(["Bronze", "Silver", "Gold", "Platinum"]);

export type Edition = { period: string; label: string };

/** The newest tier that a cloud was given; `current` where that is in the newest edition of all. */
export type StandingTier = { tier: Observation; current: boolean };

/** The word for a rank of ClusterMAX, from the definition's scale. */
export function tierName(rank: number | null): string | null {
  const ranks = datasetOf(RATINGS).measures["tier"]?.ranks ?? {};
  return rank === null ? null : (ranks[String(rank)] ?? null);
}

const editionLabel = (one: Observation): string => one.periodLabel ?? one.period;

/** The editions that ratings are from, oldest first. */
export function editionsOf(ratings: readonly Observation[]): Edition[] {
  const editions = new Map(ratings.map((one) => [one.period, editionLabel(one)]));
  return [...editions].map(([period, label]) => ({ period, label })).toSorted((a, b) => (a.period < b.period ? -1 : 1));
}

/** The tier of a cloud in an edition: by its own slug or, where it has none, by that of one that was merged into it. */
export function tierIn(
  ratings: readonly Observation[],
  cloud: Pick<Entity, "slug" | "formerly">,
  period: string,
): Observation | undefined {
  const inEdition = ratings.filter((one) => one.period === period);
  return slugsOf(cloud).flatMap((slug) => inEdition.find((one) => one.dims["cloud"] === slug) ?? [])[0];
}

/** The newest tier of each cloud, a cloud with all that were merged into it counted once. */
export function standingTiers(
  ratings: readonly Observation[],
  clouds: readonly Pick<Entity, "slug" | "formerly">[],
): Map<string, StandingTier> {
  const editions = editionsOf(ratings).toReversed();
  const found = clouds.flatMap((cloud) => {
    for (const [at, { period }] of editions.entries()) {
      const tier = tierIn(ratings, cloud, period);
      if (tier) return [[cloud.slug, { tier, current: at === 0 }] as const];
    }
    return [];
  });
  return new Map(found);
}

/** What a cloud is rated in the newest edition, in a word; one that is only in an older edition is not rated now. */
export const tierNow = (one: StandingTier | undefined): string =>
  (one?.current ? tierName(one.tier.value) : null) ?? "not rated";

/** The tier as a cell; one of an older edition says of which. */
export function tierCell(one: StandingTier | undefined): Cell {
  if (!one) return observedCell(undefined, "not rated");
  const name = tierName(one.tier.value) ?? "not rated";
  return observedCell(one.tier, one.current ? name : `${name} (edition ${editionLabel(one.tier)})`);
}

/** Whether a cloud holds a medal in the newest edition. */
export const holdsMedal = (one: StandingTier | undefined): boolean => MEDALS.has(tierNow(one));

/** Whether its medal there is gold or platinum. */
export const holdsGold = (one: StandingTier | undefined): boolean => ["Gold", "Platinum"].includes(tierNow(one));
