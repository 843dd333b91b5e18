import { yearBefore } from "./capex-calendar";

/** A sum over members, or the members without which there is none. */
export type CompleteSum = { sum: number; missing: readonly [] } | { sum: null; missing: readonly string[] };

/**
 * Adds up the members' values where every one of them is known; otherwise there is no sum, and the missing members
 * are named. A sum over nobody is unknown, not zero.
 */
export function completeSum(members: readonly string[], values: ReadonlyMap<string, number>): CompleteSum {
  const missing = members.filter((member) => !values.has(member));
  if (members.length === 0 || missing.length > 0) return { sum: null, missing };
  return { sum: members.reduce((sum, member) => sum + (values.get(member) ?? 0), 0), missing: [] };
}

/**
 * The change in percent of the quarter that starts on `start` against the same quarter a year before. Null where
 * either is unknown, or where the base is not positive and a percentage would mean nothing.
 */
export function yoy(values: ReadonlyMap<string, number>, start: string): number | null {
  const [now, before] = [values.get(start), values.get(yearBefore(start))];
  if (now === undefined || before === undefined || before <= 0) return null;
  return (100 * (now - before)) / before;
}
