import postgres from "postgres";
import { machineMs } from "@/lib/kernel/clock";
import { movedMs } from "./moved-machine.mjs";

/** The moment at which every run of the tests begins, whatever the machine's date: the recorded responses are of its week. */
export const FIXTURES_DAY = new Date("2026-11-24T12:00:00Z");

/** By how much the clock of the tests is ahead of this machine's, and of its database's. */
export function standStill(): { aheadMs: number; databaseAheadMs: number } {
  const aheadMs = FIXTURES_DAY.getTime() - machineMs();
  // A machine that is only said to be moved has a Postgres that does not know of it.
  return { aheadMs, databaseAheadMs: aheadMs + movedMs };
}

const clocks = {
  now: "stable",
  transaction_timestamp: "stable",
  statement_timestamp: "stable",
  clock_timestamp: "volatile",
};

/**
 * Moves a database's clock: functions of its own stand before Postgres's for those roles, also in the defaults of tables
 * that are made later. Words such as CURRENT_DATE are not reached by it, which is why nothing uses them.
 */
export async function moveDatabaseClock(
  ownerUrl: string,
  aheadMs: number,
  roles: readonly string[] = [],
): Promise<void> {
  const sql = postgres(ownerUrl, { max: 1, onnotice: () => undefined });
  try {
    for (const [name, kind] of Object.entries(clocks))
      await sql.unsafe(`
        CREATE OR REPLACE FUNCTION public.${name}() RETURNS timestamptz LANGUAGE sql ${kind} PARALLEL SAFE
        AS $$ SELECT pg_catalog.${name}() + pg_catalog.make_interval(secs => ${aheadMs / 1000}) $$`);
    for (const role of roles) await sql.unsafe(`ALTER ROLE ${role} SET search_path = public, pg_catalog`);
  } finally {
    await sql.end({ timeout: 5 });
  }
}
