import type { Queryable } from "@/db/client";
import type { Actor, AuditEvent } from "./record";

/**
 * Writes down what a viewer did within a transaction, so that it is there if and only if what was done is. As
 * recordAudit; where a clock acts, `organisationId` says whose matter it is.
 */
export async function auditIn(
  tx: Queryable,
  by: Actor | null,
  event: Pick<AuditEvent, "action" | "subject" | "detail" | "organisationId">,
): Promise<void> {
  const detail = event.detail === undefined ? null : JSON.stringify(event.detail);
  await tx`
    insert into audit_event (person_id, as_id, organisation_id, action, subject, detail)
    values (${by ? (by.viewedBy?.personId ?? by.personId) : null}, ${by?.viewedBy ? by.personId : null},
      ${event.organisationId ?? by?.organisationId ?? null}, ${event.action}, ${event.subject ?? null},
      ${detail}::text::jsonb)`;
}
