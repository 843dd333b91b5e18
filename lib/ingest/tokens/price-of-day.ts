/** When prices hold: from a day on, or between two times of every day; without either, always. */
export type Validity = { start_date: string } | { start_time: string; end_time: string };
export type DatedPrices<P> = { constraint?: Validity | undefined; prices: P };

/** Prices that hold on a day, and for how many of its minutes in UTC. */
export type PricesOfDay<P> = { prices: P; minutes: number };

const MINUTES_A_DAY = 1440;
export const TIME_OF_DAY = /^(\d{2}):(\d{2})(?::\d{2})?(?:Z|([+-])(\d{2}):(\d{2}))$/;

/** Minutes after midnight UTC of a time with its zone (`00:30:00Z`); NaN where the text is none. */
function minuteOf(time: string): number {
  const [, hours, minutes, sign, zoneHours, zoneMinutes] = TIME_OF_DAY.exec(time) ?? [];
  const zone = sign ? (sign === "-" ? -1 : 1) * (Number(zoneHours) * 60 + Number(zoneMinutes)) : 0;
  return (Number(hours) * 60 + Number(minutes) - zone + MINUTES_A_DAY) % MINUTES_A_DAY;
}

function holds(validity: Validity | undefined, day: string, minute: number): boolean {
  if (!validity) return true;
  if ("start_date" in validity) return validity.start_date <= day;
  const [from, to] = [minuteOf(validity.start_time), minuteOf(validity.end_time)];
  return from <= to ? from <= minute && minute < to : minute >= from || minute < to;
}

/**
 * The prices that hold for most of a day, by the rule of the source: of those whose condition is met the last counts,
 * and the first where none is. Null for an empty list. Of two that hold equally long the later in the list is taken.
 */
export function pricesOfDay<P>(list: readonly DatedPrices<P>[], day: string): PricesOfDay<P> | null {
  const minutes = list.map(() => 0);
  for (let minute = 0; minute < MINUTES_A_DAY; minute += 1) {
    const at = Math.max(
      0,
      list.findLastIndex(({ constraint }) => holds(constraint, day, minute)),
    );
    minutes[at] = (minutes[at] ?? 0) + 1;
  }
  const most = Math.max(...minutes);
  const found = list[minutes.lastIndexOf(most)];
  return found ? { prices: found.prices, minutes: most } : null;
}

/** Whether all prices begin on a later day: then the source's rule still names the first, and none of them is today's. */
export const noneYet = (list: readonly DatedPrices<unknown>[], day: string): boolean =>
  list.length > 0 &&
  list.every(({ constraint }) => constraint && "start_date" in constraint && constraint.start_date > day);
