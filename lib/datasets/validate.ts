import { parsePeriod, type Frequency } from "@/lib/kernel/period";
import type { EntityKind } from "@/lib/entities/kinds";
import { Slug } from "@/lib/kernel/slug";
import type { DatasetDefinition, Measure } from "./define";
import type { ProposedObservation } from "./proposal";

/** What is wrong with one field of a proposed observation; `field` is the starter file's column. */
export type Issue = { field: string; message: string };

/** Tells whether an entity exists; the store and the loader each know their own. */
export type EntityLookup = (kind: EntityKind, slug: string) => boolean;

const FIRST_DAY: Record<Frequency, RegExp> = {
  day: /./,
  week: /./,
  month: /-01$/,
  quarter: /-(01|04|07|10)-01$/,
  half: /-(01|07)-01$/,
  year: /-01-01$/,
};

function dimensionIssues(dataset: DatasetDefinition, dims: Record<string, string>, exists: EntityLookup): Issue[] {
  const issues: Issue[] = [];
  for (const [key, dimension] of Object.entries(dataset.dimensions)) {
    const value = dims[key];
    if (value === undefined || value === "") issues.push({ field: key, message: `${dimension.label} is missing` });
    else if (
      "codes" in dimension &&
      !Object.hasOwn(dimension.codes, value) &&
      !(dimension.open && Slug.safeParse(value).success)
    )
      issues.push({ field: key, message: `“${value}” is no ${dimension.label} that ${dataset.title} knows` });
    else if ("entity" in dimension && !exists(dimension.entity, value))
      issues.push({ field: key, message: `there is no ${dimension.entity} called “${value}”` });
  }
  const extra = Object.keys(dims).filter((key) => !Object.hasOwn(dataset.dimensions, key));
  return [...issues, ...extra.map((field) => ({ field, message: `${dataset.title} has no dimension “${field}”` }))];
}

type Numbers = { value: number | null; low?: number | null | undefined; high?: number | null | undefined };

function boundIssues(measure: Measure, proposed: Numbers): Issue[] {
  const issues: Issue[] = [];
  for (const field of ["value", "low", "high"] as const) {
    const number = proposed[field];
    if (number === undefined || number === null) continue;
    if (measure.min !== undefined && number < measure.min)
      issues.push({ field, message: `${number} is below ${measure.min} ${measure.unit}, the least that can be` });
    if (measure.max !== undefined && number > measure.max)
      issues.push({ field, message: `${number} is above ${measure.max} ${measure.unit}, the most that can be` });
    if (measure.ranks && !Object.hasOwn(measure.ranks, String(number)))
      issues.push({ field, message: `${number} is no step of ${measure.label}` });
  }
  return issues;
}

function periodIssues(measure: Measure, proposed: Pick<ProposedObservation, "period" | "periodEnd">): Issue[] {
  if (!parsePeriod(proposed.period)) return [{ field: "period", message: `“${proposed.period}” is no day` }];
  const fiscal = proposed.periodEnd !== undefined;
  if (!fiscal && !FIRST_DAY[measure.frequency].test(proposed.period))
    return [{ field: "period", message: `a ${measure.frequency} does not begin on ${proposed.period}` }];
  if (proposed.periodEnd && proposed.periodEnd < proposed.period)
    return [{ field: "period_end", message: "the period ends before it begins" }];
  return [];
}

/** Everything that is wrong with a proposed observation under its dataset's definition; empty where all is well. */
export function validateObservation(
  dataset: DatasetDefinition,
  proposed: ProposedObservation,
  exists: EntityLookup,
): Issue[] {
  // A name such as “constructor” is every object's own, and no measure.
  const known = Object.hasOwn(dataset.measures, proposed.measure);
  const measure = known ? dataset.measures[proposed.measure] : undefined;
  if (!measure) return [{ field: "measure", message: `${dataset.title} does not measure “${proposed.measure}”` }];
  return [
    ...dimensionIssues(dataset, proposed.dims, exists),
    ...periodIssues(measure, proposed),
    ...boundIssues(measure, proposed),
  ];
}

const MOST_PERIODS = 20_000;

type Placed = Pick<ProposedObservation, "measure" | "dims" | "period">;
type Said = { value: number | null; low: number | null; high: number | null; periodEnd: string | null };

const bounded = ({ min, max, ranks }: Measure): boolean =>
  min !== undefined || max !== undefined || ranks !== undefined;

/**
 * validateObservation for many: the first thing that is wrong with what is said in a place, null where nothing is. What
 * is said of dimensions is remembered by their object, which rows of one series share, and what is said of periods by
 * their text.
 */
export function validatorOf(
  dataset: DatasetDefinition,
  exists: EntityLookup,
): (place: Placed, said: Said) => Issue | null {
  const ofDims = new WeakMap<object, Issue | null>();
  const ofPeriods = new Map<string, Issue | null>();
  const measures = new Map(Object.entries(dataset.measures));
  return (place, { periodEnd, ...numbers }) => {
    const { dims, period } = place;
    const measure = measures.get(place.measure);
    if (!measure) return { field: "measure", message: `${dataset.title} does not measure “${place.measure}”` };
    let named = ofDims.get(dims);
    if (named === undefined) ofDims.set(dims, (named = dimensionIssues(dataset, dims, exists)[0] ?? null));
    if (named) return named;
    const when = `${place.measure} ${period} ${periodEnd ?? ""}`;
    let timed = ofPeriods.get(when);
    if (timed === undefined) {
      timed = periodIssues(measure, { period, ...(periodEnd === null ? {} : { periodEnd }) })[0] ?? null;
      if (ofPeriods.size < MOST_PERIODS) ofPeriods.set(when, timed);
    }
    return timed ?? (bounded(measure) ? (boundIssues(measure, numbers)[0] ?? null) : null);
  };
}
