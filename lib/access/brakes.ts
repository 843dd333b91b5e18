import { createHmac } from "node:crypto";
import type { Queryable } from "@/db/client";
import type { Sql } from "@/db/client";
import { env } from "@/lib/env";

/** A try to sign in: as whom, from where, and from which browser, where it has signed in as them before. */
export type Attempt = { account: string; address: string; device: string | null };

/**
 * How tries are braked. `free` failures cost nothing; each further one doubles the pause before the next try, from
 * `firstSeconds` up to `mostSeconds`, until nothing has failed for `forgottenSeconds`.
 */
type Brake = { free: number; firstSeconds: number; mostSeconds: number; forgottenSeconds: number };

const HOUR = 3600;
/** Of an account from one address, or from a browser that is known: whoever fails there holds up themselves alone. */
const PAIR: Brake = { free: 5, firstSeconds: 5, mostSeconds: 15 * 60, forgottenSeconds: 24 * HOUR };
/** Of an account from anywhere unknown: slow enough for guessing to be hopeless, and never shut. */
const ACCOUNT: Brake = { free: 20, firstSeconds: 5, mostSeconds: 60, forgottenSeconds: HOUR };
/** Of an address that fails as ever other accounts. */
const SPRAY: Brake = { free: 15, firstSeconds: 5, mostSeconds: 60, forgottenSeconds: HOUR };

/** The failures of an account after which its owner is told. */
const TELL_AFTER = 10;

type Held = { bucket: string; brake: Brake; of: string | null };

/** What is counted is a keyed hash: the table holds no e-mail and no address. */
const keyed = (kind: string, ...parts: string[]): string =>
  createHmac("sha256", env().AUTH_SECRET)
    .update(JSON.stringify([kind, ...parts.map((text) => text.trim().toLowerCase())]))
    .digest("hex");

/** Whose brake is asked first: what is known is held by its own alone, so that no stranger can hold it up. */
function brakesOf({ account, address, device }: Attempt): [Held, ...Held[]] {
  if (device !== null) return [{ bucket: keyed("device", account, device), brake: PAIR, of: null }];
  const from = keyed("address", address);
  return [
    { bucket: keyed("pair", account, address), brake: PAIR, of: from },
    { bucket: keyed("account", account), brake: ACCOUNT, of: null },
    { bucket: from, brake: SPRAY, of: null },
  ];
}

/** For how many seconds each try must wait yet; asked without writing anything. */
async function waits(sql: Queryable, held: readonly Held[]): Promise<number> {
  const [row] = await sql<{ seconds: number | null }[]>`
    select ceil(extract(epoch from max(open_at) - now()))::int as seconds from sign_in_brake
    where bucket = any(${held.map((one) => one.bucket)}) and open_at > now()`;
  return row?.seconds ?? 0;
}

/** Counts one failure, unless the next try is not open yet. Returns how many there are now, or null where it is not. */
async function press(sql: Queryable, { bucket, of, brake }: Held): Promise<number | null> {
  const { free, firstSeconds, mostSeconds, forgottenSeconds } = brake;
  const [row] = await sql<{ failures: number }[]>`
    insert into sign_in_brake as held (bucket, of, failures) values (${bucket}, ${of}, 1)
    on conflict (bucket) do update set
      failures = case when held.failed_at < now() - ${forgottenSeconds} * interval '1 second' then 1 else held.failures + 1 end,
      told_at = case when held.failed_at < now() - ${forgottenSeconds} * interval '1 second' then null else held.told_at end,
      failed_at = now(),
      open_at = now() + interval '1 second' * case
        when held.failed_at < now() - ${forgottenSeconds} * interval '1 second' or held.failures + 1 < ${free} then 0
        else least(${mostSeconds}, ${firstSeconds} * power(2, least(held.failures + 1 - ${free}, 20))) end
    where held.open_at <= now()
    returning failures`;
  return row?.failures ?? null;
}

/** Brakes an address that has failed as another account than before, by how many they are. */
async function pressSpray(sql: Queryable, { bucket, brake }: Held): Promise<void> {
  const [row] = await sql<{ accounts: number }[]>`
    select count(*)::int as accounts from sign_in_brake
    where of = ${bucket} and failed_at > now() - ${brake.forgottenSeconds} * interval '1 second'`;
  const beyond = (row?.accounts ?? 0) - brake.free;
  if (beyond < 0) return;
  const seconds = Math.min(brake.mostSeconds, brake.firstSeconds * 2 ** Math.min(beyond, 20));
  await sql`
    insert into sign_in_brake (bucket, failures, open_at) values (${bucket}, ${beyond}, now() + ${seconds} * interval '1 second')
    on conflict (bucket) do update set failures = excluded.failures, failed_at = now(), open_at = excluded.open_at`;
}

/** How a try was let in: `tell` where the owner of the account has to hear of the failures. */
export type Admission = { admitted: true; tell: boolean } | { admitted: false; waitSeconds: number };

/**
 * Lets a try go on, and counts it as failed until it is forgiven, so that tries at the same moment count too; or says for
 * how long it has to wait. A try that has to wait is looked up once and writes nothing.
 */
export async function admitAttempt(sql: Sql, attempt: Attempt): Promise<Admission> {
  const [own, account, address] = brakesOf(attempt);
  const waitSeconds = await waits(
    sql,
    [own, account, address].filter((one) => one !== undefined),
  );
  if (waitSeconds > 0) return { admitted: false, waitSeconds };
  const here = await press(sql, own);
  if (here === null) return { admitted: false, waitSeconds: Math.max(1, await waits(sql, [own])) };
  if (!account || !address) return { admitted: true, tell: false };
  const everywhere = await press(sql, account);
  if (everywhere === null) return { admitted: false, waitSeconds: Math.max(1, await waits(sql, [account])) };
  if (here === 1) await pressSpray(sql, address);
  return { admitted: true, tell: everywhere >= TELL_AFTER && (await tellOnce(sql, account.bucket)) };
}

async function tellOnce(sql: Queryable, bucket: string): Promise<boolean> {
  const told =
    await sql`update sign_in_brake set told_at = now() where bucket = ${bucket} and told_at is null returning 1`;
  return told.length > 0;
}

/** Forgets the failures of an account that has signed in from here; what it failed elsewhere stays braked there. */
export async function forgiveAttempt(sql: Sql, attempt: Attempt): Promise<void> {
  const [own, account] = brakesOf(attempt);
  await sql`delete from sign_in_brake where bucket = any(${[own, account].flatMap((one) => (one ? [one.bucket] : []))})`;
}

/** Deletes what brakes nobody any more. Returns how many there were. */
export async function forgetBrakes(sql: Sql): Promise<number> {
  const gone = await sql`
    delete from sign_in_brake where failed_at < now() - ${PAIR.forgottenSeconds} * interval '1 second' and open_at < now()`;
  return gone.count;
}
