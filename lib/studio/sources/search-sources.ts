import { z } from "zod";
import type { Database } from "@/db/client";
import { demandStudioReader } from "@/lib/access/demand";
import { isVisible } from "@/lib/access/visible-sources";
import type { Viewer } from "@/lib/access/viewer";
import { database } from "@/lib/store/database";
import type { RecordedSource } from "@/lib/store/rows";
import { wordPatterns } from "./word-patterns";

export const SourceSearch = z.strictObject({
  text: z.string().max(300).default(""),
  limit: z.number().int().min(1).max(100).default(20),
});
export type SourceSearch = z.input<typeof SourceSearch>;

/**
 * Sources that a picker offers: each word of `text` is in its key, title, publisher or address; those that begin with
 * it first, then the newest; those that the viewer may know. One that was merged away is found by its old words as the one it was merged into; archived
 * ones are not offered.
 */
export async function searchSources(
  viewer: Viewer,
  input: SourceSearch,
  db: Database = database(),
): Promise<RecordedSource[]> {
  demandStudioReader(viewer);
  const { text, limit } = SourceSearch.parse(input);
  const start = text.trim().toLowerCase();
  return db.sql<RecordedSource[]>`
    with offered as (
      select distinct on (standing.shown_id) standing.key, standing.title, standing.publisher, standing.url,
        standing.published, standing.kind, standing.licence, standing.reliability, standing.shown_id
      from standing_source standing join source own on own.id = standing.id
      where not standing.archived and ${isVisible(db.sql, viewer, db.sql`own.id`)}
        and lower(concat_ws(' ', own.key, own.title, own.publisher, own.url)) like all (${wordPatterns(text)}::text[])
    )
    select key, title, publisher, url, published, kind, licence, reliability from offered
    order by (key = ${start}) desc,
      (starts_with(lower(title), ${start}) or starts_with(lower(publisher), ${start}) or starts_with(key, ${start})) desc,
      published desc nulls last, shown_id desc
    limit ${limit}`;
}
