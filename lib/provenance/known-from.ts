import { type Day, parsePeriod, periodEnd } from "@/lib/kernel/period";

/**
 * The first day on which anybody can have known what a source says: that of its publication, and the last of the month
 * or year where no more is known of it, so that nothing is known too early. Null for a source without a date.
 */
export function knownFrom(published: string | null): Day | null {
  const period = published === null ? null : parsePeriod(published);
  return period ? periodEnd(period.start, period.frequency) : null;
}
