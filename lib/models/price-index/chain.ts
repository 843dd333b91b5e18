import type { Assessment, Used } from "./assess";
import { middle } from "./level";

/** How one provider moved between two assessments, and how much it weighs in the move. */
export type Matched = { provider: string; change: number; weight: number };

const xOf = (own: readonly Used[], series: ReadonlySet<string>): number =>
  middle(own.flatMap((one) => (series.has(one.series) ? [one.x] : [])));

/** The providers of both assessments, compared on the very same offers; weights are the mean of the two days', as parts of 1. */
export function matched(before: Assessment, after: Assessment): Matched[] {
  const pairs = after.votes.flatMap((vote) => {
    const earlier = before.votes.find((one) => one.provider === vote.provider);
    if (!earlier) return [];
    const [then, now] = [before, after].map((one) => one.inputs.filter((input) => input.provider === vote.provider));
    const seen = new Set(now?.map((one) => one.series));
    const common = new Set(then?.flatMap((one) => (seen.has(one.series) ? [one.series] : [])));
    if (common.size === 0) return [];
    const change = xOf(now ?? [], common) - xOf(then ?? [], common);
    return [{ provider: vote.provider, change, weight: (vote.share + earlier.share) / 2 }];
  });
  const sum = pairs.reduce((all, one) => all + one.weight, 0);
  return pairs.map((one) => ({ ...one, weight: one.weight / sum }));
}

/** The change of the chain between two assessments, in logarithms; null where no offer is in both. */
export function chainStep(before: Assessment, after: Assessment): number | null {
  const pairs = matched(before, after);
  return pairs.length === 0 ? null : pairs.reduce((all, { change, weight }) => all + weight * change, 0);
}

/** The part of a level's change that is due to who came and went, in logarithms. */
export function compositionEffect(before: Assessment, after: Assessment): number | null {
  const step = chainStep(before, after);
  return step === null || before.level === null || after.level === null ? null : after.level - before.level - step;
}
