import { database } from "@/lib/store/database";
import journal from "@/db/migrations/meta/_journal.json";

/** Whether the database answers and has exactly the migrations that this version was made for. */
export async function ready(): Promise<boolean> {
  try {
    const { sql } = database();
    const [row] = await sql<{ count: number }[]>`SELECT count(*)::int AS count FROM drizzle.__drizzle_migrations`;
    return row?.count === journal.entries.length;
  } catch {
    return false;
  }
}
