/** A day on which to stand: the instant at which it ends, UTC. */
export const endOfDay = (day: string): Date => new Date(`${day}T23:59:59.999Z`);

/**
 * What a reader does besides reading. With `newest`, who is not held back reads all that is published by now without
 * asking a clock: the moments at which it became known are the database's. With `keeps` false it neither takes kept answers nor keeps its own: a release
 * that is rolled back has the number of the next real one. `asked` hears each dataset and kind of entity that is read.
 */
export type ReaderWays = { newest?: boolean; keeps?: boolean; asked?: (what: string) => void };
