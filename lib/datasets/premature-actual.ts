import { formatDay } from "@/lib/kernel/format";
import { type Day, parsePeriod, periodEnd, periodLabel } from "@/lib/kernel/period";
import type { DatasetDefinition, Measure } from "./define";
import type { ProposedObservation } from "./proposal";

type About = Pick<ProposedObservation, "period" | "periodEnd">;

/** The last day of what an observation is about: its own end where it states one, else that of its calendar period. */
export const lastDayOf = (measure: Measure, { period, periodEnd: stated }: About): Day =>
  stated ?? periodEnd(period, measure.frequency);

/**
 * Whether an actual of that period may become known on a day. What is about one day may be seen on it; what is about a
 * longer period is complete only when its last day is over. A measure that is observed within its period waits for the
 * period's beginning alone.
 */
export function mayBeActual(measure: Measure, about: About, known: Day): boolean {
  if (measure.actual === "within-period") return known >= about.period;
  const last = lastDayOf(measure, about);
  return last === about.period ? known >= last : known > last;
}

/**
 * Why an observation cannot be the actual that it says it is, as a sentence without its full stop; null where it may be
 * one or says that it is none. `published` is the day on which it becomes known where it names no day itself.
 */
export function prematureActual(dataset: DatasetDefinition, one: ProposedObservation, published: Day): string | null {
  const measure = dataset.measures[one.measure];
  const known = one.knownAt?.slice(0, 10) ?? published;
  if (one.status !== "A" || !measure || !parsePeriod(one.period) || mayBeActual(measure, one, known)) return null;
  const last = lastDayOf(measure, one);
  const label = one.periodLabel ?? periodLabel(one.period, measure.frequency);
  const why =
    measure.actual === "within-period"
      ? `${label} begins on ${one.period}`
      : last === one.period
        ? `${last} had not come`
        : `${label} ends on ${last}`;
  return `${why}, so its actual value cannot be known on ${formatDay(known)}: make it provisional or an estimate`;
}
