import type { Database, Transaction } from "@/db/client";
import type { Published } from "@/lib/store/publish/change-set";
import { publishChangeSet } from "@/lib/store/publish/publish-change-set";
import { changesOf } from "./changes-of-draft";
import { applyMerges, readMerges } from "./draft-merges";

class LookedAt<T> extends Error {
  readonly seen: T;
  constructor(seen: T) {
    super("a dry run is rolled back");
    this.seen = seen;
  }
}

/**
 * Publishes a draft in a transaction that is rolled back, and meanwhile looks at the store as it would be. Goes through
 * the same door as a real publication and takes its turn there. Null where the draft would say nothing new.
 * Throws what publishing would throw.
 */
export async function dryRunDraft<T>(
  db: Database,
  draft: { id: number; dataset: string; author: string; reason: string },
  look: (tx: Transaction, published: Published) => Promise<T>,
): Promise<T | null> {
  const seen: { at?: LookedAt<T> } = {};
  try {
    const changes = await changesOf(db.sql, draft);
    const merges = await readMerges(db.sql, draft.id);
    const alongside = async (tx: Transaction, published: Published) => {
      await applyMerges(tx, merges, published.changeSetId);
      seen.at = new LookedAt(await look(tx, published));
      throw seen.at;
    };
    await publishChangeSet(db, changes, alongside, merges.length > 0);
    return null;
  } catch (error) {
    if (seen.at && error === seen.at) return seen.at.seen;
    throw error;
  }
}
