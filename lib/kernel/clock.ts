declare global {
  var halfpitchClockAheadMs: number | undefined;
}

/** Milliseconds since 1970 by this machine's own clock, which alone is right for nothing but measuring how long a thing took. */
export const machineMs = (): number => Date.now();

/**
 * The current moment. The only place that asks the machine for the time: where another clock counts, as the database's
 * does for everything that is stored, it is this machine's moved to that one.
 */
export function now(): Date {
  return new Date(machineMs() + (globalThis.halfpitchClockAheadMs ?? 0));
}

/** Has `now` follow a clock that is `ms` milliseconds ahead of this machine's (negative: behind). */
export function followClock(ms: number): void {
  // On the global object, since a bundler may load this file twice.
  globalThis.halfpitchClockAheadMs = ms;
}
