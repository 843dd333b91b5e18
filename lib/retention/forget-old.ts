import type { Database } from "@/db/client";
import { recordAudit } from "@/lib/audit/record";
import type { PayloadStore } from "@/lib/ingest/payload/payload-store";
import { unneededPayloads } from "./unneeded-payloads";

/** For how many days each thing is kept; null is for ever. */
export type Keeping = { payloads: number | null; uploads: number | null; audit: number | null; sessions: number };

/** How much of each was removed. */
export type Removed = { payloads: number; uploads: number; audit: number; sessions: number };

async function removePayloads(
  db: Database,
  store: PayloadStore,
  keeping: Keeping,
): Promise<Pick<Removed, "payloads" | "uploads">> {
  const removed = { payloads: 0, uploads: 0 };
  for (const { hash, uploaded } of await unneededPayloads(db.sql, keeping)) {
    if (!(await store.remove(hash))) continue;
    const days = uploaded ? keeping.uploads : keeping.payloads;
    await db.sql`insert into payload_removal (hash, kept_days) values (${hash}, ${days ?? 0})`;
    removed[uploaded ? "uploads" : "payloads"] += 1;
  }
  return removed;
}

/**
 * Removes what is older than it is kept: bytes of payloads and uploads that nothing needs, events of the audit, sessions
 * that have ended. Rows that say what was fetched or brought in stay. Says in the audit what was removed, where anything was.
 */
export async function forgetOld(db: Database, store: PayloadStore, keeping: Keeping): Promise<Removed> {
  const bytes = await removePayloads(db, store, keeping);
  const [rows] = await db.sql<{ audit: number; sessions: number }[]>`
    select case when ${keeping.audit}::int is null then 0 else forget_audit(${keeping.audit}::int) end as audit,
      forget_sessions(${keeping.sessions}) as sessions`;
  // What braked tries to sign in is no record of anything: it goes once it brakes nobody.
  await db.sql`delete from sign_in_brake where failed_at < now() - interval '1 day' and open_at < now()`;
  const removed = { ...bytes, audit: rows?.audit ?? 0, sessions: rows?.sessions ?? 0 };
  if (Object.values(removed).some((count) => count > 0))
    await recordAudit(db.orm, { action: "retention.removed", detail: removed });
  return removed;
}
