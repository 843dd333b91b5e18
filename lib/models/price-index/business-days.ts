import { dayFrom } from "@/lib/kernel/days";
const isWeekend = (day: string): boolean => [0, 6].includes(new Date(`${day}T00:00:00Z`).getUTCDay());

// A walk asks for the same few days tens of thousands of times, and writing a date is what it would spend its time on.
const counted = new Map<number, Map<string, string>>();

/** The day so many days after a day, before it where they are negative. */
export function dayPlus(day: string, days: number): string {
  let own = counted.get(days);
  if (!own) counted.set(days, (own = new Map()));
  const known = own.get(day);
  if (known !== undefined) return known;
  const found = dayFrom(day, days);
  own.set(day, found);
  return found;
}

/** The day after a day. */
export const dayAfter = (day: string): string => dayPlus(day, 1);

/** How many business days (Monday to Friday) lie after `from` up to and including `to`. */
export function businessDaysBetween(from: string, to: string): number {
  let count = 0;
  for (let day = dayAfter(from); day <= to; day = dayAfter(day)) if (!isWeekend(day)) count += 1;
  return count;
}
