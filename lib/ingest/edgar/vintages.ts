import type { Fact } from "./facts";
import { type Mixed, type Span, spansOf, standingOn } from "./quarters";

/** A span's value from the day of a filing on. */
export type Vintage = Span & { knownOn: string };

const keyOf = ({ kind, basis, start, end }: Span): string => [kind, basis, start, end].join(" ");

/**
 * Every value that a line's quarters and years have had, each from the filing that said so: what a later filing repeats
 * is no news, what it changes is a new vintage. `mixed` are quarters that could never be derived.
 */
export function vintagesOf(facts: readonly Fact[]): { vintages: Vintage[]; mixed: Mixed[] } {
  const vintages: Vintage[] = [];
  const standing = new Map<string, number>();
  const known = new Set<string>();
  let mixed: Mixed[] = [];
  for (const day of [...new Set(facts.map((fact) => fact.filed))].toSorted()) {
    const found = spansOf(standingOn(facts, day));
    mixed = found.mixed;
    for (const span of found.spans) {
      known.add(span.end);
      const key = keyOf(span);
      if (standing.get(key) === span.value) continue;
      standing.set(key, span.value);
      vintages.push({ ...span, knownOn: day });
    }
  }
  return { vintages, mixed: mixed.filter((one) => !known.has(one.end)) };
}
