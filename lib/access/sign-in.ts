import { z } from "zod";
import { eq } from "drizzle-orm";
import type { Database } from "@/db/client";
import { person } from "@/db/schema/index";
import { recordAudit } from "@/lib/audit/record";
import { Text } from "@/lib/kernel/text";
import { admitAlone, admitAttempt, type Attempt, forgiveAlone, forgiveAttempt } from "./brakes";
import { type Account, findAccount } from "./find-account";
import { knownDevice } from "./known-device";
import { hashPassword, isOutdated, Password, passwordMatches } from "./password";
import { needsCode, provesFactor } from "./second-factor";
import { openSession } from "./session";
import { tellOfCodes, tellOfTries } from "./tell-of-tries";

export const Credentials = z.object({
  email: z.email().max(254),
  password: Password.pipe(Text),
  code: Text.max(40).optional(),
});

/** Where a try to sign in comes from; `device` is the cookie of a browser that has signed in before. */
export type Origin = { address: string; userAgent: string | null; device?: string | undefined };
export type SignedIn = { personId: string; name: string; email: string; sessionId: string };

/**
 * What came of a try: somebody is in; what was given does not match; it has to wait; or all is right but the code of the
 * second factor, which is missing or wrong.
 */
export type Outcome =
  | ({ kind: "in" } & SignedIn)
  | { kind: "refused" }
  | { kind: "wait"; seconds: number }
  | { kind: "code"; given: boolean };

async function letIn(db: Database, found: Account, origin: Origin): Promise<Outcome> {
  const sessionId = await openSession(db, found.id, origin.userAgent);
  return { kind: "in", personId: found.id, name: found.name, email: found.email, sessionId };
}

/**
 * What keeps somebody out yet whose password is right: the code of their second factor, where they have one. Codes are
 * braked by account alone, from wherever they come: who gets so far knows the password.
 */
async function withoutFactor(
  db: Database,
  found: Account,
  code: string | undefined,
  { account, device }: Attempt,
): Promise<Outcome | null> {
  if (!(await needsCode(db.sql, found.id))) return null;
  if (code === undefined || code === "") return { kind: "code", given: false };
  const admission = await admitAlone(db.sql, { codeOf: account, device });
  if (!admission.admitted) return { kind: "wait", seconds: admission.waitSeconds };
  if (!(await provesFactor(db.sql, found.id, code))) {
    if (admission.tell) tellOfCodes(found);
    await recordAudit(db.orm, { of: found.id, subject: found.id, action: "sign-in.failed", detail: { by: "code" } });
    return { kind: "code", given: true };
  }
  await forgiveAlone(db.sql, { codeOf: account, device });
  return null;
}

/** Makes the hash anew where it is not as a new one would be. */
async function rehash(db: Database, found: Account, password: string): Promise<void> {
  if (!found.passwordHash || !isOutdated(found.passwordHash)) return;
  const password_hash = await hashPassword(password);
  await db.orm.update(person).set({ password_hash }).where(eq(person.id, found.id));
}

/**
 * Tries to sign somebody in by e-mail, password and, where they have one, the code of their second factor. A wrong
 * password, an unknown or disabled account and one of no organisation are refused alike, after about the same time: the
 * answer does not tell whether an account exists. A try that has to wait costs no hash and no row.
 */
export async function trySigningIn(db: Database, given: unknown, origin: Origin): Promise<Outcome> {
  const parsed = Credentials.safeParse(given);
  if (!parsed.success) return { kind: "refused" };
  const { email, password, code } = parsed.data;
  const attempt: Attempt = { account: email, address: origin.address, device: knownDevice(origin.device, email) };
  const admission = await admitAttempt(db.sql, attempt);
  if (!admission.admitted) return { kind: "wait", seconds: admission.waitSeconds };
  const found = await findAccount(db.orm, email);
  const matches = await passwordMatches(found?.passwordHash ?? null, password);
  if (admission.tell && found) tellOfTries(found);
  if (!matches || !found) {
    // Whose account it was, where there is one; never what was typed.
    const whose = found ? { of: found.id, subject: found.id } : {};
    await recordAudit(db.orm, { ...whose, action: "sign-in.failed" });
    return { kind: "refused" };
  }
  await forgiveAttempt(db.sql, attempt);
  const kept = await withoutFactor(db, found, code, attempt);
  if (kept) return kept;
  await rehash(db, found, password);
  return letIn(db, found, origin);
}

/** The same, as who is in or null. */
export async function signInWithPassword(db: Database, given: unknown, origin: Origin): Promise<SignedIn | null> {
  const outcome = await trySigningIn(db, given, origin);
  if (outcome.kind !== "in") return null;
  const { kind: _, ...who } = outcome;
  return who;
}
