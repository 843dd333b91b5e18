import { and, eq, isNull } from "drizzle-orm";
import { z } from "zod";
import type { Database } from "@/db/client";
import { passwordLink, person } from "@/db/schema/index";
import { recordAudit } from "@/lib/audit/record";
import { AppError } from "@/lib/kernel/error";
import { mailOffered, sendMail } from "@/lib/mail/send-mail";
import { database } from "@/lib/store/database";
import { admitAlone, forgiveAlone } from "./brakes";
import { demandOwnHands } from "./demand";
import { findAccount } from "./find-account";
import { acceptablePassword } from "./judge-password";
import { hashPassword, Password, passwordMatches } from "./password";
import { closePasswordLink, makePasswordLink, MAILED_MINUTES, readPasswordLink } from "./password-link";
import { revokeSessions } from "./session";
import type { Viewer } from "./viewer";

const Change = z.strictObject({ old: Password, fresh: z.string().max(300) });

/** A mail about an account. It is never waited for, and one that does not arrive changes nothing. */
function tell(email: string, subject: string, text: string): void {
  if (mailOffered()) void sendMail({ to: email, subject, text }).catch(() => undefined);
}

/**
 * Changes the viewer's password: asks for the old one, and ends every other session. Throws invalid, with what is
 * wrong; wrong old passwords are braked like those of a sign-in.
 */
export async function changePassword(viewer: Viewer, given: unknown, db: Database = database()): Promise<string> {
  demandOwnHands(viewer);
  const { old, fresh } = Change.parse(given);
  const here = { session: viewer.sessionId };
  const admission = await admitAlone(db.sql, here);
  if (!admission.admitted)
    throw new AppError("limit", `Too many wrong passwords. Wait ${admission.waitSeconds} seconds and try again.`);
  const found = await findAccount(db.orm, viewer.email);
  if (!(await passwordMatches(found?.passwordHash ?? null, old)))
    throw new AppError("invalid", "That is not your password as it stands. Nothing was changed.");
  await forgiveAlone(db.sql, here);
  if (old === fresh) throw new AppError("invalid", "That is the password that you have. Choose another.");
  const hash = await hashPassword(acceptablePassword(fresh, viewer));
  const ended = await db.orm.transaction(async (orm) => {
    await orm.update(person).set({ password_hash: hash }).where(eq(person.id, viewer.personId));
    // Links that set a password were made for the old one.
    await orm
      .delete(passwordLink)
      .where(and(eq(passwordLink.person_id, viewer.personId), isNull(passwordLink.used_at)));
    await recordAudit(orm, { by: viewer, action: "password.changed", subject: viewer.personId });
    return revokeSessions({ orm }, viewer.personId, { allBut: viewer.sessionId });
  });
  tell(
    viewer.email,
    "Your password was changed",
    `${viewer.name},\n\nyour password at Halfpitch was changed. If it was not you, ask your administrator for a link to set another, at once.`,
  );
  return ended === 0
    ? "Your password is changed."
    : `Your password is changed, and you are signed out in ${ended} other ${ended === 1 ? "place" : "places"}.`;
}

/**
 * Mails a link to set a password, where there is such an account. Tells nothing; braked by account, so that nobody's
 * mailbox is filled, and links that were made before stay good: anybody may ask.
 */
export async function askForPasswordLink(email: string, db: Database = database()): Promise<void> {
  const address = z.email().max(254).safeParse(email);
  if (!mailOffered() || !address.success) return;
  const found = await findAccount(db.orm, email);
  if (!found || !(await admitAlone(db.sql, { linkTo: email })).admitted) return;
  const link = await makePasswordLink(db.sql, found.id, MAILED_MINUTES, null);
  await recordAudit(db.orm, { of: found.id, action: "password.asked", subject: found.id });
  const text = `Open this link within an hour to set a new password at Halfpitch:\n\n${link}\n\nIf you did not ask for it, do nothing: your password stands.`;
  await sendMail({ to: found.email, subject: "Set a new password", text });
}

/** Sets a password by a link, which is used up; every session of theirs ends. Throws not_found, and invalid for a weak one. */
export async function setPasswordByLink(
  given: { token: unknown; fresh: unknown },
  db: Database = database(),
): Promise<string> {
  const standing = await readPasswordLink(db.sql, given.token);
  const hash = await hashPassword(
    acceptablePassword(given.fresh, { ...standing, organisation: standing.organisation ?? undefined }),
  );
  await db.sql.begin(async (tx) => {
    const { personId } = await readPasswordLink(tx, given.token, true);
    await closePasswordLink(tx, given.token, personId);
    await tx`update person set password_hash = ${hash} where id = ${personId}`;
    await tx`update sign_in_session set revoked_at = now() where person_id = ${personId} and revoked_at is null`;
  });
  await recordAudit(db.orm, { of: standing.personId, action: "password.set", subject: standing.personId });
  tell(
    standing.email,
    "Your password was set",
    `${standing.name},\n\na new password was set for your account at Halfpitch by a link that was sent to you or handed over by an administrator. If it was not you, tell them at once.`,
  );
  return standing.email;
}
