import { addTo } from "@/lib/kernel/group-by";
import { type Features, normalise, type Normalised } from "./normalise";
import { capFor, freshness, interquartileMean, middle, screen, shares, type Vote, type Weighed } from "./level";
import type { Parameters } from "./parameters";

export type Tier = "1" | "2" | "3";

/** One price that may enter an assessment. `series` is what makes it the same price on two days; age in hours. */
export type Input = {
  series: string;
  provider: string;
  /** By whom we know it. */
  route: string;
  /** Whether the provider itself says so. */
  direct: boolean;
  tier: Tier;
  price: number;
  features: Features;
  ageHours: number;
  ttlHours: number;
};

/** Something left out, with the rule that left it out. */
export type Exclusion = { provider: string; series: string; price: number; rule: string; why: string };
export type Used = Input & Normalised & { fresh: number };

/** What was decided for one day, and all that it rests on. */
export type Assessment = {
  /** ln of USD per GPU-hour; null where a gate is not passed. */
  level: number | null;
  /** The level even where it may not be published. */
  unpublished: number | null;
  failed: string[];
  inputs: Used[];
  votes: Weighed[];
  exclusions: Exclusion[];
  mad: number;
  routes: number;
  maxShare: number;
  tierShare: Record<Tier, number>;
};

const leftOut = ({ provider, series, price }: Input, rule: string, why: string): Exclusion => ({
  provider,
  series,
  price,
  rule,
  why,
});

// Written out: a walk over a year makes a million of them, and spreading their parts is most of what they cost.
function usedOf(input: Input, { x, factors, weight, eligible }: Normalised, fresh: number): Used {
  const { series, provider, route, direct, tier, price, features, ageHours, ttlHours } = input;
  return {
    series,
    provider,
    route,
    direct,
    tier,
    price,
    features,
    ageHours,
    ttlHours,
    x,
    factors,
    weight,
    eligible,
    fresh,
  };
}

function usable(inputs: readonly Input[], table: Parameters, exclusions: Exclusion[]): Used[] {
  const used: Used[] = [];
  for (const input of inputs) {
    const fresh = freshness(input.ageHours, input.ttlHours);
    if (fresh === 0) {
      exclusions.push(
        leftOut(input, "EXPIRED", `${Math.round(input.ageHours)} h old; it counts for ${input.ttlHours} h`),
      );
      continue;
    }
    const normal = normalise(input.price, input.features, table);
    if (!normal.eligible) {
      exclusions.push(leftOut(input, "FAR", "its features are more than half away from the reference"));
      continue;
    }
    used.push(usedOf(input, normal, fresh));
  }
  return used;
}

/** Of two routes to one provider its own word counts, else the newer one; the other is logged with the gap. */
function oneRoute(used: readonly Used[], exclusions: Exclusion[]): Used[] {
  const routes = new Map<string, Used[]>();
  for (const one of used) addTo(routes, one.route, one);
  if (routes.size < 2) return [...used];
  const rank = (own: readonly Used[]) =>
    [own.some((one) => one.direct) ? 0 : 1, Math.min(...own.map((one) => one.ageHours))] as const;
  const [best, ...others] = [...routes.values()].toSorted((a, b) => {
    const [da, aa] = rank(a);
    const [db, ab] = rank(b);
    return da - db || aa - ab || (a[0]?.route ?? "").localeCompare(b[0]?.route ?? "");
  });
  const kept = best ?? [];
  const at = middle(kept.map((one) => one.x));
  for (const one of others.flat()) {
    const gap = ((Math.exp(one.x - at) - 1) * 100).toFixed(1);
    exclusions.push(leftOut(one, "ROUTE", `known by ${kept[0]?.route ?? ""} already; ${gap} % from it`));
  }
  return kept;
}

function voteOf(provider: string, own: readonly Used[], table: Parameters): Vote {
  const weight = Math.max(...own.map((one) => table.tierWeight[one.tier] * one.weight * one.fresh));
  return { provider, x: middle(own.map((one) => one.x)), weight };
}

function tierShares(votes: readonly Weighed[], inputs: readonly Used[]): Record<Tier, number> {
  const found: Record<Tier, number> = { "1": 0, "2": 0, "3": 0 };
  for (const vote of votes) {
    const tiers = inputs.flatMap((one) => (one.provider === vote.provider ? [Number(one.tier)] : []));
    const best = String(Math.min(...tiers));
    if (best === "1" || best === "2" || best === "3") found[best] += vote.share;
  }
  return found;
}

/** By how many providers each route is kept, the largest first. */
function providersByRoute(used: readonly Used[]): number[] {
  const routes = new Map<string, Set<string>>();
  for (const { route, provider } of used) routes.set(route, (routes.get(route) ?? new Set()).add(provider));
  return [...routes.values()].map((own) => own.size).toSorted((a, b) => b - a);
}

/** Whether what the largest route does not carry is enough to bear it out; null where it is, else how little it is. */
function thinSecondRoute(byRoute: readonly number[], { gate: { secondRoute } }: Parameters): string | null {
  if (!secondRoute || byRoute.length < 2) return null;
  const all = byRoute.reduce((sum, one) => sum + one, 0);
  const second = all - (byRoute[0] ?? 0);
  if (second >= secondRoute.providers || second >= secondRoute.share * all) return null;
  return `all but one route carry ${second} of ${all} providers`;
}

/** What keeps a level from being published, in words; empty where nothing does. */
function failedGates(
  kept: number,
  byRoute: readonly number[],
  mad: number,
  maxShare: number,
  contract: boolean,
  table: Parameters,
): string[] {
  const { gate } = table;
  const least = contract ? gate.contractProviders : gate.providers;
  const routes = byRoute.length;
  const thin = thinSecondRoute(byRoute, table);
  return [
    ...(kept < least ? [`${kept} of ${least} providers`] : []),
    ...(routes < gate.routes ? [`${routes} of ${gate.routes} independent routes`] : []),
    ...(thin === null ? [] : [thin]),
    ...(mad > gate.mad ? [`providers are ${mad.toFixed(2)} apart in logarithms, at most ${gate.mad}`] : []),
    ...(kept >= least && maxShare > capFor(kept, table) + 1e-9
      ? [`one provider weighs ${(maxShare * 100).toFixed(0)} %`]
      : []),
  ];
}

/** Assesses one day: one GPU, segment and tenor. `contract` is true for terms of a month and more. */
export function assess(inputs: readonly Input[], contract: boolean, table: Parameters): Assessment {
  const exclusions: Exclusion[] = [];
  const groups = new Map<string, Used[]>();
  for (const one of usable(inputs, table, exclusions)) addTo(groups, one.provider, one);
  const chosen = [...groups].map(([provider, own]) => ({ provider, own: oneRoute(own, exclusions) }));
  const screened = screen(
    chosen.map(({ provider, own }) => voteOf(provider, own, table)),
    table,
  );
  for (const { vote, score, rule } of screened.dropped) {
    const why = `${score.toFixed(2)} from the middle, at most ${rule === "MAD" ? table.screen.most : table.screen.fewMost.toFixed(2)}`;
    exclusions.push({ provider: vote.provider, series: "", price: Math.exp(vote.x), rule, why });
  }
  const votes = shares(screened.kept, table);
  const kept = new Set(votes.map((vote) => vote.provider));
  const used = chosen.flatMap(({ provider, own }) => (kept.has(provider) ? own : []));
  const byRoute = providersByRoute(used);
  const maxShare = Math.max(0, ...votes.map((vote) => vote.share));
  const failed = failedGates(votes.length, byRoute, screened.mad, maxShare, contract, table);
  const mean = interquartileMean(votes);
  const unpublished = votes.length > 0 ? mean : null;
  return {
    level: failed.length === 0 ? unpublished : null,
    unpublished,
    failed,
    inputs: used,
    votes,
    exclusions,
    mad: screened.mad,
    routes: byRoute.length,
    maxShare,
    tierShare: tierShares(votes, used),
  };
}
