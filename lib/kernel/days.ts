const DAY_MS = 86_400_000;

/** The day so many days after a day, before it where they are negative; ISO days. */
export const dayFrom = (day: string, days: number): string =>
  new Date(Date.parse(day) + days * DAY_MS).toISOString().slice(0, 10);

/** The day after a day. */
export const dayAfter = (day: string): string => dayFrom(day, 1);

/** The day before a day. */
export const dayBefore = (day: string): string => dayFrom(day, -1);
