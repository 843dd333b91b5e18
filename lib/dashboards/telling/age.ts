import type { Reader } from "@/lib/access/reader";
import type { DatasetDefinition } from "@/lib/datasets/define";
import { isActual } from "@/lib/kernel/status";
import { daysBetween, formatDay } from "@/lib/kernel/format";
import { type Frequency, periodEnd } from "@/lib/kernel/period";
import type { Told } from "./statement";

/** From how many days on a number of a dataset is old, and the moment at which it is read. */
export type AgeLimit = { staleAfterDays: number; asOf: Date };

export const ageLimit = (reader: Pick<Reader, "asOf">, dataset: DatasetDefinition): AgeLimit => ({
  staleAfterDays: dataset.staleAfterDays,
  asOf: reader.asOf,
});

/** The last day that a value is about. */
export const lastDayOf = (one: { period: string; periodEnd: string | null; frequency: Frequency }): string =>
  one.periodEnd ?? periodEnd(one.period, one.frequency);

/** The day that a number is from: the last day that it is about or, where it was said earlier, the day it became known. */
export function fromDay(one: Pick<Told, "period" | "periodEnd" | "frequency" | "knownAt">): string {
  const [about, known] = [lastDayOf(one), formatDay(one.knownAt)];
  return known < about ? known : about;
}

/** Whether a day lies further back than a dataset's numbers stay new. A number from such a day carries its date. */
export const isOldDay = (day: string, { staleAfterDays, asOf }: AgeLimit): boolean =>
  daysBetween(day, formatDay(asOf)) > staleAfterDays;

/** Whether a number is older than its dataset's limit at the moment of reading. */
export const isOld = (one: Pick<Told, "period" | "periodEnd" | "frequency" | "knownAt">, limit: AgeLimit): boolean =>
  isOldDay(fromDay(one), limit);

/**
 * When an old view was said, `of 2025-05-31`: a forecast's own period says what it is about and not how old it is.
 * Empty for what is new, and for what has happened, whose period is its date.
 */
export function saidWhen(one: Told, limit: AgeLimit): string {
  const said = formatDay(one.knownAt);
  return !isActual(one.status) && said < lastDayOf(one) && isOldDay(said, limit) ? `of ${said}` : "";
}
