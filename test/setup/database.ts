import { randomBytes } from "node:crypto";
import postgres from "postgres";
import { inject } from "vitest";
import { addressOf } from "./database-server";

/**
 * A database of one test file. `url` is for the application: the login that cannot rewrite the store. `ownerUrl` is for
 * what only its owner may do.
 */
export type TestDatabase = { url: string; ownerUrl: string; drop: () => Promise<void> };

/**
 * Makes a migrated, empty database, or a copy of the named one, to which nobody may be connected. Call `drop` in
 * `afterAll`; what is not dropped goes with the run's server.
 */
export async function testDatabase(copyOf?: string): Promise<TestDatabase> {
  const server = inject("databaseServer");
  const name = `test_${randomBytes(6).toString("hex")}`;
  const asOwner = async (statement: string) => {
    const sql = postgres(addressOf(server, "postgres", "owner"), { max: 1, onnotice: () => undefined });
    try {
      await sql.unsafe(statement);
    } finally {
      await sql.end({ timeout: 5 });
    }
  };
  await asOwner(`CREATE DATABASE ${name} TEMPLATE ${copyOf ?? server.template}`);
  return {
    url: addressOf(server, name, "application"),
    ownerUrl: addressOf(server, name, "owner"),
    drop: () => asOwner(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`),
  };
}
