/** The current moment. The only place that asks the machine for the time, so that a test can say when "now" is. */
export function now(): Date {
  return new Date();
}
