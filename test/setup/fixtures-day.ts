import postgres from "postgres";
import { machineMs } from "@/lib/kernel/clock";
import { databaseMoment } from "@/lib/store/moment";

/** The moment at which every run of the tests begins, whatever the machine's date: the recorded responses are of its week. */
export const FIXTURES_DAY = new Date("2026-11-24T12:00:00Z");

const clocks = {
  now: "stable",
  transaction_timestamp: "stable",
  statement_timestamp: "stable",
  clock_timestamp: "volatile",
};

type Ahead = { aheadMs: number; databaseAheadMs: number };

/**
 * By how much the fixtures' day is ahead of this process's clock and of its database's. The two are one clock, unless the
 * date of one of them is moved: by whole seconds, so that how long the question took does not count.
 */
async function measure(sql: postgres.Sql): Promise<Ahead> {
  await databaseMoment(sql);
  const apartMs = (await databaseMoment(sql)).getTime() - machineMs();
  const aheadMs = FIXTURES_DAY.getTime() - machineMs();
  return { aheadMs, databaseAheadMs: aheadMs - Math.round(apartMs / 1000) * 1000 };
}

/**
 * Has a database stand on the fixtures' day for those roles: functions of its own stand before Postgres's, also in the
 * defaults of tables that are made later. Words such as CURRENT_DATE are not reached by it, which is why nothing uses
 * them. Returns by how much the tests' clock is ahead of this machine's, in milliseconds.
 */
export async function standOnFixturesDay(ownerUrl: string, roles: readonly string[]): Promise<number> {
  const sql = postgres(ownerUrl, { max: 1, onnotice: () => undefined });
  try {
    const { aheadMs, databaseAheadMs } = await measure(sql);
    for (const [name, kind] of Object.entries(clocks))
      await sql.unsafe(`
        CREATE FUNCTION public.${name}() RETURNS timestamptz LANGUAGE sql ${kind} PARALLEL SAFE
        AS $$ SELECT pg_catalog.${name}() + pg_catalog.make_interval(secs => ${databaseAheadMs / 1000}) $$`);
    for (const role of roles) await sql.unsafe(`ALTER ROLE ${role} SET search_path = public, pg_catalog`);
    return aheadMs;
  } finally {
    await sql.end({ timeout: 5 });
  }
}

/** Has the functions follow that look for others in Postgres's own schema first, as those do which act for their owner. */
export async function letFunctionsFollow(ownerUrl: string): Promise<void> {
  const sql = postgres(ownerUrl, { max: 1, onnotice: () => undefined });
  try {
    const found = await sql<{ name: string }[]>`
      select oid::regprocedure::text as name from pg_proc
      where pronamespace = 'public'::regnamespace and array_to_string(proconfig, ',') like '%search_path=%'`;
    for (const { name } of found)
      await sql.unsafe(`ALTER FUNCTION ${name} SET search_path = public, pg_catalog, pg_temp`);
  } finally {
    await sql.end({ timeout: 5 });
  }
}

/**
 * Moves the clock of one database to a moment, from which it goes on: for a test that plays days. The application's own
 * clock is moved by `standAt`.
 */
export async function moveDatabaseTo(ownerUrl: string, moment: Date): Promise<void> {
  const sql = postgres(ownerUrl, { max: 1, onnotice: () => undefined });
  try {
    const [row] = await sql<{ seconds: number }[]>`
      select extract(epoch from ${moment.toISOString()}::timestamptz - pg_catalog.clock_timestamp())::float8 as seconds`;
    for (const [name, kind] of Object.entries(clocks))
      await sql.unsafe(`
        CREATE OR REPLACE FUNCTION public.${name}() RETURNS timestamptz LANGUAGE sql ${kind} PARALLEL SAFE
        AS $$ SELECT pg_catalog.${name}() + pg_catalog.make_interval(secs => ${row?.seconds ?? 0}) $$`);
  } finally {
    await sql.end({ timeout: 5 });
  }
}
