import type { Queryable } from "@/db/client";
import { samePublisher } from "@/lib/provenance/publisher-match";
import type { DraftFinding } from "../draft";

type Merged = { key: string; publisher: string; into: string; intoPublisher: string };

/**
 * Merges of sources of two publishers: whatever rests on the one would be told as the other's, as if an import had brought
 * it into a series of theirs.
 */
export async function askMerges(sql: Queryable, draft: number): Promise<DraftFinding[]> {
  const rows = await sql<Merged[]>`
    select own.key, own.publisher, other.key as into, other.publisher as "intoPublisher"
    from draft_item item
    join source own on own.key = item.proposal ->> 'key'
    join source other on other.key = item.proposal ->> 'into'
    where item.draft_id = ${draft} and item.kind = 'source-merge'`;
  return rows
    .filter((one) => !samePublisher(one.publisher, one.intoPublisher))
    .map(({ key, publisher, into, intoPublisher }) => ({
      rule: "publisher",
      message: `“${key}” is by “${publisher}”, and all that rests on it would be told as “${into}” by “${intoPublisher}”. Are the two one source?`,
      blocking: false,
      place: null,
      asks: `publisher · ${into} · ${key}`,
    }));
}
