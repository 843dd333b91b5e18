import type { Fact } from "./facts";
import { isQuarter, isYear, lengthOf } from "./fiscal";
import { type Gap, type Span, spansOf } from "./quarters";
import { standingOn } from "./standing";

/** A span's value from the day of a filing on. */
export type Vintage = Span & { knownOn: string };

/** `mixed` and `missing` are what cannot be derived as of the newest filing; `stale` is what still stands of it. */
export type Vintages = { vintages: Vintage[]; mixed: Gap[]; missing: Gap[]; stale: Gap[] };

const keyOf = ({ kind, basis, start, end }: Span): string => [kind, basis, start, end].join(" ");

/**
 * Every value that a line's quarters and years have had, each from the filing that said so: what a later filing repeats
 * is no news, what it changes is a new vintage.
 */
export function vintagesOf(facts: readonly Fact[]): Vintages {
  const vintages: Vintage[] = [];
  const standing = new Map<string, number>();
  const known = new Set<string>();
  let [mixed, missing]: [Gap[], Gap[]] = [[], []];
  for (const day of [...new Set(facts.map((fact) => fact.filed))].toSorted()) {
    const found = spansOf(standingOn(facts, day));
    ({ mixed, missing } = found);
    for (const span of found.spans) {
      if (span.kind === "quarter") known.add(span.end);
      const key = keyOf(span);
      if (standing.get(key) === span.value) continue;
      standing.set(key, span.value);
      vintages.push({ ...span, knownOn: day });
    }
  }
  return {
    vintages,
    mixed: mixed.filter((one) => !known.has(one.end)),
    missing: missing.filter((one) => !known.has(one.end)),
    stale: mixed.filter((one) => known.has(one.end)),
  };
}

/** Spans that are neither a quarter nor a year nor what a report gives to date: transition periods, trailing sums. */
export const isOdd = (fact: Fact): boolean => {
  const length = lengthOf(fact);
  return ![isQuarter(length), isYear(length), length >= 170 && length <= 195, length >= 260 && length <= 290].some(
    Boolean,
  );
};
