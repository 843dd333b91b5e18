import { formatChange } from "@/lib/kernel/format";
import type { Status } from "@/lib/kernel/status";
import type { Cell, NumberRef } from "../figure";
import { counted, dollars } from "./words";

/** All that is told of a market's one level: the number with what a reader needs to judge it by. */
export type LevelFacts = {
  gpu: string;
  segment: string;
  tenor: string;
  day: string;
  value: number;
  low: number | null;
  high: number | null;
  kind: "assessed" | "rate-card";
  /** How lately the prices behind it were seen: A, B or C. */
  grade: string | null;
  votes: number;
  /** Parts of the votes that were seen within 31 and within 92 days, the votes of one owner together as one. */
  seen31: number | null;
  seen92: number | null;
  /**
   * How the chain of matched offers moved to that day, in percent; null where it does not reach back unbroken and, over 30
   * days, where no vote was seen within a month.
   */
  moved30: number | null;
  movedYear: number | null;
  /** The median weighted with installed fleets, and how many owners have one. */
  companion: number | null;
  fleets: number;
  status: Status;
  ref: NumberRef | null;
  /** The levels of the days up to it, for a sparkline; null is a gap. */
  history: (number | null)[];
  /** Whether it was computed for a past day from what was known then. */
  recomputed: boolean;
  sources: readonly string[];
};

/** `rate card`, and for a past day that it was recomputed. */
export const kindOf = ({ kind, recomputed }: Pick<LevelFacts, "kind" | "recomputed">): string =>
  `${kind === "assessed" ? "assessed" : "rate card"}${recomputed ? ", recomputed from what was known then" : ""}`;

/** What a level is and how good: `rate card, grade B`. No level is told without it. */
export const gradedKindOf = (facts: Pick<LevelFacts, "kind" | "recomputed" | "grade">): string =>
  [kindOf(facts), ...(facts.grade === null ? [] : [`grade ${facts.grade}`])].join(", ");

/** What stands behind the number, in a few words: `rate card, grade B, 21 votes`. */
export const basisWords = (facts: LevelFacts): string => [gradedKindOf(facts), counted(facts.votes, "vote")].join(", ");

/** The finding of a market, the same wherever it is told: `NAME at $3.40 on 2026-11-23 (rate card, grade B, 21 votes)`. */
export const levelFactsFinding = (name: string, facts: LevelFacts): string =>
  `${name} at ${dollars(facts.value)} on ${facts.day} (${basisWords(facts)})`;

/** The number as a cell: marked, with its quartiles, leading back to what it is made from. */
export function levelCell(facts: LevelFacts): Cell {
  const { value, low, high, status, ref, sources } = facts;
  const [source] = sources;
  // A stored value is the index's own; one that was computed while reading rests on all that it was computed from.
  const from = ref && source !== undefined ? { source } : { sources };
  const cell: Cell = { value, low, high, status, ...from, derivation: basisWords(facts) };
  return ref ? { ...cell, ref } : cell;
}

const movedWords = (moved: number | null, span: string): string[] =>
  moved === null ? [] : [`${formatChange(moved)} over ${span}`];

/** How matched offers moved; where no vote was seen within a month that there is nothing to match. */
function matchedWords(moved: readonly string[], isSeen: boolean): string {
  const words = moved.length > 0 ? [`matched offers ${moved.join(", ")}`] : [];
  if (!isSeen) return [...words, "no offer seen again within 31 days"].join("; ");
  return words[0] ?? "matched offers: no unbroken chain";
}

/** What else is told of it, a line each: quartiles, the chain's changes, how lately it was seen, the weighted companion. */
export function detailLines(facts: LevelFacts): string[] {
  const { low, high, moved30, movedYear, companion, fleets, seen31, seen92 } = facts;
  const moved = [...movedWords(moved30, "30 days"), ...movedWords(movedYear, "one year")];
  const percent = (part: number): string => `${(100 * part).toFixed(0)}%`;
  return [
    ...(low === null || high === null ? [] : [`quartiles ${dollars(low)} to ${dollars(high)}`]),
    matchedWords(moved, seen31 !== 0),
    ...(seen31 === null || seen92 === null
      ? []
      : [`${percent(seen31)} of votes seen within 31 days, ${percent(seen92)} within 92, an owner's together as one`]),
    ...(companion === null ? [] : [`${dollars(companion)} weighted by installed fleets (${counted(fleets, "owner")})`]),
  ];
}
