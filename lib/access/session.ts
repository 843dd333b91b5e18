import { and, desc, eq, gt, isNull, ne, sql as text } from "drizzle-orm";
import { z } from "zod";
import type { Database, Orm } from "@/db/client";
import { signInSession } from "@/db/schema/index";
import { env } from "@/lib/env";
import { recordAudit } from "@/lib/audit/record";
import { PROVED_MINUTES } from "./proved";
import type { Viewer } from "./viewer";

/** A session ends after so many seconds, whatever happens in it. */
export const sessionSeconds = (): number => env().HALFPITCH_SESSION_DAYS * 24 * 3600;

/** And after so many without a request. */
const idleSeconds = (): number => env().HALFPITCH_SESSION_IDLE_HOURS * 3600;

/** Opens a session for somebody who has just proved who they are. Returns its id. */
export async function openSession({ orm }: Database, personId: string, userAgent: string | null): Promise<string> {
  const rows = await orm
    .insert(signInSession)
    .values({
      person_id: personId,
      expires_at: text`now() + ${sessionSeconds()} * interval '1 second'`,
      user_agent: userAgent?.slice(0, 300) ?? null,
    })
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
  house: boolean;
  role: Viewer["role"];
  entitlements: { dataset: string; delayDays: number }[];
  viewed_by: Viewer["viewedBy"];
  proved: boolean;
  must_enrol: boolean;
  unseen: boolean;
};

/**
 * Who a session belongs to, with their organisation and what it subscribes to, in one query. Null where it was
 * revoked or has expired, the person is disabled, or belongs to no organisation. Where an admin views as somebody,
 * it is that person, for as long as view-as.ts would let it begin: the rules hold at each request.
 */
export async function findViewer({ sql }: Database, sessionId: string): Promise<Viewer | null> {
  if (!z.uuid().safeParse(sessionId).success) return null;
  const rows = await sql<ViewerRow[]>`
    select coalesce(seen.id, person.id) as person_id, coalesce(seen.name, person.name) as name,
      coalesce(seen.email, person.email) as email, organisation.id::int as organisation_id,
      organisation.name as organisation, organisation.house, case when seen.id is null then member.role else seen_member.role end as role,
      case when seen.id is not null then json_build_object('personId', person.id, 'name', person.name,
        'until', to_char(sign_in_session.viewing_until, 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')) end as viewed_by,
      coalesce((
        select json_agg(json_build_object('dataset', dataset, 'delayDays', delay_days) order by dataset)
        from entitlement where entitlement.organisation_id = organisation.id
          and (ends_on is null or ends_on >= (now() at time zone 'UTC')::date)
      ), '[]'::json) as entitlements,
      sign_in_session.proved_at > now() - ${PROVED_MINUTES} * interval '1 minute' as proved,
      organisation.requires_totp and person.totp_at is null as must_enrol,
      sign_in_session.seen_at < now() - interval '1 minute' as unseen
    from sign_in_session
    join person on person.id = sign_in_session.person_id
    join member on member.person_id = person.id
    join organisation on organisation.id = member.organisation_id
    left join member seen_member on seen_member.person_id = sign_in_session.viewing_as
      and seen_member.organisation_id = member.organisation_id and seen_member.role <> 'admin'
      and member.role = 'admin' and sign_in_session.viewing_until > now()
    left join person seen on seen.id = seen_member.person_id and seen.disabled_at is null
    where sign_in_session.id = ${sessionId} and sign_in_session.revoked_at is null
      and sign_in_session.expires_at > now() and person.disabled_at is null
      and sign_in_session.created_at > now() - ${sessionSeconds()} * interval '1 second'
      and sign_in_session.seen_at > now() - ${idleSeconds()} * interval '1 second'
    order by member.created_at limit 1`;
  const row = rows[0];
  if (!row) return null;
  if (row.unseen) await sql`update sign_in_session set seen_at = now() where id = ${sessionId}`;
  return {
    personId: row.person_id,
    name: row.name,
    email: row.email,
    organisationId: row.organisation_id,
    organisation: row.organisation,
    house: row.house,
    role: row.role,
    entitlements: row.entitlements,
    sessionId,
    viewedBy: row.viewed_by,
    proved: row.proved,
    ...(row.must_enrol ? { mustEnrol: true } : {}),
  };
}

export type OpenSession = { id: string; openedAt: Date; seenAt: Date; expiresAt: Date; userAgent: string | null };

/** A person's sessions that are still good, newest first. */
export async function listSessions({ orm }: Database, personId: string): Promise<OpenSession[]> {
  const rows = await orm
    .select()
    .from(signInSession)
    .where(
      and(
        eq(signInSession.person_id, personId),
        isNull(signInSession.revoked_at),
        gt(signInSession.expires_at, text`now()`),
        gt(signInSession.seen_at, text`now() - ${idleSeconds()} * interval '1 second'`),
      ),
    )
    .orderBy(desc(signInSession.created_at));
  return rows.map((row) => ({
    id: row.id,
    openedAt: row.created_at,
    seenAt: row.seen_at,
    expiresAt: row.expires_at,
    userAgent: row.user_agent,
  }));
}

/** Ends one of a person's own sessions, or all but the one that is kept. Returns how many were ended. */
export async function revokeSessions(
  { orm }: { orm: Pick<Orm, "update" | "insert"> },
  personId: string,
  which: { id: string } | { allBut: string },
): Promise<number> {
  const chosen = "id" in which ? eq(signInSession.id, which.id) : ne(signInSession.id, which.allBut);
  const ended = await orm
    .update(signInSession)
    .set({ revoked_at: text`now()` })
    .where(and(eq(signInSession.person_id, personId), isNull(signInSession.revoked_at), chosen))
    .returning({ id: signInSession.id });
  for (const { id } of ended) {
    await recordAudit(orm, { personId, action: "session.revoked", subject: id });
  }
  return ended.length;
}
