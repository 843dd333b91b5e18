import { type Day, type Frequency, periodEnd, periodLabel } from "@/lib/kernel/period";
import { startOf } from "../reading/period-of";

/** A column of the grid: a period of the measure's frequency by its regular first day. */
export type GridColumn = { period: Day; label: string };

/** How many periods beyond the present one are offered, so that what comes next can be entered. */
const AHEAD: Record<Frequency, number> = { day: 0, week: 2, month: 3, quarter: 4, half: 3, year: 3 };
const MOST_COLUMNS = 400;
/** Days are many, and nobody reads hundreds of columns at once: of them so many are shown, and one goes on from there. */
export const MOST_DAYS = 60;

/** Whether a measure's columns are the days that there are, rather than every period. */
export const isByDay = (frequency: Frequency): boolean => frequency === "day" || frequency === "week";

/** The column in which a value stands: its period, or for a fiscal one the regular period that holds most of it. */
export function columnOf(period: Day, end: Day | null, frequency: Frequency): Day {
  if (end === null || frequency === "day" || frequency === "week") return period;
  const middle = new Date((Date.parse(period) + Date.parse(end)) / 2).toISOString().slice(0, 10);
  return startOf(middle, frequency);
}

const next = (start: Day, frequency: Frequency): Day =>
  new Date(Date.parse(periodEnd(start, frequency)) + 86_400_000).toISOString().slice(0, 10);

/** The first days of every period from one to another, both included; at most so many of the newest. */
export function periodsBetween(from: Day, to: Day, frequency: Frequency): Day[] {
  const all: Day[] = [];
  for (let at = startOf(from, frequency); at <= to && all.length < 40_000; at = next(at, frequency)) all.push(at);
  return all.slice(-MOST_COLUMNS);
}

type Known = {
  periods: readonly Day[];
  today: Day;
  frequency: Frequency;
  from?: Day | undefined;
  to?: Day | undefined;
};

/**
 * The columns for periods that have values: what is kept by month, quarter, half or year without gaps and with some
 * to come; by day or week the days that there are, with today: the newest of them, or those from a day on.
 */
export function gridColumns({ periods, today, frequency, from, to }: Known): GridColumn[] {
  const regular = !isByDay(frequency);
  const present = startOf(today, frequency);
  const known = [...periods, present].toSorted();
  const [first = present, last = present] = [known[0], known.at(-1)];
  let until = last;
  for (let step = 0; step < AHEAD[frequency]; step++) if (regular) until = next(until, frequency);
  const listed = regular ? periodsBetween(first, until, frequency) : [...new Set(known)];
  const wanted = [...new Set([...listed, ...(to && regular ? periodsBetween(until, to, frequency) : [])])];
  const within = wanted.filter(
    (period) => (from === undefined || period >= from) && (to === undefined || period <= to),
  );
  const most = regular ? MOST_COLUMNS : MOST_DAYS;
  return (!regular && from !== undefined && to === undefined ? within.slice(0, most) : within.slice(-most)).map(
    (period) => ({ period, label: periodLabel(period, frequency) }),
  );
}
