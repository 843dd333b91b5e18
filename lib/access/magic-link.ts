import { createHash, randomBytes } from "node:crypto";
import { and, eq, gt, isNull, lt, sql } from "drizzle-orm";
import { z } from "zod";
import type { Database } from "@/db/client";
import { magicLink } from "@/db/schema/index";
import { recordAudit } from "@/lib/audit/record";
import { env } from "@/lib/env";
import { mailOffered, sendMail } from "@/lib/mail/send-mail";
import { findAccount } from "./find-account";
import { admitAttempt } from "./rate-limit";
import { openSession } from "./session";
import type { Origin, SignedIn } from "./sign-in";

const NOW = sql`now()`;
const VALID_UNTIL = sql`now() + interval '15 minutes'`;
const hashOf = (token: string): string => createHash("sha256").update(token).digest("hex");

/** Whether this installation can send links: only where a mail server is configured. */
export const magicLinkOffered = mailOffered;

async function send(to: string, link: string): Promise<void> {
  const text = `Open this link within 15 minutes to sign in to Halfpitch:\n\n${link}\n\nIf you did not ask for it, do nothing.`;
  await sendMail({ to, subject: "Sign in to Halfpitch", text });
}

/**
 * Sends a link to sign in, good once and for a quarter of an hour. Does the same for an unknown address, but for the
 * mail, and is counted like a failed password.
 */
export async function sendMagicLink(db: Database, email: string, origin: Origin): Promise<void> {
  const address = z.email().max(254).safeParse(email);
  if (!magicLinkOffered() || !address.success) return;
  if (!(await admitAttempt(db.orm, { account: email, address: origin.address }))) return;
  const token = randomBytes(32).toString("base64url");
  await db.orm.delete(magicLink).where(lt(magicLink.expires_at, NOW));
  const found = await findAccount(db.orm, email);
  if (!found) return;
  await db.orm.insert(magicLink).values({ token_hash: hashOf(token), email: found.email, expires_at: VALID_UNTIL });
  await send(found.email, `${env().HALFPITCH_URL}/login/link?token=${token}`);
}

/** Signs in by a link's token, which is used up. Null where it is unknown, used or too old. */
export async function signInWithLink(db: Database, token: unknown, origin: Origin): Promise<SignedIn | null> {
  const given = z.string().min(20).max(100).safeParse(token);
  if (!given.success) return null;
  const used = await db.orm
    .update(magicLink)
    .set({ used_at: NOW })
    .where(and(eq(magicLink.token_hash, hashOf(given.data)), isNull(magicLink.used_at), gt(magicLink.expires_at, NOW)))
    .returning({ email: magicLink.email });
  const email = used[0]?.email;
  const found = email ? await findAccount(db.orm, email) : null;
  if (!found) {
    await recordAudit(db.orm, { action: "sign-in.failed", detail: { by: "link" } });
    return null;
  }
  return {
    personId: found.id,
    name: found.name,
    email: found.email,
    sessionId: await openSession(db, found.id, origin.userAgent),
  };
}
