import type { Fact } from "./facts";
import { daysBetween } from "./fiscal";

/** A little less than a year: a report compares with the year before some weeks after it. */
const ROUND_DAYS = 350;

/** How many years after its own report a value was filed: 0 in its own, 1 as the comparison of the next year's. */
const roundOf = ({ end, filed }: Fact): number => Math.floor(Math.max(0, daysBetween(end, filed)) / ROUND_DAYS);

/** Whether one side was filed anew with or since the last change of the other side's value. */
function followed(changed: readonly Fact[], other: readonly Fact[]): boolean {
  const at = changed.findLastIndex((one, place) => place > 0 && one.value !== changed[place - 1]?.value);
  const [change, before] = [changed[at], changed[at - 1]];
  if (!change || !before) return true;
  if (other.some((one) => one.accession === change.accession || one.filed >= change.filed)) return true;
  if (roundOf(before) === roundOf(change)) return other.slice(1).some((one) => one.filed > before.filed);
  return other.some((one) => roundOf(one) >= roundOf(change));
}

/**
 * Whether two values are of one and the same state of the books: where either was restated, the other was restated or
 * confirmed in the same round of reports. Else the whole restatement would fall into their difference. Histories are
 * in order of filing.
 */
export const ofOneState = (a: readonly Fact[], b: readonly Fact[]): boolean => followed(a, b) && followed(b, a);
