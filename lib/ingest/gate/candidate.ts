import type { ProposedObservation } from "@/lib/datasets/proposal";

/** A proposed value beside the newest one of its series, if there is one that is not too old. */
export type Candidate = {
  series: string;
  proposal: ProposedObservation;
  standing: { period: string; value: number } | null;
};

/** Why a value is not published by itself. */
export type Hold = { candidate: Candidate; rule: string; reason: string };

/** How many times its standing value a candidate is; null where either is missing or not above zero. */
export function ratioOf({ proposal, standing }: Candidate): number | null {
  if (!standing || proposal.value === null || proposal.value <= 0 || standing.value <= 0) return null;
  return proposal.value / standing.value;
}

/** The values of some dimensions as one text, for grouping. */
export const groupKey = (dims: Readonly<Record<string, string>>, keys: readonly string[]): string =>
  keys.map((key) => dims[key] ?? "").join(" · ");
