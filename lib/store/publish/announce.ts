import type { Transaction } from "@/db/client";

/** The channel on which a publication wakes whoever delivers its event; what nobody hears is found at the next look. */
export const PUBLISHED_CHANNEL = "halfpitch_published";

/**
 * Writes the event that a change set was published, in its transaction: it is there if and only if the change set is.
 * Publications take turns, so that events become visible in the order of their numbers.
 */
export async function announce(tx: Transaction, changeSetId: number): Promise<void> {
  await tx`insert into published (change_set_id, at) values (${changeSetId}, clock_timestamp())`;
  await tx`select pg_notify(${PUBLISHED_CHANNEL}, ${String(changeSetId)})`;
}
