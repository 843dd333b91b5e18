import type { Database } from "@/db/client";
import { env } from "@/lib/env";
import { mailAdmins, type Post } from "@/lib/ingest/alerts/watch";
import type { RunLog } from "@/lib/ingest/run/log";
import { KEEPS_FAILING } from "@/lib/store/publications/backlog";

type Told = { subscriber: string; title: string; error: string | null };

/** Takes the mails about troubles that are not told upon itself: of several watchers one has each. */
const claimTroubles = (db: Database) => db.sql<Told[]>`
  update delivery set alerted_at = clock_timestamp()
  where tries >= ${KEEPS_FAILING} and alerted_at is null returning subscriber, title, error`;

const claimEnds = (db: Database) => db.sql<Told[]>`
  update delivery set alerted_at = null where tries = 0 and alerted_at is not null returning subscriber, title, error`;

/**
 * Writes to the admins when the delivery of publications to a subscriber keeps failing, once, and again when it is mended;
 * a mail that did not go out is tried again by the next watch.
 */
export async function watchDeliveries(db: Database, post: Post, log: RunLog): Promise<void> {
  if (!post) return;
  const where = `${env().HALFPITCH_URL}/studio/refresh`;
  for (const { subscriber, title, error } of await claimTroubles(db)) {
    const subject = `${title}: what was published does not arrive`;
    const text = `${subject}.\n\n${error ?? ""}\n\nIt is tried again after ever longer pauses, and nothing is lost meanwhile.\n${where}`;
    if (!(await mailAdmins(db, post, { subject, text }, log)))
      await db.sql`update delivery set alerted_at = null where subscriber = ${subscriber}`;
  }
  for (const { subscriber, title } of await claimEnds(db)) {
    const subject = `${title}: what was published arrives again`;
    if (!(await mailAdmins(db, post, { subject, text: `${subject}.\n\n${where}` }, log)))
      await db.sql`update delivery set alerted_at = clock_timestamp() where subscriber = ${subscriber}`;
  }
}
