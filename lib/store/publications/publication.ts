import type { Queryable } from "@/db/client";
import type { Author } from "../publish/change-set";

/** That a change set was published: who did, why, and of which datasets its values are. */
export type Publication = {
  changeSetId: number;
  at: string;
  authorKind: Author["kind"];
  author: string;
  reason: string;
  datasets: string[];
};

/** The publications after one change set, oldest first. What it costs follows what is asked for, not how much was published. */
export function readPublicationsAfter(sql: Queryable, changeSetId: number, limit: number): Promise<Publication[]> {
  return sql<Publication[]>`
    select change_set.id::int as "changeSetId", to_char(published.at, 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as at,
      author_kind as "authorKind", author, reason,
      array(select dataset from release where change_set_id = change_set.id order by dataset collate "C") as datasets
    from published join change_set on change_set.id = published.change_set_id
    where published.change_set_id > ${changeSetId}
    order by published.change_set_id limit ${limit}`;
}
