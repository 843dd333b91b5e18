import { createHash } from "node:crypto";
import type { Queryable } from "@/db/client";
import { readPublicRecord } from "@/lib/access/public-record";
import { env } from "@/lib/env";
import { database } from "@/lib/store/database";
import type { FeedKind } from "./feed-words";
import { type FeedFormat, feedFormats, writeFeed } from "./write-feed";

/** Entries of one feed. Who wants what is older reads the page. */
const MOST = 50;

/** A feed as it is sent: its body, what tells one state from another, and when it last changed (null: never yet). */
export type SentFeed = { body: string; type: string; etag: string; lastModified: string | null };

/** One of the public feeds, of one dataset or of all. Throws not_found for a dataset that is not there. */
export async function readFeed(
  query: { kind: FeedKind; format: FeedFormat; dataset?: string | undefined },
  sql: Queryable = database().sql,
): Promise<SentFeed> {
  const { kind, format, dataset } = query;
  const { entries } = await readPublicRecord({ kind, dataset, limit: MOST }, sql);
  const body = writeFeed({ kind, dataset: dataset ?? null, entries, site: env().HALFPITCH_URL }, format);
  const newest = entries[0];
  return {
    body,
    type: feedFormats[format],
    etag: `"${createHash("sha256").update(body).digest("base64url").slice(0, 27)}"`,
    lastModified: newest ? new Date(newest.at).toUTCString() : null,
  };
}
