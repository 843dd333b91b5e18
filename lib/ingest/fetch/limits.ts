/** How long and how often a source is asked. Milliseconds. */
export type Limits = {
  connectMs: number;
  headersMs: number;
  /** The longest silence within an answer. */
  silenceMs: number;
  /** The longest that a whole answer may take: one that drips is never silent. */
  answerMs: number;
  attempts: number;
  /** The first pause between two attempts; each further one is twice as long, half of it by chance. */
  backoffMs: number;
  /** A source that wants us to wait longer is left alone until the next run. */
  longestWaitMs: number;
  redirects: number;
  /** How many times faster than a source allows: 1, and more only where all sources are played on this machine. */
  pace: number;
};

export const usualLimits: Limits = {
  connectMs: 10_000,
  headersMs: 60_000,
  silenceMs: 30_000,
  answerMs: 1_800_000,
  attempts: 4,
  backoffMs: 1000,
  longestWaitMs: 120_000,
  redirects: 5,
  pace: 1,
};

/** How long a `Retry-After` header asks to wait: seconds or a date. Null where it says nothing readable. */
export function retryAfterMs(header: string | undefined, now: Date): number | null {
  if (!header) return null;
  if (/^\d+$/.test(header.trim())) return Number(header) * 1000;
  const date = Date.parse(header);
  return Number.isNaN(date) ? null : Math.max(0, date - now.getTime());
}

/** The pause before attempt number `attempt` (the second is 2). `chance` is from 0 to 1. */
export function backoff(limits: Limits, attempt: number, chance: number): number {
  const whole = limits.backoffMs * 2 ** (attempt - 2);
  return whole / 2 + (whole / 2) * chance;
}
