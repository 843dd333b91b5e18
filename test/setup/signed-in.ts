import type { Database } from "@/db/client";
import { tryLink } from "@/lib/access/magic-link";
import { type Origin, type Outcome, type SignedIn, trySigningIn } from "@/lib/access/sign-in";

function whoIsIn(outcome: Outcome): SignedIn | null {
  if (outcome.kind !== "in") return null;
  const { kind: _, ...who } = outcome;
  return who;
}

/** Who is in after a try by e-mail and password; null for every other outcome. */
export const signInWithPassword = async (db: Database, given: unknown, origin: Origin): Promise<SignedIn | null> =>
  whoIsIn(await trySigningIn(db, given, origin));

/** The same by the token of a mailed link. */
export const signInWithLink = async (db: Database, token: unknown, origin: Origin): Promise<SignedIn | null> =>
  whoIsIn(await tryLink(db, { token }, origin));
