import type { Fact } from "./facts";

/** Takes out facts that one filing gives twice with different values; what it gives twice alike stands once. */
export function withoutContradictions(facts: readonly Fact[]): { clear: Fact[]; contradictory: Fact[] } {
  const values = new Map<string, Set<number>>();
  const keyOf = ({ tag, start, end, accession }: Fact): string => [tag, start, end, accession].join(" ");
  for (const fact of facts) values.set(keyOf(fact), (values.get(keyOf(fact)) ?? new Set()).add(fact.value));
  const alone = (fact: Fact): boolean => values.get(keyOf(fact))?.size === 1;
  const clear = new Map(facts.filter(alone).map((fact) => [keyOf(fact), fact]));
  return { clear: [...clear.values()], contradictory: facts.filter((fact) => !alone(fact)) };
}
