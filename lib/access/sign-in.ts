import { z } from "zod";
import type { Database } from "@/db/client";
import { recordAudit } from "@/lib/audit/record";
import { findAccount } from "./find-account";
import { Password, passwordMatches } from "./password";
import { admitAttempt, forgiveAttempt } from "./rate-limit";
import { openSession } from "./session";

export const Credentials = z.object({ email: z.email().max(254), password: Password });

/** Where a try to sign in comes from. */
export type Origin = { address: string; userAgent: string | null };
export type SignedIn = { personId: string; name: string; email: string; sessionId: string };

/**
 * Signs somebody in by e-mail and password. Null for a wrong password, an unknown or disabled account, one of no
 * organisation and one that has failed too often alike, after about the same time: the answer does not tell whether an account exists.
 */
export async function signInWithPassword(db: Database, given: unknown, origin: Origin): Promise<SignedIn | null> {
  const parsed = Credentials.safeParse(given);
  if (!parsed.success) return null;
  const { email, password } = parsed.data;
  const attempt = { account: email, address: origin.address };
  const admitted = await admitAttempt(db.orm, attempt);
  const found = await findAccount(db.orm, email);
  const matches = await passwordMatches(found?.passwordHash ?? null, password);
  if (!admitted || !matches || !found) {
    // Whose account it was, where there is one; never what was typed.
    const whose = found ? { of: found.id, subject: found.id } : {};
    await recordAudit(db.orm, { ...whose, action: admitted ? "sign-in.failed" : "sign-in.held-back" });
    return null;
  }
  await forgiveAttempt(db.orm, attempt);
  const sessionId = await openSession(db, found.id, origin.userAgent);
  return { personId: found.id, name: found.name, email: found.email, sessionId };
}
