import { and, desc, eq, gt, isNull, ne } from "drizzle-orm";
import { z } from "zod";
import type { Database } from "@/db/client";
import { signInSession } from "@/db/schema/index";
import { recordAudit } from "@/lib/audit/record";
import { now } from "@/lib/kernel/clock";
import type { Viewer } from "./viewer";

/** A session ends after thirty days, whatever happens in it. */
export const SESSION_SECONDS = 30 * 24 * 3600;

/** Opens a session for somebody who has just proved who they are. Returns its id. */
export async function openSession({ orm }: Database, personId: string, userAgent: string | null): Promise<string> {
  const expires = new Date(now().getTime() + SESSION_SECONDS * 1000);
  const rows = await orm
    .insert(signInSession)
    .values({ person_id: personId, expires_at: expires, user_agent: userAgent?.slice(0, 300) ?? null })
    .returning({ id: signInSession.id });
  const id = rows[0]?.id;
  if (!id) throw new Error("a session without an id");
  await recordAudit(orm, { personId, action: "session.opened", subject: id });
  return id;
}

type ViewerRow = {
  person_id: string;
  name: string;
  email: string;
  organisation_id: number;
  organisation: string;
  role: Viewer["role"];
  entitlements: { dataset: string; delayDays: number }[];
};

/**
 * Who a session belongs to, with their organisation and what it subscribes to, in one query. Null where it was
 * revoked or has expired, the person is disabled, or belongs to no organisation.
 */
export async function findViewer({ sql }: Database, sessionId: string): Promise<Viewer | null> {
  if (!z.uuid().safeParse(sessionId).success) return null;
  const rows = await sql<ViewerRow[]>`
    select person.id as person_id, person.name, person.email, organisation.id::int as organisation_id,
      organisation.name as organisation, member.role,
      coalesce((
        select json_agg(json_build_object('dataset', dataset, 'delayDays', delay_days) order by dataset)
        from entitlement where entitlement.organisation_id = organisation.id
      ), '[]'::json) as entitlements
    from sign_in_session
    join person on person.id = sign_in_session.person_id
    join member on member.person_id = person.id
    join organisation on organisation.id = member.organisation_id
    where sign_in_session.id = ${sessionId} and sign_in_session.revoked_at is null
      and sign_in_session.expires_at > ${now().toISOString()}::timestamptz and person.disabled_at is null
    order by member.created_at limit 1`;
  const row = rows[0];
  if (!row) return null;
  return {
    personId: row.person_id,
    name: row.name,
    email: row.email,
    organisationId: row.organisation_id,
    organisation: row.organisation,
    role: row.role,
    entitlements: row.entitlements,
    sessionId,
    viewedBy: null,
  };
}

export type OpenSession = { id: string; openedAt: Date; expiresAt: Date; userAgent: string | null };

/** A person's sessions that are still good, newest first. */
export async function listSessions({ orm }: Database, personId: string): Promise<OpenSession[]> {
  const rows = await orm
    .select()
    .from(signInSession)
    .where(
      and(eq(signInSession.person_id, personId), isNull(signInSession.revoked_at), gt(signInSession.expires_at, now())),
    )
    .orderBy(desc(signInSession.created_at));
  return rows.map((row) => ({
    id: row.id,
    openedAt: row.created_at,
    expiresAt: row.expires_at,
    userAgent: row.user_agent,
  }));
}

/** Ends one of a person's sessions, or all but the one that is kept. Returns how many were ended. */
export async function revokeSessions(
  { orm }: Database,
  personId: string,
  which: { id: string } | { allBut: string },
): Promise<number> {
  const chosen = "id" in which ? eq(signInSession.id, which.id) : ne(signInSession.id, which.allBut);
  const ended = await orm
    .update(signInSession)
    .set({ revoked_at: now() })
    .where(and(eq(signInSession.person_id, personId), isNull(signInSession.revoked_at), chosen))
    .returning({ id: signInSession.id });
  for (const { id } of ended) await recordAudit(orm, { personId, action: "session.revoked", subject: id });
  return ended.length;
}
