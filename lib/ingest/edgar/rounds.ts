import type { Fact } from "./facts";
import { daysBetween } from "./fiscal";

/** A little less than a year: a report compares with the year before some weeks after it. */
const ROUND_DAYS = 350;

/** How many years after its own report a value was filed: 0 in its own, 1 as the comparison of the next year's. */
const roundOf = ({ end, filed }: Fact): number => Math.floor(Math.max(0, daysBetween(end, filed)) / ROUND_DAYS);

/** The last round of reports in which both were filed; null where there is none. */
function lastCommonRound(a: readonly Fact[], b: readonly Fact[]): number | null {
  const rounds = new Set(b.map(roundOf));
  const common = a.map(roundOf).filter((round) => rounds.has(round));
  return common.length > 0 ? Math.max(...common) : null;
}

/** Whether the value is still the one of that round: what later rounds repeated of it, they left as it was. */
const stillOf = (history: readonly Fact[], round: number): boolean =>
  history.findLast((one) => roundOf(one) === round)?.value === history.at(-1)?.value;

/** Whether one side was filed anew with or since an amendment of the other within its round. */
function followed(amended: readonly Fact[], other: readonly Fact[], round: number): boolean {
  const own = amended.filter((one) => roundOf(one) === round);
  const at = own.findLastIndex((one, place) => place > 0 && one.value !== own[place - 1]?.value);
  const [change, before] = [own[at], own[at - 1]];
  if (!change || !before) return true;
  const confirmed = other.some((one) => one.accession === change.accession || one.filed >= change.filed);
  return confirmed || other.slice(1).some((one) => one.filed > before.filed);
}

/** Whether both values, as they stand, were filed on one day. */
function saidTogether(a: readonly Fact[], b: readonly Fact[]): boolean {
  const days = (history: readonly Fact[]) =>
    history.flatMap((one) => (one.value === history.at(-1)?.value ? [one.filed] : []));
  const others = new Set(days(b));
  return days(a).some((day) => others.has(day));
}

/**
 * Whether two values are of one and the same state of the books: both filed on one day, or in one round of reports and not
 * changed since, and where one was amended, the other amended or confirmed as well. Else the whole restatement would fall into
 * their difference. Histories are in order of filing.
 */
export function ofOneState(a: readonly Fact[], b: readonly Fact[]): boolean {
  if (saidTogether(a, b)) return true;
  const round = lastCommonRound(a, b);
  if (round === null || !stillOf(a, round) || !stillOf(b, round)) return false;
  return followed(a, b, round) && followed(b, a, round);
}
