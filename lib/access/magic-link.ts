import { createHash, randomBytes } from "node:crypto";
import { and, eq, gt, isNull, lt, sql } from "drizzle-orm";
import { z } from "zod";
import type { Database } from "@/db/client";
import { magicLink } from "@/db/schema/index";
import { recordAudit } from "@/lib/audit/record";
import { env } from "@/lib/env";
import { mailOffered, sendMail } from "@/lib/mail/send-mail";
import { findAccount } from "./find-account";
import { admitAlone, forgiveAlone } from "./brakes";
import { needsCode, provesFactor } from "./second-factor";
import { openSession } from "./session";
import type { Origin, Outcome, SignedIn } from "./sign-in";

const NOW = sql`now()`;
const VALID_UNTIL = sql`now() + interval '15 minutes'`;
const hashOf = (token: string): string => createHash("sha256").update(token).digest("hex");

/** Whether this installation can send links: only where a mail server is configured. */
export const magicLinkOffered = mailOffered;
export { mailOffered };

async function send(to: string, link: string): Promise<void> {
  const text = `Open this link within 15 minutes to sign in to Halfpitch:\n\n${link}\n\nIf you did not ask for it, do nothing.`;
  await sendMail({ to, subject: "Sign in to Halfpitch", text });
}

/**
 * Sends a link to sign in, good once and for a quarter of an hour, where there is such an account. Braked by account: a
 * pause is shorter than a link is good, so that who fills a mailbox keeps nobody from signing in. Nobody waits for this,
 * so that neither the answer nor its time tells whether there is an account.
 */
export async function sendMagicLink(db: Database, email: string): Promise<void> {
  const address = z.email().max(254).safeParse(email);
  if (!magicLinkOffered() || !address.success) return;
  const found = await findAccount(db.orm, email);
  if (!found || !(await admitAlone(db.sql, { linkTo: email })).admitted) return;
  const token = randomBytes(32).toString("base64url");
  await db.orm.delete(magicLink).where(lt(magicLink.expires_at, NOW));
  await db.orm.insert(magicLink).values({ token_hash: hashOf(token), email: found.email, expires_at: VALID_UNTIL });
  await send(found.email, `${env().HALFPITCH_URL}/login/link?token=${token}`);
}

const good = (hash: string) =>
  and(eq(magicLink.token_hash, hash), isNull(magicLink.used_at), gt(magicLink.expires_at, NOW));

/**
 * Signs in by a link's token, which is used up then. Refused where it is unknown, used or too old; who has a second factor
 * gives its code too, and the link stays good until it is right.
 */
export async function tryLink(
  db: Database,
  given: { token?: unknown; code?: unknown },
  origin: Origin,
): Promise<Outcome> {
  const token = z.string().min(20).max(100).safeParse(given.token);
  const code = z.string().max(40).catch("").parse(given.code);
  const hash = token.success ? hashOf(token.data) : "";
  const [standing] = await db.orm.select({ email: magicLink.email }).from(magicLink).where(good(hash));
  const found = standing ? await findAccount(db.orm, standing.email) : null;
  if (!found) {
    if (token.success) await recordAudit(db.orm, { action: "sign-in.failed", detail: { by: "link" } });
    return { kind: "refused" };
  }
  if (await needsCode(db.sql, found.id)) {
    if (code === "") return { kind: "code", given: false };
    const admission = await admitAlone(db.sql, { codeByLink: found.email });
    if (!admission.admitted) return { kind: "wait", seconds: admission.waitSeconds };
    if (!(await provesFactor(db.sql, found.id, code))) return { kind: "code", given: true };
    await forgiveAlone(db.sql, { codeByLink: found.email });
  }
  const used = await db.orm
    .update(magicLink)
    .set({ used_at: NOW })
    .where(good(hash))
    .returning({ email: magicLink.email });
  if (used.length === 0) return { kind: "refused" };
  const sessionId = await openSession(db, found.id, origin.userAgent);
  return { kind: "in", personId: found.id, name: found.name, email: found.email, sessionId };
}

/** The same, as who is in or null. */
export async function signInWithLink(db: Database, token: unknown, origin: Origin): Promise<SignedIn | null> {
  const outcome = await tryLink(db, { token }, origin);
  if (outcome.kind !== "in") return null;
  const { kind: _, ...who } = outcome;
  return who;
}
