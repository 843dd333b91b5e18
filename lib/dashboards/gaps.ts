import { daysBetween } from "@/lib/kernel/format";
import type { Frequency } from "@/lib/kernel/period";

/** How often a line has a value: by a frequency, or as a reference that holds from end to end. */
export type Rhythm = Frequency | "reference";

/** The longest a period is, in days. Of what is observed by the day there is no such rule: see `silenceMost`. */
const LONGEST = { week: 7, month: 31, quarter: 92, half: 184, year: 366 } as const;

/** A quarter that starts some days off is the next one; two quarters on, one is missing. */
const MISSING_FROM = 1.5;

const USUAL_TIMES = 4;
const [SILENT_LEAST, SILENT_MOST] = [7, 183];

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}

/** How often something is observed whose days are given: by month, quarter or year where all are first days of one. */
export function rhythmOf(days: readonly string[]): Frequency {
  if (days.length < 3) return "day";
  if (days.every((day) => day.endsWith("-01-01"))) return "year";
  if (days.every((day) => /-(?:01|04|07|10)-01$/.test(day))) return "quarter";
  return days.every((day) => day.endsWith("-01")) ? "month" : "day";
}

/**
 * How many days may lie between two observations in a row before nobody knows what was between them. Of periods fewer
 * than two; of what is seen on any day four times its usual interval, at least a week and at most half a year.
 */
export function silenceMost(days: readonly string[], rhythm: Rhythm): number {
  if (rhythm === "reference") return Infinity;
  if (rhythm !== "day") return LONGEST[rhythm] * MISSING_FROM;
  const intervals = days.slice(1).map((day, at) => daysBetween(days[at] ?? day, day));
  return Math.min(SILENT_MOST, Math.max(SILENT_LEAST, USUAL_TIMES * median(intervals)));
}

/** Where a line stands at a place: the day that it is about, null where the place has none. */
export type Stop = { day: string | null };

/**
 * The one rule by which a line breaks: the places, by their number in the row, after which something is missing. `stops`
 * are those with a value, in order. Without a rhythm it is the one that their days show.
 */
export function breaksAfter(stops: readonly Stop[], rhythm?: Rhythm): Set<number> {
  const days = stops.flatMap(({ day }) => day ?? []);
  const most = silenceMost(days, rhythm ?? rhythmOf(days));
  return new Set(
    stops.flatMap(({ day }, at) => {
      const next = stops[at + 1]?.day ?? null;
      return day !== null && next !== null && daysBetween(day, next) > most ? [at] : [];
    }),
  );
}

/** The values of a row of days with a null where something is missing between two of them. No value is lost. */
export function withGaps(values: readonly { day: string; value: number | null }[], rhythm?: Rhythm): (number | null)[] {
  const known = values.filter((one) => one.value !== null);
  const breaks = breaksAfter(known, rhythm);
  const broken = new Set(known.flatMap((one, at) => (breaks.has(at) ? [one] : [])));
  return values.flatMap((one) => (broken.has(one) ? [one.value, null] : [one.value]));
}
