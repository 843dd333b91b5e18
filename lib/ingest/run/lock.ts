import type { Database } from "@/db/client";
import { AppError } from "@/lib/kernel/error";

/**
 * Does `work` while holding the connector's lock in the database: it runs once at a time, on however many machines. A
 * process that dies lets go of it with its connection. Throws AppError conflict where another one has it.
 */
export async function alone<T>(db: Database, connector: string, work: () => Promise<T>): Promise<T> {
  const own = await db.sql.reserve();
  try {
    const [row] = await own<{ got: boolean }[]>`
      select pg_try_advisory_lock(hashtext('halfpitch.connector'), hashtext(${connector})) as got`;
    if (!row?.got) throw new AppError("conflict", `${connector} is running already, here or on another machine.`);
    try {
      return await work();
    } finally {
      await own`select pg_advisory_unlock(hashtext('halfpitch.connector'), hashtext(${connector}))`.catch(
        () => undefined,
      );
    }
  } finally {
    own.release();
  }
}
