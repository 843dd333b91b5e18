import { createHmac } from "node:crypto";
import type { Queryable } from "@/db/client";
import { env } from "@/lib/env";

/**
 * How tries are braked. `free` failures cost nothing; each further one doubles the pause before the next try, from
 * `firstSeconds` up to `mostSeconds`, until nothing has failed for `forgottenSeconds`.
 */
export type Brake = { free: number; firstSeconds: number; mostSeconds: number; forgottenSeconds: number };

/** What is counted, by which brake; `of` names the address whose accounts are counted. */
export type Held = { bucket: string; brake: Brake; of: string | null };

/** What stands for an address where it tells nobody apart. */
export const UNKNOWN_ADDRESS = "unknown";

const HOUR = 3600;
/** Of an account from one address, or from a browser or session that is known: whoever fails there holds up themselves. */
export const PAIR: Brake = { free: 5, firstSeconds: 5, mostSeconds: 15 * 60, forgottenSeconds: 24 * HOUR };
/** Of an account from anywhere unknown: slow enough for guessing to be hopeless, and never shut. */
export const ACCOUNT: Brake = { free: 20, firstSeconds: 5, mostSeconds: 60, forgottenSeconds: HOUR };
/** Of an address that fails as ever other accounts. */
export const SPRAY: Brake = { free: 15, firstSeconds: 5, mostSeconds: 60, forgottenSeconds: HOUR };
/** Of links mailed to one account: a pause ends before the link that was mailed last does, so that one is always good. */
export const LINK: Brake = { free: 5, firstSeconds: 60, mostSeconds: 10 * 60, forgottenSeconds: 6 * HOUR };

/** What is counted is a keyed hash: the table holds no e-mail and no address. */
export const keyed = (kind: string, ...parts: string[]): string =>
  createHmac("sha256", env().AUTH_SECRET)
    .update(JSON.stringify([kind, ...parts.map((text) => text.trim().toLowerCase())]))
    .digest("hex");

/** For how many seconds a try must wait yet; asked without writing anything. */
export async function waits(sql: Queryable, held: readonly Held[]): Promise<number> {
  const [row] = await sql<{ seconds: number | null }[]>`
    select ceil(extract(epoch from max(open_at) - now()))::int as seconds from sign_in_brake
    where bucket = any(${held.map((one) => one.bucket)}) and open_at > now()`;
  return row?.seconds ?? 0;
}

/** Counts one failure, unless the next try is not open yet. Returns how many there are now, or null where it is not. */
export async function press(sql: Queryable, { bucket, of, brake }: Held): Promise<number | null> {
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
export async function pressSpray(sql: Queryable, { bucket, brake }: Held): Promise<void> {
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

/** Notes that an account's owner is told of its failures; false where they were already. */
export async function tellOnce(sql: Queryable, { bucket }: Held): Promise<boolean> {
  const told =
    await sql`update sign_in_brake set told_at = now() where bucket = ${bucket} and told_at is null returning 1`;
  return told.length > 0;
}

/** Forgets what was counted. */
export async function release(sql: Queryable, held: readonly Held[]): Promise<void> {
  await sql`delete from sign_in_brake where bucket = any(${held.map((one) => one.bucket)})`;
}
