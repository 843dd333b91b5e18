import type { Queryable, Transaction } from "@/db/client";

/** Where a subscriber begins: with the first publication that is kept, or with what is published once it is known. */
export type Beginning = "first" | "now";

/** How far a subscriber has got; `waits` says that a delivery failed a short while ago. */
export type Turn = { upTo: number; done: string[]; tries: number; waits: boolean };

const FIRST_PAUSE_SECONDS = 60;
const LONGEST_PAUSE_SECONDS = 6 * 3600;

/** Makes a subscriber known; one that is known keeps its place. */
export async function enter(sql: Queryable, subscriber: string, title: string, from: Beginning): Promise<void> {
  await sql`
    insert into delivery (subscriber, title, up_to)
    select ${subscriber}, ${title}, ${from === "now" ? sql`(select coalesce(max(change_set_id), 0) from published)` : sql`0`}
    where not exists (select 1 from delivery where subscriber = ${subscriber})
    on conflict do nothing`;
}

/**
 * Takes a subscriber's turn until the transaction ends, however it ends; null where somebody else has it. Publications go to a
 * subscriber one after the other, and to no two processes at once.
 */
export async function takeTurn(tx: Transaction, subscriber: string): Promise<Turn | null> {
  const [turn] = await tx<Turn[]>`
    select up_to::float8 as "upTo", done, tries, coalesce(retry_at > clock_timestamp(), false) as waits
    from delivery where subscriber = ${subscriber} for update skip locked`;
  return turn ?? null;
}

/** Notes that everything up to a change set is delivered. */
export async function advance(tx: Transaction, subscriber: string, upTo: number): Promise<void> {
  await tx`
    update delivery set up_to = ${upTo}, delivered_at = clock_timestamp(), done = '{}', tries = 0, retry_at = null,
      error = null, failing_since = null
    where subscriber = ${subscriber}`;
}

/** Notes what of the next delivery is done, without calling it failed. */
export async function keepDone(tx: Transaction, subscriber: string, done: readonly string[]): Promise<void> {
  await tx`update delivery set done = ${[...done]} where subscriber = ${subscriber}`;
}

/** Notes that the next delivery failed and what of it was done. It is tried again after ever longer pauses, for ever. */
export async function noteFailure(
  tx: Transaction,
  subscriber: string,
  failure: { error: string; done: readonly string[]; tries: number },
): Promise<void> {
  const pause = Math.min(LONGEST_PAUSE_SECONDS, FIRST_PAUSE_SECONDS * 2 ** Math.min(failure.tries, 20));
  await tx`
    update delivery set tries = tries + 1, error = ${failure.error}, done = ${[...failure.done]},
      failing_since = coalesce(failing_since, clock_timestamp()),
      retry_at = clock_timestamp() + ${`${pause} seconds`}::interval
    where subscriber = ${subscriber}`;
}
