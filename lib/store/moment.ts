import type { Queryable } from "@/db/client";

/**
 * This moment by the database's clock. What is compared with a moment that the database has stamped is compared with
 * this, so that a machine whose own clock has slipped decides alike.
 */
export async function databaseMoment(sql: Queryable): Promise<Date> {
  const [row] = await sql<{ ms: number }[]>`select (extract(epoch from clock_timestamp()) * 1000)::float8 as ms`;
  if (!row) throw new Error("a clock that says nothing");
  return new Date(row.ms);
}
