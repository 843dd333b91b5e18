import { drizzle, type PostgresJsDatabase } from "drizzle-orm/postgres-js";
import postgres from "postgres";
import * as schema from "./schema/index";

/** The role that everything but migrations runs as: it can append to the store and not rewrite it. */
export const APP_ROLE = "halfpitch_app";

export type Sql = postgres.Sql;
/** A pool or a transaction: whatever a read may run on. */
export type Queryable = postgres.ISql;
export type Transaction = postgres.TransactionSql;
export type Orm = PostgresJsDatabase<typeof schema>;

/**
 * A pool of connections. `sql` reads and writes the store; `orm` serves the tables of people and access. Both share
 * the pool, and Drizzle sets it so that dates and instants come and go as text.
 */
export type Database = { sql: Sql; orm: Orm; url: string; close: () => Promise<void> };

/** Opens a pool on `url`, as the application role unless told otherwise. Connects at the first query. */
export function connect(url: string, options: { role?: string | null; max?: number } = {}): Database {
  const role = options.role === undefined ? APP_ROLE : options.role;
  const sql = postgres(url, {
    max: options.max ?? 10,
    onnotice: () => undefined,
    connection: { application_name: "halfpitch", TimeZone: "UTC", ...(role ? { role } : {}) },
  });
  return { sql, orm: drizzle(sql, { schema }), url, close: () => sql.end({ timeout: 5 }) };
}
