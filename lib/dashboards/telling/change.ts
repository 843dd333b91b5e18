import { formatChange, formatPoints } from "@/lib/kernel/format";
import { observedPeriod } from "../dataset/table";
import { statusClass } from "./status-words";
import { isPoint, type Told } from "./statement";

/** A value that was computed, with all that must be the same for it to be compared: basis, definition, members. */
export type Computed = { about: string; value: number; period: string };

const between = (from: number, to: number, unit: string, decimals: number): string =>
  unit === "%" ? formatPoints(to - from, decimals) : formatChange((100 * (to - from)) / from, decimals);

/**
 * The change of a series from one stored value to a later one, with the period of the earlier: `−7 pp on 2025Q2`. Null
 * unless both are points of one series and unit, of one status class, the second later, and the first not zero.
 */
export function changeOn(before: Told | undefined, after: Told, decimals = 1): string | null {
  if (!before || !isPoint(before) || !isPoint(after)) return null;
  const same = before.series === after.series && before.unit === after.unit;
  if (!same || statusClass(before.status) !== statusClass(after.status)) return null;
  if (before.period >= after.period || before.value === 0) return null;
  return `${between(before.value, after.value, after.unit, decimals)} on ${observedPeriod(before)}`;
}

/** The same for computed values: null unless both are about the same, to the last member. */
export function computedChangeOn(
  before: Computed | undefined,
  after: Computed,
  unit: string,
  decimals = 1,
): string | null {
  if (!before || before.about !== after.about || before.value === 0 || before.period === after.period) return null;
  return `${between(before.value, after.value, unit, decimals)} on ${before.period}`;
}
