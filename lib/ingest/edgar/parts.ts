import type { Fact } from "./facts";
import { daysBetween } from "./fiscal";

/** For so long around a period in which one tag was a part of another it is taken to be one. */
const NEAR_DAYS = 400;
/** Notes round where statements do not: so small a difference in a round number does not make a part. */
const ROUNDING = 0.005;

const spanOf = ({ start, end }: Fact): string => `${start} ${end}`;

/** The step to which a value is round: 10 for 120, a thousand million for 8,000,000,000. */
function stepOf(value: number): number {
  let step = 1;
  while (value !== 0 && value % (step * 10) === 0) step *= 10;
  return step;
}

/** Whether two values of one span are about two things, and not one of them rounded. */
function differ(part: Fact, whole: Fact): boolean {
  const apart = Math.abs(part.value - whole.value);
  return apart > Math.abs(whole.value) * ROUNDING || apart > Math.max(stepOf(part.value), stepOf(whole.value)) / 2;
}

function byFiling(facts: readonly Fact[]): Map<string, Fact[]> {
  const found = new Map<string, Fact[]>();
  for (const fact of facts) {
    const own = found.get(fact.accession);
    if (own) own.push(fact);
    else found.set(fact.accession, [fact]);
  }
  return found;
}

/** Where a filing gives one span under two tags with different values, the lesser tag is about something else. */
type Evidence = { tag: string; accession: string; end: string };

function evidenceOf(filings: ReadonlyMap<string, readonly Fact[]>): Evidence[] {
  return [...filings].flatMap(([accession, facts]) =>
    facts.flatMap((fact) =>
      facts.some((one) => one.rank < fact.rank && spanOf(one) === spanOf(fact) && differ(fact, one))
        ? [{ tag: fact.tag, accession, end: fact.end }]
        : [],
    ),
  );
}

/**
 * Leaves out what is not the line itself but a part of it, as revenue from contracts beside total revenues: the filing
 * itself says so where it gives both and they differ. Returns what is left and what was left out.
 */
export function withoutParts(facts: readonly Fact[]): { whole: Fact[]; parts: Fact[] } {
  if (new Set(facts.map((one) => one.tag)).size < 2) return { whole: [...facts], parts: [] };
  const evidence = evidenceOf(byFiling(facts));
  const isPart = (fact: Fact): boolean =>
    evidence.some(
      (one) =>
        one.tag === fact.tag &&
        (one.accession === fact.accession || Math.abs(daysBetween(one.end, fact.end)) <= NEAR_DAYS),
    );
  return { whole: facts.filter((one) => !isPart(one)), parts: facts.filter(isPart) };
}
