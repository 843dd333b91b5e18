import type { Queryable, Sql } from "@/db/client";
import {
  ACCOUNT,
  type Held,
  keyed,
  LINK,
  PAIR,
  press,
  pressSpray,
  release,
  SPRAY,
  tellOnce,
  UNKNOWN_ADDRESS,
  waits,
} from "./brake";

/** A try to sign in: as whom, from where, and from which browser, where it has signed in as them before. */
export type Attempt = { account: string; address: string; device: string | null };

/** The failures of an account after which its owner is told. */
const TELL_AFTER = 10;
const TELL_CODES_AFTER = 5;

/** How a try was let in: `tell` where the owner of the account has to hear of the failures. */
export type Admission = { admitted: true; tell: boolean } | { admitted: false; waitSeconds: number };

const waiting = async (sql: Queryable, held: Held): Promise<Admission> => ({
  admitted: false,
  waitSeconds: Math.max(1, await waits(sql, [held])),
});

type Brakes = { own: Held | null; account: Held | null; address: Held | null };

/** What holds a try up. What is known is held by its own alone, so that no stranger can hold it up. */
function brakesOf({ account, address, device }: Attempt): Brakes {
  if (device !== null)
    return { own: { bucket: keyed("device", account, device), brake: PAIR, of: null }, account: null, address: null };
  const everywhere = { bucket: keyed("account", account), brake: ACCOUNT, of: null };
  // Where all seem to come from one address, a brake of it would be one of everybody.
  if (address === UNKNOWN_ADDRESS) return { own: null, account: everywhere, address: null };
  const from = keyed("address", address);
  return {
    own: { bucket: keyed("pair", account, address), brake: PAIR, of: from },
    account: everywhere,
    address: { bucket: from, brake: SPRAY, of: null },
  };
}

/**
 * Lets a try go on, and counts it as failed until it is forgiven, so that tries at the same moment count too; or says for
 * how long it has to wait. A try that has to wait is looked up once and writes nothing.
 */
export async function admitAttempt(sql: Sql, attempt: Attempt): Promise<Admission> {
  const { own, account, address } = brakesOf(attempt);
  const waitSeconds = await waits(
    sql,
    [own, account, address].filter((one) => one !== null),
  );
  if (waitSeconds > 0) return { admitted: false, waitSeconds };
  const here = own ? await press(sql, own) : 0;
  if (own && here === null) return waiting(sql, own);
  if (!account) return { admitted: true, tell: false };
  const everywhere = await press(sql, account);
  if (everywhere === null) return waiting(sql, account);
  if (address && here === 1) await pressSpray(sql, address);
  return { admitted: true, tell: everywhere >= TELL_AFTER && (await tellOnce(sql, account)) };
}

/** Forgets the failures of an account that has signed in from here; what it failed elsewhere stays braked there. */
export async function forgiveAttempt(sql: Sql, attempt: Attempt): Promise<void> {
  const { own, account } = brakesOf(attempt);
  await release(
    sql,
    [own, account].filter((one) => one !== null),
  );
}

/**
 * What is held up by itself alone: who proves in a session who they are, which no stranger can hold up; codes of a second
 * factor, after the right password or link; links that are mailed to an account.
 */
export type Alone =
  | { session: string }
  | { codeOf: string; device: string | null }
  | { codeByLink: string }
  | { linkTo: string };

function heldAlone(what: Alone): Held {
  if ("session" in what) return { bucket: keyed("session", what.session), brake: PAIR, of: null };
  if ("linkTo" in what) return { bucket: keyed("link", what.linkTo), brake: LINK, of: null };
  if ("codeByLink" in what) return { bucket: keyed("code by link", what.codeByLink), brake: PAIR, of: null };
  return { bucket: keyed("code", what.codeOf, what.device ?? ""), brake: PAIR, of: null };
}

/** The same for what is held up by itself alone. */
export async function admitAlone(sql: Queryable, what: Alone): Promise<Admission> {
  const held = heldAlone(what);
  const waitSeconds = await waits(sql, [held]);
  if (waitSeconds > 0) return { admitted: false, waitSeconds };
  const failures = await press(sql, held);
  if (failures === null) return waiting(sql, held);
  return { admitted: true, tell: "codeOf" in what && failures >= TELL_CODES_AFTER && (await tellOnce(sql, held)) };
}

/** Forgets what failed of it. */
export const forgiveAlone = (sql: Queryable, what: Alone): Promise<void> => release(sql, [heldAlone(what)]);
