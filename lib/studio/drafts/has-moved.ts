import type { Fragment } from "postgres";
import type { Queryable } from "@/db/client";

/**
 * Whether what is published for a cell `c` of a draft is no longer what its editor saw; `now` names the row that stands.
 * A withdrawn value and none at all are the same to who proposes one, and a value that was put back is as it was.
 */
export const hasMoved = (sql: Queryable, now: Fragment) => sql`(
  (nullif(${now}.status, 'W'), ${now}.value, ${now}.low, ${now}.high)
    is distinct from (nullif(c.base_status, 'W'), c.base_value, c.base_low, c.base_high))`;
