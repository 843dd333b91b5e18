import type { Gate } from "@/lib/datasets/define";
import { type Candidate, groupKey, type Hold } from "./candidate";

/**
 * Values that have to lie below another one of their batch, alike in all other dimensions and the period: capacity that
 * can be taken away at any time costs less than what stays. At or above it, one of the two is something else.
 */
export function belowOther(gate: Gate, candidates: readonly Candidate[]): Hold[] {
  const rule = gate.below;
  if (!rule) return [];
  const twinOf = ({ proposal: { dims, measure, period } }: Candidate): string =>
    `${measure} ${period} ${groupKey(
      dims,
      Object.keys(dims)
        .filter((key) => key !== rule.key)
        .toSorted(),
    )}`;
  const ceilings = new Map<string, number>();
  for (const candidate of candidates)
    if (candidate.proposal.dims[rule.key] === rule.than && candidate.proposal.value !== null)
      ceilings.set(twinOf(candidate), candidate.proposal.value);
  return candidates.flatMap((candidate) => {
    const { dims, value } = candidate.proposal;
    const ceiling = dims[rule.key] === rule.value ? ceilings.get(twinOf(candidate)) : undefined;
    if (ceiling === undefined || value === null || value < ceiling) return [];
    const where = value === ceiling ? `the same as ${rule.than}` : `above the ${ceiling} of ${rule.than}`;
    return [{ candidate, rule: "below", reason: `${value} as ${rule.value} is ${where}, for the very same offer.` }];
  });
}
