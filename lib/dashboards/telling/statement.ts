import type { Observation } from "@/lib/store/rows";
import { statusClass } from "./status-words";

/** What a sentence may be made of: one stored statement with what tells it from others. */
export type Told = Pick<
  Observation,
  | "series"
  | "measure"
  | "dims"
  | "unit"
  | "frequency"
  | "period"
  | "periodEnd"
  | "periodLabel"
  | "value"
  | "low"
  | "high"
  | "status"
  | "knownAt"
>;

/** Whether one number was said, and neither a range, a floor nor a ceiling. */
export const isPoint = (one: Told): one is Told & { value: number } =>
  one.value !== null && one.low === null && one.high === null && one.status !== "W";

/** Whether a dimension's value stands for several together, or for whatever is left: a whole to those beside it. */
export const isGroup = (value: string): boolean =>
  /^(all|any|other|others|total|not-stated)(-|$)|-(suppliers|total)$/.test(value);

/**
 * What two statements must share to be held against each other: measure, unit, status class and every dimension but
 * those of `across`, in which they may differ. A part and a whole, H100 equivalents and GPUs, an estimate by others and
 * a company's own figure have different keys, since a dimension or the status says so.
 */
export function comparableKey(one: Told, across: readonly string[]): string {
  const dims = Object.entries(one.dims).filter(([key]) => !across.includes(key));
  const own = dims.toSorted(([a], [b]) => a.localeCompare(b)).map(([key, value]) => `${key}=${value}`);
  return [one.measure, one.unit, statusClass(one.status), ...own].join(" ");
}
