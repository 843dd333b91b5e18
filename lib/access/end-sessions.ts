import type { Queryable } from "@/db/client";
import type { Actor } from "@/lib/audit/record";
import { auditIn } from "@/lib/audit/record-in";

/** Ends all of a person's sessions within a transaction. Returns how many were open. */
export async function endSessionsIn(tx: Queryable, personId: string, by: Actor): Promise<number> {
  const ended = await tx<{ id: string }[]>`
    update sign_in_session set revoked_at = now() where person_id = ${personId} and revoked_at is null returning id`;
  for (const { id } of ended) await auditIn(tx, by, { action: "session.revoked", subject: id });
  return ended.length;
}
