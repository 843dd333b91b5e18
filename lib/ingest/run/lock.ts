import { Client } from "pg";
import type { Database, Queryable } from "@/db/client";
import { AppError } from "@/lib/kernel/error";

/**
 * Somebody else has the lock: what was asked for is being done. Another conflict, as of a publication with what stands,
 * says that it cannot be done.
 */
export class Busy extends AppError {
  constructor(connector: string) {
    super("conflict", `${connector} is running already, here or on another machine.`);
  }
}

/**
 * Does `work` while holding the connector's lock in the database: it runs once at a time, on however many machines. The
 * lock hangs on a connection of its own: a process that dies lets go of it, and a connection that is cut off does not
 * disturb the work, whose publication is safe to do twice. Throws Busy where another one has it.
 */
export async function alone<T>(db: Database, connector: string, work: () => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: db.url, application_name: "halfpitch-lock" });
  client.on("error", () => undefined);
  await client.connect();
  try {
    const { rows } = await client.query<{ got: boolean }>(
      "select pg_try_advisory_lock(hashtext('halfpitch.connector'), hashtext($1)) as got",
      [connector],
    );
    if (!rows[0]?.got) throw new Busy(connector);
    return await work();
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** Whether a connector runs at the moment, on whichever machine: a run that died holds nothing any more. */
export async function isRunning(sql: Queryable, connector: string): Promise<boolean> {
  const [row] = await sql<{ running: boolean }[]>`
    select exists (
      select 1 from pg_locks
      where locktype = 'advisory' and granted and database = (select oid from pg_database where datname = current_database())
        and classid::bigint = (hashtext('halfpitch.connector')::bigint & 4294967295)
        and objid::bigint = (hashtext(${connector})::bigint & 4294967295)
    ) as running`;
  return row?.running ?? false;
}
