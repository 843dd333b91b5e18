import type { Database } from "@/db/client";
import { demandStudioReader } from "@/lib/access/demand";
import { isVisible } from "@/lib/access/visible-sources";
import type { Viewer } from "@/lib/access/viewer";
import { database } from "@/lib/store/database";
import type { RecordedSource } from "@/lib/store/rows";
import { findPairs, type Pair } from "./alike";

/** Sources that look like one recorded twice, those that are neither archived nor merged; the better documented first. */
export async function findDuplicates(viewer: Viewer, db: Database = database()): Promise<Pair<RecordedSource>[]> {
  demandStudioReader(viewer);
  const sources = await db.sql<RecordedSource[]>`
    select key, title, publisher, url, published, kind, licence, reliability from standing_source
    where key = own_key and not archived and ${isVisible(db.sql, viewer, db.sql`id`)}
    order by publisher, (url is null)::int + (published is null)::int + (licence is null)::int, id`;
  return findPairs([...sources]);
}
