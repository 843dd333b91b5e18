import type { Fact } from "./facts";

/** So many spans must have been filed under both of two tags with the same values before they count as one line. */
const ENOUGH = 3;

const spanOf = ({ start, end }: Fact): string => `${start} ${end}`;
const definition = ({ as, tag }: Fact): string => as ?? tag;

/** The values of each span under each definition, all that were ever filed. */
function valuesOf(facts: readonly Fact[]): Map<string, Map<string, Set<number>>> {
  const found = new Map<string, Map<string, Set<number>>>();
  for (const fact of facts) {
    const own = found.get(definition(fact)) ?? new Map<string, Set<number>>();
    found.set(definition(fact), own.set(spanOf(fact), (own.get(spanOf(fact)) ?? new Set()).add(fact.value)));
  }
  return found;
}

/** Whether two tags have given the same values for enough spans, and other ones for none. */
function areOne(a: ReadonlyMap<string, Set<number>>, b: ReadonlyMap<string, Set<number>>): boolean {
  const common = [...a].flatMap(([span, values]) => {
    const others = b.get(span);
    return others ? [[...values].some((value) => others.has(value))] : [];
  });
  return common.length >= ENOUGH && common.every(Boolean);
}

/**
 * Tells which tags are one definition for a filer: those that its filings gave for the same spans with the same values,
 * time and again, as filers do who change between tags. Returns the name of a tag's definition.
 */
export function sameDefinitions(facts: readonly Fact[]): (tag: string) => string {
  const values = [...valuesOf(facts)];
  const names = new Map(values.map(([tag]) => [tag, tag]));
  for (const [at, [tag, own]] of values.entries())
    for (const [other, theirs] of values.slice(at + 1)) {
      const [from, to] = [names.get(other), names.get(tag)];
      if (from === to || to === undefined || !areOne(own, theirs)) continue;
      for (const [key, name] of names) if (name === from) names.set(key, to);
    }
  return (tag) => names.get(tag) ?? tag;
}
