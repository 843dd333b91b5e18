import type { Queryable } from "@/db/client";
import type { Author } from "../publish/change-set";

/** That a change set was published: who did, why, of which datasets its values are, and of which kinds its entities. */
export type Publication = {
  changeSetId: number;
  at: string;
  authorKind: Author["kind"];
  author: string;
  reason: string;
  datasets: string[];
  kinds: string[];
};

/** The publications after one change set, oldest first. What it costs follows what is asked for, not how much was published. */
export function readPublicationsAfter(sql: Queryable, changeSetId: number, limit: number): Promise<Publication[]> {
  return sql<Publication[]>`
    select change_set.id::int as "changeSetId", to_char(published.at, 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as at,
      author_kind as "authorKind", author, reason,
      array(select dataset from release where change_set_id = change_set.id order by dataset collate "C") as datasets,
      array(
        select kind from entity where id in (
          select entity_id from entity_version where change_set_id = change_set.id
          union all select from_id from relation where change_set_id = change_set.id
          union all select entity_id from entity_merge where change_set_id = change_set.id
        ) group by kind order by kind collate "C"
      ) as kinds
    from published join change_set on change_set.id = published.change_set_id
    where published.change_set_id > ${changeSetId}
    order by published.change_set_id limit ${limit}`;
}
