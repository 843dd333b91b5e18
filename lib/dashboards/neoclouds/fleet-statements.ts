import type { Observation } from "@/lib/store/rows";

export const STATES = ["installed", "contracted", "announced"] as const;
export type FleetState = (typeof STATES)[number];

export const ALL_SITES = "all-sites";
export const ALL_MODELS = "all-models";

const isWhole = (one: Observation): boolean => one.dims["site"] === ALL_SITES && one.dims["gpu"] === ALL_MODELS;

const newestReportedFirst = (a: Observation, b: Observation): number =>
  b.period.localeCompare(a.period) ||
  Number(a.dims["basis"] !== "reported") - Number(b.dims["basis"] !== "reported") ||
  b.knownAt.localeCompare(a.knownAt);

/** What a statement is ranked by: its value, else the end that was said. */
export const amountOf = ({ value, low, high }: Observation): number | null => value ?? low ?? high;

const largestFirst = (a: Observation, b: Observation): number => (amountOf(b) ?? 0) - (amountOf(a) ?? 0);

/**
 * What stands for a cloud's fleet in one state: the newest statement about the whole cloud, or, where nobody made
 * one, the largest about a single site or model, which is a part of the fleet and must be shown as one. States are
 * never added to each other, nor statements within a state: they overlap.
 */
export function fleetStatement(
  statements: readonly Observation[],
  state: FleetState,
): { statement: Observation; whole: boolean } | null {
  const inState = statements.filter((one) => one.dims["state"] === state && amountOf(one) !== null);
  const whole = inState.filter(isWhole).toSorted(newestReportedFirst)[0];
  if (whole) return { statement: whole, whole: true };
  const part =
    inState.filter((one) => one.dims["gpu"] !== "h100e").toSorted(largestFirst)[0] ?? inState.toSorted(largestFirst)[0];
  return part ? { statement: part, whole: false } : null;
}

/** How many sites of a cloud are named in any statement. */
export function sitesNamed(statements: readonly Observation[]): number {
  return new Set(statements.map((one) => one.dims["site"]).filter((site) => site !== ALL_SITES)).size;
}
