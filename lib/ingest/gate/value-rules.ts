import type { Gate } from "@/lib/datasets/define";
import { prematureActual } from "@/lib/datasets/premature-actual";
import { datasetOf } from "@/lib/datasets/registry";
import type { Candidate, Hold } from "./candidate";
import { ratioOf } from "./candidate";

// Rules that look at one value at a time.

/** How far one value moved from another: `−52.0 %`. */
export const percent = (ratio: number): string =>
  `${ratio >= 1 ? "+" : "−"}${Math.abs((ratio - 1) * 100).toFixed(1)} %`;

/** Values that stand for "none" in some sources. */
export function sentinels(gate: Gate, candidates: readonly Candidate[]): Hold[] {
  return candidates
    .filter(({ proposal }) => proposal.value !== null && gate.sentinels.includes(proposal.value))
    .map((candidate) => ({
      candidate,
      rule: "sentinel",
      reason: `${candidate.proposal.value} is a value that sources write for “none”.`,
    }));
}

/** Values outside of what is plausible for those dimensions. */
export function implausible(gate: Gate, candidates: readonly Candidate[]): Hold[] {
  return candidates.flatMap((candidate) => {
    const { value, dims } = candidate.proposal;
    const bound = gate.bounds.find(({ where }) => Object.entries(where).every(([key, code]) => dims[key] === code));
    if (!bound || value === null || (value >= bound.min && value <= bound.max)) return [];
    const reason = `${value} is outside of what is plausible here, ${bound.min} to ${bound.max}.`;
    return [{ candidate, rule: "implausible", reason }];
  });
}

/** Actuals of a period that was not over when they became known. */
export function futureDates(today: string, candidates: readonly Candidate[]): Hold[] {
  return candidates.flatMap((candidate) => {
    const reason = prematureActual(datasetOf(candidate.proposal.dataset), candidate.proposal, today);
    return reason === null ? [] : [{ candidate, rule: "future", reason: `${reason}.` }];
  });
}

const ARCHIVE =
  /https?:\/\/(web\.archive\.org|archive\.(org|today|ph)|github\.com\/\S+\/(blob|commit)|raw\.githubusercontent\.com)\//;

/** Histories that were filled in afterwards and show no archived copy: some are random walks. */
export function backfills(gate: Gate, today: string, candidates: readonly Candidate[]): Hold[] {
  const { backfill } = gate;
  if (!backfill) return [];
  return candidates.flatMap((candidate) => {
    const { period, status, note, value } = candidate.proposal;
    // What is published for that day already and stays is no history that comes late.
    if (candidate.standing?.period === period && candidate.standing.value === value) return [];
    const days = (Date.parse(today) - Date.parse(period)) / 86_400_000;
    if (status !== "A" || days <= backfill.afterDays || ARCHIVE.test(note ?? "")) return [];
    const reason = `A price of ${period} that comes more than ${backfill.afterDays} days later and names no archived copy of that day.`;
    return [{ candidate, rule: "backfill", reason }];
  });
}

/** Values that moved too far against the newest of their own series. */
export function moves(gate: Gate, candidates: readonly Candidate[]): Hold[] {
  const { move } = gate;
  if (!move) return [];
  return candidates.flatMap((candidate) => {
    const ratio = ratioOf(candidate);
    if (ratio === null || Math.abs(Math.log(ratio)) <= Math.log1p(move.most)) return [];
    const { standing, proposal } = candidate;
    const reason = `${percent(ratio)} against ${standing?.value} of ${standing?.period}: ${proposal.value}. More than ${(move.most * 100).toFixed(0)} % is looked at.`;
    return [{ candidate, rule: "move", reason }];
  });
}

/** Values that leave open what they are about, in a batch that also has the exact one. */
export function ambiguity(gate: Gate, candidates: readonly Candidate[]): Hold[] {
  const { ambiguous } = gate;
  if (!ambiguous) return [];
  const present = new Set(candidates.map(({ proposal }) => proposal.dims[ambiguous.key] ?? ""));
  return candidates.flatMap((candidate) => {
    const own = candidate.proposal.dims[ambiguous.key] ?? "";
    const exact = (ambiguous.values[own] ?? []).filter((code) => present.has(code));
    if (exact.length === 0) return [];
    const reason = `The source tells ${exact.join(", ")} apart elsewhere, and here writes only ${own}.`;
    return [{ candidate, rule: "ambiguous", reason }];
  });
}
