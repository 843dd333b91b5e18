const DAY_MS = 86_400_000;

const isWeekend = (day: string): boolean => [0, 6].includes(new Date(`${day}T00:00:00Z`).getUTCDay());

/** The day so many days after a day, before it where they are negative. */
export const dayPlus = (day: string, days: number): string =>
  new Date(Date.parse(day) + days * DAY_MS).toISOString().slice(0, 10);

/** The day after a day. */
export const dayAfter = (day: string): string => dayPlus(day, 1);

/** How many business days (Monday to Friday) lie after `from` up to and including `to`. */
export function businessDaysBetween(from: string, to: string): number {
  let count = 0;
  for (let day = dayAfter(from); day <= to; day = dayAfter(day)) if (!isWeekend(day)) count += 1;
  return count;
}
