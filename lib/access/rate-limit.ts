import { createHmac } from "node:crypto";
import { and, count, desc, eq, gt, inArray, lt, sql } from "drizzle-orm";
import type { Orm } from "@/db/client";
import { signInFailure } from "@/db/schema/index";
import { env } from "@/lib/env";

// Failures are stamped by the database, so they are counted by its clock too.
const WINDOW_BEGAN = sql`now() - interval '15 minutes'`;
const A_DAY_AGO = sql`now() - interval '1 day'`;
const LIMITS = { account: 8, address: 40 } as const;

export type Attempt = { account: string; address: string };

/** What is counted is a keyed hash: the table holds no e-mail and no address. */
function buckets({ account, address }: Attempt): { account: string; address: string } {
  const keyed = (kind: string, text: string) =>
    createHmac("sha256", env().AUTH_SECRET).update(`${kind} ${text.trim().toLowerCase()}`).digest("hex");
  return { account: keyed("account", account), address: keyed("address", address) };
}

async function failures(orm: Orm, bucket: string): Promise<number> {
  const rows = await orm
    .select({ n: count() })
    .from(signInFailure)
    .where(and(eq(signInFailure.bucket, bucket), gt(signInFailure.failed_at, WINDOW_BEGAN)));
  return rows[0]?.n ?? 0;
}

/**
 * Counts a try to sign in and tells whether it may go on: at most 8 failures an account and 40 an address in a
 * quarter of an hour. It is counted before the password is looked at, so that tries at the same moment count too.
 */
export async function admitAttempt(orm: Orm, attempt: Attempt): Promise<boolean> {
  const keys = buckets(attempt);
  await orm.insert(signInFailure).values([{ bucket: keys.account }, { bucket: keys.address }]);
  const [byAccount, byAddress] = await Promise.all([failures(orm, keys.account), failures(orm, keys.address)]);
  return byAccount <= LIMITS.account && byAddress <= LIMITS.address;
}

/** Forgets the failures of an account that has signed in, its own try at the address too, and all that are old. */
export async function forgiveAttempt(orm: Orm, attempt: Attempt): Promise<void> {
  const keys = buckets(attempt);
  const own = orm
    .select({ id: signInFailure.id })
    .from(signInFailure)
    .where(eq(signInFailure.bucket, keys.address))
    .orderBy(desc(signInFailure.id))
    .limit(1);
  await orm.delete(signInFailure).where(eq(signInFailure.bucket, keys.account));
  await orm.delete(signInFailure).where(inArray(signInFailure.id, own));
  await orm.delete(signInFailure).where(lt(signInFailure.failed_at, A_DAY_AGO));
}
