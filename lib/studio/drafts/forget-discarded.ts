import type { Database } from "@/db/client";

/**
 * Deletes for good what drafts held that were discarded thirty days ago, by the database's clock; what was published is
 * never among it. Returns how many drafts there were.
 */
export async function forgetDiscarded(db: Database): Promise<number> {
  const [row] = await db.sql<{ drafts: number }[]>`select forget_discarded_drafts() as drafts`;
  return row?.drafts ?? 0;
}
