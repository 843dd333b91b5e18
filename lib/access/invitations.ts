import { z } from "zod";
import type { Database, Queryable } from "@/db/client";
import { recordAudit } from "@/lib/audit/record";
import { env } from "@/lib/env";
import { AppError } from "@/lib/kernel/error";
import { Text } from "@/lib/kernel/text";
import { mailOffered, sendMail } from "@/lib/mail/send-mail";
import { database } from "@/lib/store/database";
import { demandHouse } from "./house";
import { acceptablePassword } from "./judge-password";
import { demandKeeper } from "./keepers";
import { hashPassword } from "./password";
import { freshToken, keptOf } from "./link-token";
import { Role } from "./role";
import { demandSeat } from "./seats";
import type { Viewer } from "./viewer";

const GOOD_DAYS = 7;
const Invitation = z.strictObject({
  email: z.email("an e-mail address is needed").max(254).pipe(Text),
  role: Role,
  /** Another organisation than the viewer's own, which an admin of the house may name. */
  organisation: z.number().int().positive().optional(),
});

type Host = { id: number; name: string };

/** The organisation that is invited to. Throws forbidden for another than the viewer's own, but for admins of the house. */
async function hostOf(viewer: Viewer, id: number | undefined, db: Database): Promise<Host> {
  if (id === undefined || id === viewer.organisationId) return { id: viewer.organisationId, name: viewer.organisation };
  await demandHouse(viewer, db);
  const [found] = await db.sql<Host[]>`select id::int, name from organisation where id = ${id}`;
  if (!found) throw new AppError("not_found", "There is no such organisation.");
  return found;
}

export type OpenInvitation = {
  id: number;
  email: string;
  role: Role;
  invitedBy: string | null;
  expiresAt: string;
  expired: boolean;
};
export type Invited = { organisation: string; organisationId: number; email: string; role: Role; hasAccount: boolean };

/** The link, where nobody is mailed: it is shown once, to be handed over. */
export type InvitationMade = { words: string; link: string | null };

async function mailInvitation(email: string, viewer: Viewer, organisation: string, link: string): Promise<void> {
  const text = `${viewer.name} invites you to ${organisation} at Halfpitch. Open this link within ${GOOD_DAYS} days to accept:\n\n${link}\n\nIf you do not expect it, do nothing.`;
  await sendMail({ to: email, subject: `Invitation to ${organisation} at Halfpitch`, text });
}

/**
 * Invites somebody to the viewer's organisation. Who is invited again gets a new link, and the one before is void. The
 * link is mailed where mails are sent, and else returned, to be shown once.
 */
export async function invite(viewer: Viewer, given: unknown, db: Database = database()): Promise<InvitationMade> {
  const { email, role, organisation } = Invitation.parse(given);
  demandKeeper(viewer, role);
  const host = await hostOf(viewer, organisation, db);
  const { token, hash } = freshToken();
  await db.sql.begin(async (tx) => {
    const [member] = await tx`
      select 1 from member join person on person.id = member.person_id
      where member.organisation_id = ${host.id} and lower(person.email) = lower(${email})`;
    if (member) throw new AppError("conflict", `${email} belongs to ${host.name} already.`);
    await demandSeat(tx, host.id, email);
    await tx`
      update invitation set withdrawn_at = now() where organisation_id = ${host.id}
        and lower(email) = lower(${email}) and accepted_at is null and withdrawn_at is null`;
    await tx`
      insert into invitation (organisation_id, email, role, token_hash, invited_by, expires_at)
      values (${host.id}, ${email}, ${role}, ${hash}, ${viewer.personId}, now() + ${GOOD_DAYS} * interval '1 day')`;
  });
  await recordAudit(db.orm, {
    by: viewer,
    organisationId: host.id,
    action: "invitation.made",
    subject: email,
    detail: { role },
  });
  const link = `${env().HALFPITCH_URL}/invitation?token=${token}`;
  if (!mailOffered()) return { words: `Hand this link to ${email}. It works once, for ${GOOD_DAYS} days.`, link };
  await mailInvitation(email, viewer, host.name, link);
  return { words: `${email} is invited, by mail. The link works once, for ${GOOD_DAYS} days.`, link: null };
}

/** The invitations of the viewer's organisation that were not accepted, newest first. */
export async function listInvitations(viewer: Viewer, db: Database = database()): Promise<OpenInvitation[]> {
  return db.sql<OpenInvitation[]>`
    select invitation.id::int, invitation.email, role, person.name as "invitedBy",
      to_char(expires_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "expiresAt", expires_at <= now() as expired
    from invitation left join person on person.id = invited_by
    where organisation_id = ${viewer.organisationId} and accepted_at is null and withdrawn_at is null
    order by invitation.id desc limit 200`;
}

/** Withdraws an invitation: its link is void. */
export async function withdrawInvitation(viewer: Viewer, given: unknown, db: Database = database()): Promise<string> {
  const { id } = z.strictObject({ id: z.number().int().positive() }).parse(given);
  demandKeeper(viewer);
  const [gone] = await db.sql<{ email: string }[]>`
    update invitation set withdrawn_at = now() where id = ${id} and organisation_id = ${viewer.organisationId}
      and accepted_at is null and withdrawn_at is null returning email`;
  if (!gone)
    throw new AppError("not_found", "There is no such open invitation: it was accepted or withdrawn meanwhile.");
  await recordAudit(db.orm, { by: viewer, action: "invitation.withdrawn", subject: gone.email });
  return `The invitation of ${gone.email} is withdrawn; its link no longer works.`;
}

/** What a link invites to. Throws not_found, alike for one that was used, withdrawn, is too old or was made up. */
export async function readInvitation(
  token: unknown,
  db: { sql: Queryable } = database(),
  lock = false,
): Promise<Invited & { id: number }> {
  const hash = keptOf(token);
  const [row] = hash
    ? await db.sql<(Invited & { id: number })[]>`
        select invitation.id::int, organisation.name as organisation, organisation.id::int as "organisationId", invitation.email, role,
          exists (select from person where lower(person.email) = lower(invitation.email)) as "hasAccount"
        from invitation join organisation on organisation.id = invitation.organisation_id
        where token_hash = ${hash} and accepted_at is null and withdrawn_at is null and expires_at > now()
        ${lock ? db.sql`for update of invitation` : db.sql``}`
    : [];
  if (!row)
    throw new AppError(
      "not_found",
      "This invitation was accepted already, withdrawn, or is too old. Ask who invited you for another.",
    );
  return row;
}

const Acceptance = z.strictObject({
  token: z.string(),
  name: Text.trim().min(1, "say who you are").max(120, "a name has at most 120 characters"),
  fresh: z.string().max(300),
});

/**
 * Accepts an invitation: makes the account with a password, where there is none yet, and the membership. Returns the
 * e-mail to sign in with. An address that has an account keeps its name and password, and only joins.
 */
export async function acceptInvitation(given: unknown, db: Database = database()): Promise<string> {
  const { token, name, fresh } = Acceptance.parse(given);
  const standing = await readInvitation(token, db);
  const hash = standing.hasAccount ? null : await hashPassword(acceptablePassword(fresh, { ...standing, name }));
  const personId = await db.sql.begin(async (tx) => {
    const { id, organisationId, email, role } = await readInvitation(token, { sql: tx }, true);
    await demandSeat(tx, organisationId, email);
    const [person] = hash
      ? await tx<
          { id: string }[]
        >`insert into person (email, name, password_hash) values (${email}, ${name}, ${hash}) returning id`
      : await tx<{ id: string }[]>`select id from person where lower(email) = lower(${email})`;
    if (!person) throw new AppError("conflict", "The account went away meanwhile. Open the link again.");
    await tx`
      insert into member (organisation_id, person_id, role) values (${organisationId}, ${person.id}, ${role})
      on conflict (organisation_id, person_id) do nothing`;
    await tx`update invitation set accepted_at = now(), accepted_by = ${person.id} where id = ${id}`;
    return person.id;
  });
  const { organisationId, email, role } = standing;
  await recordAudit(db.orm, {
    personId,
    organisationId,
    action: "invitation.accepted",
    subject: email,
    detail: { role },
  });
  return email;
}
