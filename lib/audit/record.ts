import type { Orm } from "@/db/client";
import { auditEvent } from "@/db/schema/index";

export type AuditEvent = {
  personId?: string | null;
  /** What was done, as `area.verb`: `session.opened`, `entitlement.granted`. */
  action: string;
  subject?: string;
  detail?: Record<string, string | number | boolean | null>;
};

/** Writes down what somebody did. Never holds a secret: no password, token or address in clear. */
export async function recordAudit(
  orm: Pick<Orm, "insert">,
  { personId = null, action, subject, detail }: AuditEvent,
): Promise<void> {
  await orm
    .insert(auditEvent)
    .values({ person_id: personId, action, subject: subject ?? null, detail: detail ?? null });
}
