import type { Queryable } from "@/db/client";

/** Writes down what a viewer did within a transaction, so that it is there if and only if what was done is. */
export async function auditIn(
  tx: Queryable,
  by: { personId: string } | null,
  event: { action: string; subject?: string; detail?: Record<string, string | number | boolean | null> },
): Promise<void> {
  const detail = event.detail === undefined ? null : JSON.stringify(event.detail);
  await tx`
    insert into audit_event (person_id, action, subject, detail)
    values (${by?.personId ?? null}, ${event.action}, ${event.subject ?? null}, ${detail}::text::jsonb)`;
}
