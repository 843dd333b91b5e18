import type { Gate } from "@/lib/datasets/define";
import type { PastValue } from "@/lib/store/read-history";
import { type Candidate, groupKey } from "./candidate";

export type StatementGate = NonNullable<Gate["statement"]>;

/** What the note of a last quarter says that was reckoned from the three before it, so that it rests on each of them. */
export const FROM_QUARTERS = "year less its other quarters";

/** A value of a statement's line, proposed or stored. `knownAt` is empty for what is stored: it was known before. */
export type Stated = {
  group: string;
  measure: "quarter" | "year";
  derived: boolean;
  /** Whether it is of a line whose level does not jump. */
  steady: boolean;
  start: string;
  /** The day on which it begins, counted. */
  day: number;
  knownAt: string;
  value: number;
  candidate: Candidate | null;
};

/** A stored value with the measure of its series. */
export type StoredValue = PastValue & { measure: string };

const dayOf = (start: string): number => Date.parse(start) / 86_400_000;

/** Days that tell a few days' difference from another period. */
const FEW_DAYS = 5;

/** Whether one period begins a quarter after another. */
export const isNext = (earlier: Stated, later: Stated): boolean => {
  const days = later.day - earlier.day;
  return days >= 80 && days <= 100;
};

/** In which quarter of a year a quarter begins, 0 to 3; null where it is none of it. */
export function placeIn(year: Stated, quarter: Stated): number | null {
  const days = quarter.day - year.day;
  const place = Math.round(days / 91.31);
  return place >= 0 && place <= 3 && Math.abs(days - place * 91.31) <= 2 * FEW_DAYS ? place : null;
}

const samePeriod = (a: Stated, b: Stated): boolean => Math.abs(a.day - b.day) <= FEW_DAYS;

function measureOf(gate: StatementGate, measure: string): Stated["measure"] | null {
  return measure === gate.quarter ? "quarter" : measure === gate.year ? "year" : null;
}

type Given = { dims: Readonly<Record<string, string>>; measure: string; period: string; value: number | null };

/** A value in its line; null for what is neither filed nor computed from filings, or has no value. */
function statedFrom(gate: StatementGate, given: Given, knownAt: string, candidate: Candidate | null): Stated | null {
  const { dims, period, value } = given;
  const measure = measureOf(gate, given.measure);
  const how = dims[gate.over] ?? "";
  if (!measure || value === null || !gate.filed.includes(how)) return null;
  const others = Object.keys(dims).filter((key) => key !== gate.over);
  return {
    group: groupKey(dims, others.toSorted()),
    measure,
    derived: how === gate.derived,
    steady: gate.steady.values.includes(dims[gate.steady.key] ?? ""),
    start: period,
    day: dayOf(period),
    knownAt,
    value,
    candidate,
  };
}

/**
 * Everything that is known of the lines of a batch: its own values, those that stand, and the one before each where
 * neither has it. Ranges, estimates and claims are none.
 */
export function statedOf(
  gate: StatementGate,
  candidates: readonly Candidate[],
  stored: readonly StoredValue[],
): Stated[] {
  const proposed = candidates.flatMap((candidate) => {
    const { status, knownAt = "9999" } = candidate.proposal;
    return status === "A" ? (statedFrom(gate, candidate.proposal, knownAt, candidate) ?? []) : [];
  });
  const known = [...proposed, ...stored.flatMap((one) => statedFrom(gate, one, "", null) ?? [])];
  const placeOf = ({ group, measure, start }: Stated): string => `${group} ${measure} ${start}`;
  const places = new Set(known.map(placeOf));
  const before = candidates.flatMap(({ proposal, standing }) => {
    const one = standing && statedFrom(gate, { ...proposal, ...standing }, "", null);
    return one && !places.has(placeOf(one)) ? [one] : [];
  });
  return [...known, ...before];
}

/** Of several values of one period the one known last by an instant, of one instant the reported one; in order of time. */
export function standingAt(all: readonly Stated[], instant = "9999"): Stated[] {
  const found: Stated[] = [];
  const order = all
    .filter((one) => one.knownAt <= instant)
    .toSorted((a, b) => b.knownAt.localeCompare(a.knownAt) || Number(a.derived) - Number(b.derived));
  for (const one of order) if (!found.some((other) => samePeriod(one, other))) found.push(one);
  return found.toSorted((a, b) => a.start.localeCompare(b.start));
}

/** The values of up to two periods before and two after, without its own; none that lies further than a year off. */
export function neighboursOf(one: Stated, standing: readonly Stated[]): number[] {
  const step = one.measure === "year" ? 800 : 300;
  const near = standing.filter((other) => !samePeriod(one, other) && Math.abs(one.day - other.day) <= step);
  const before = near.filter((other) => other.start < one.start).slice(-2);
  const after = near.filter((other) => other.start > one.start).slice(0, 2);
  return [...before, ...after].map((other) => other.value);
}
