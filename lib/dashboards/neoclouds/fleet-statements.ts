import type { Observation } from "@/lib/store/rows";
import { isPoint } from "../telling/statement";
import { statusClass } from "../telling/status-words";

export const STATES = ["installed", "contracted", "announced"] as const;
export type FleetState = (typeof STATES)[number];

export const ALL_SITES = "all-sites";
export const ALL_MODELS = "all-models";

/** What stands in the place of a site where a statement is about the whole company after all. */
const WHOLE_SITE = /^(all-sites|company-total)(-|$)/;

/** Whether a statement is about all sites and models of a cloud. */
export const isWhole = (one: Observation): boolean => one.dims["site"] === ALL_SITES && one.dims["gpu"] === ALL_MODELS;

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

/** Whether others say something else of the same fleet for the same day, on the same basis: then no one number is told. */
export function hasRival(one: Observation, statements: readonly Observation[]): boolean {
  const said = ({ value, low, high }: Observation): string => JSON.stringify([value, low, high]);
  return statements.some(
    (other) =>
      isWhole(other) &&
      other.period === one.period &&
      other.status !== "W" &&
      ["state", "basis"].every((key) => other.dims[key] === one.dims[key]) &&
      said(other) !== said(one),
  );
}

/**
 * What a cloud itself or a filing says of its whole fleet in one state, as one number, newest first. An estimate by
 * others, a plan, a floor, a range, a part and a restatement in H100 equivalents are none.
 */
export function ownWholes(statements: readonly Observation[], state: FleetState): Observation[] {
  const own = statements.filter(
    (one) =>
      one.dims["state"] === state &&
      one.dims["basis"] === "reported" &&
      statusClass(one.status) === "happened" &&
      isWhole(one) &&
      isPoint(one),
  );
  return own.toSorted(newestReportedFirst);
}

/**
 * How many sites or other parts of a cloud are named in any statement, each once by its name: sites that were merged
 * have one.
 */
export function partsNamed(statements: readonly Observation[], names: ReadonlyMap<string, string>): number {
  const parts = statements.map((one) => one.dims["site"] ?? ALL_SITES).filter((site) => !WHOLE_SITE.test(site));
  return new Set(parts.map((site) => names.get(site) ?? site)).size;
}
