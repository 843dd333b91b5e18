import type { Queryable } from "@/db/client";

/** The sources on which the newest values of a series rest, one row each as `source_id`: for a query over `series`. */
export const restsOn = (sql: Queryable) => sql`
  select distinct newest.source_id from (
    select distinct on (period) source_id, status from observation
    where series_id = series.id order by period desc, known_at desc, recorded_at desc
  ) newest where newest.status <> 'W'`;
