import type { Parameters } from "./parameters";

/** One provider's say: its price in logarithms, and its weight before any cap. */
export type Vote = { provider: string; x: number; weight: number };
export type Weighed = Vote & { share: number };

/** The middle of values; of an even number the mean of the two in the middle. NaN for none. */
export function middle(values: readonly number[]): number {
  const ascending = values.toSorted((a, b) => a - b);
  const half = ascending.length >> 1;
  const upper = ascending[half] ?? Number.NaN;
  return ascending.length % 2 === 1 ? upper : ((ascending[half - 1] ?? Number.NaN) + upper) / 2;
}

/** The weight that an input of a certain age keeps: 1, falling to one half at the end of its time, then 0. Hours. */
export const freshness = (age: number, ttl: number): number => (age <= ttl ? 1 - (0.5 * age) / ttl : 0);

export type Screened = { kept: Vote[]; dropped: { vote: Vote; score: number; rule: "MAD" | "RATIO" }[]; mad: number };

/** Drops who is too far from the middle, in logarithms and in one pass. The floor keeps a MAD of zero from dropping everybody. */
export function screen(votes: readonly Vote[], { screen: rule }: Parameters): Screened {
  const m = middle(votes.map((vote) => vote.x));
  const mad = middle(votes.map((vote) => Math.abs(vote.x - m)));
  const few = votes.length < rule.fewProviders;
  const scale = rule.scale * Math.max(mad, rule.floor);
  const scored = votes.map((vote) => ({ vote, score: few ? Math.abs(vote.x - m) : Math.abs(vote.x - m) / scale }));
  const most = few ? rule.fewMost : rule.most;
  return {
    kept: scored.flatMap(({ vote, score }) => (score > most ? [] : [vote])),
    dropped: scored.flatMap(({ vote, score }) =>
      score > most ? [{ vote, score, rule: few ? ("RATIO" as const) : ("MAD" as const) }] : [],
    ),
    mad: votes.length === 0 ? 0 : mad,
  };
}

/** The most that one provider may weigh among `providers`. */
export const capFor = (providers: number, { cap }: Parameters): number =>
  providers >= cap.fromProviders ? cap.many : cap.few;

/** Shares that add up to 1, none above the cap: what is cut is spread over the others until nobody exceeds it. */
export function shares(votes: readonly Vote[], table: Parameters): Weighed[] {
  const cap = capFor(votes.length, table);
  const equal = votes.length === 0 ? 0 : 1 / votes.length;
  if (cap * votes.length < 1) return votes.map((vote) => ({ ...vote, share: equal }));
  const capped = new Set<Vote>();
  for (;;) {
    const open = votes.filter((vote) => !capped.has(vote));
    const sum = open.reduce((all, vote) => all + vote.weight, 0);
    const left = 1 - cap * capped.size;
    const shareOf = (vote: Vote) =>
      capped.has(vote) ? cap : sum > 0 ? (left * vote.weight) / sum : left / open.length;
    const over = open.filter((vote) => shareOf(vote) > cap + 1e-12);
    if (over.length === 0) return votes.map((vote) => ({ ...vote, share: shareOf(vote) }));
    for (const vote of over) capped.add(vote);
  }
}

/** The weighted mean of what lies between a quarter and three quarters of the weight, in the order of x; at the edges in part. */
export function interquartileMean(weighed: readonly Weighed[]): number {
  let before = 0;
  let mass = 0;
  let sum = 0;
  for (const { x, share } of weighed.toSorted((a, b) => a.x - b.x)) {
    const kept = Math.max(0, Math.min(before + share, 0.75) - Math.max(before, 0.25));
    before += share;
    mass += kept;
    sum += kept * x;
  }
  return mass > 0 ? sum / mass : Number.NaN;
}
