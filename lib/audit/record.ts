import { sql } from "drizzle-orm";
import type { Orm } from "@/db/client";
import { auditEvent, member } from "@/db/schema/index";

/** Who acts: a viewer. Where one looks on as somebody else, it is the admin who acts, as that person. */
export type Actor = { personId: string; organisationId: number; viewedBy: { personId: string } | null };

export type AuditEvent = {
  /** Who did it, where a viewer did. */
  by?: Actor | null;
  /** Who did it, where there is no viewer at hand, as when somebody signs in. */
  personId?: string | null;
  /** Whose matter it is, where that is not the actor's organisation: an organisation's, or that of a person. */
  organisationId?: number;
  of?: string;
  /** What was done, as `area.verb`: `session.opened`, `entitlement.granted`. */
  action: string;
  subject?: string;
  detail?: Record<string, string | number | boolean | null>;
};

/** The organisation to which somebody signs in. */
const organisationOf = (personId: string) => sql<number>`(
  select ${member.organisation_id} from ${member} where ${member.person_id} = ${personId}
  order by ${member.created_at} limit 1)`;

/** Writes down what somebody did. Never holds a secret: no password, token or address in clear. */
export async function recordAudit(orm: Pick<Orm, "insert">, event: AuditEvent): Promise<void> {
  const { by = null, action, subject, detail } = event;
  const actor = by ? (by.viewedBy?.personId ?? by.personId) : (event.personId ?? null);
  const concerned = event.of ?? actor;
  const own = by?.organisationId ?? (concerned === null ? null : organisationOf(concerned));
  await orm.insert(auditEvent).values({
    person_id: actor,
    as_id: by?.viewedBy ? by.personId : null,
    organisation_id: event.organisationId ?? own,
    action,
    subject: subject ?? null,
    detail: detail ?? null,
  });
}
