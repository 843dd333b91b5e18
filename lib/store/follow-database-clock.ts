import { setTimeout as pause } from "node:timers/promises";
import type { Queryable } from "@/db/client";
import { followClock, machineMs } from "@/lib/kernel/clock";
import { databaseMoment } from "./moment";

const EVERY_MS = 60_000;
const SAMPLES = 3;
const PATIENCE_MS = 3000;
/** Clocks that are this near are called the same: what is measured then is the way to the database and back. */
const SAME_MS = 100;

type Sample = { aheadMs: number; tripMs: number };

async function sample(sql: Queryable): Promise<Sample> {
  const began = machineMs();
  const there = await databaseMoment(sql);
  const tripMs = machineMs() - began;
  return { aheadMs: there.getTime() - (began + tripMs / 2), tripMs };
}

/**
 * Measures by how many milliseconds the database's clock is ahead of this machine's, from the quickest of three
 * answers, and has `now` follow it. Returns the correction; 0 where the two clocks agree.
 */
export async function followDatabaseClock(sql: Queryable): Promise<number> {
  let best: Sample | null = null;
  for (let n = 0; n < SAMPLES; n += 1) {
    const next = await sample(sql);
    if (!best || next.tripMs < best.tripMs) best = next;
  }
  const aheadMs = best && Math.abs(best.aheadMs) > Math.max(SAME_MS, best.tripMs) ? Math.round(best.aheadMs) : 0;
  followClock(aheadMs);
  return aheadMs;
}

/**
 * Follows the database's clock from now on, measured each minute. Settles after the first measurement, or after three
 * seconds: a database that does not answer leaves the clock as it was until the next one.
 */
export async function keepFollowingDatabaseClock(sql: Queryable): Promise<void> {
  const follow = () =>
    followDatabaseClock(sql).then(
      () => undefined,
      () => undefined,
    );
  setInterval(follow, EVERY_MS).unref();
  await Promise.race([follow(), pause(PATIENCE_MS, undefined, { ref: false })]);
}
