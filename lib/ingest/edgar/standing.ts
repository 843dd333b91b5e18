import type { Fact } from "./facts";
import { sameDefinitions } from "./definitions";
import { withoutParts } from "./parts";
import { onePeriodEach } from "./periods";

/**
 * A fact as it stood on a day. `restated` says whether it is another value than the one that was filed first, `history`
 * are all filings of it in its definition, the last one last, and `rivals` what was filed of the same span in others.
 */
export type Standing = Fact & {
  restated: boolean;
  definition: string;
  history: readonly Fact[];
  rivals: readonly Standing[];
};

const newerFirst = (a: Fact, b: Fact): number => b.filed.localeCompare(a.filed) || a.rank - b.rank;

function groupBy<T>(all: readonly T[], keyOf: (one: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const one of all) {
    const group = groups.get(keyOf(one));
    if (group) group.push(one);
    else groups.set(keyOf(one), [one]);
  }
  return groups;
}

/** One span in one definition: the value filed last, of one day's the one of the preferred tag. */
function standingOf(history: readonly Fact[], definition: string, first: number): Standing[] {
  const ordered = history.toSorted((a, b) => a.filed.localeCompare(b.filed) || b.rank - a.rank);
  const last = ordered.at(-1);
  return last ? [{ ...last, restated: last.value !== first, definition, history: ordered, rivals: [] }] : [];
}

/**
 * For each span of days the value filed last by `day`, of one day's filings under the preferred tag. Spans that differ by
 * a few days are one, and what the filings show to be a part of the line is none of it.
 */
export function standingOn(facts: readonly Fact[], day: string): Standing[] {
  const { whole } = withoutParts(onePeriodEach(facts.filter((one) => one.filed <= day)));
  const definitionOf = sameDefinitions(whole);
  return [...groupBy(whole, ({ start, end }) => `${start} ${end}`).values()].flatMap((span) => {
    const first = span.toSorted((a, b) => a.filed.localeCompare(b.filed) || a.rank - b.rank)[0];
    const groups = groupBy(span, ({ as, tag }) => definitionOf(as ?? tag));
    const each = [...groups].flatMap(([definition, own]) => standingOf(own, definition, first?.value ?? 0));
    const [chosen, ...rivals] = each.toSorted(newerFirst);
    return chosen ? [{ ...chosen, rivals }] : [];
  });
}
