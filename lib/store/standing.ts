import type { Fragment } from "postgres";
import type { Queryable } from "@/db/client";

/**
 * A lateral subquery of the newest row that stands for a series code and period, withdrawals included: value, low,
 * high, status, confidence, source (its key), note, period_end, period_label, known_at, recorded_at. No row where
 * nothing was ever published. `except` leaves out what one change set has published.
 */
export function standingRow(sql: Queryable, series: Fragment, period: Fragment, except: number | null = null) {
  return sql`lateral (
    select o.value, o.low, o.high, o.status, o.confidence, source.key as source, o.note, o.period_end, o.period_label,
      o.known_at, o.recorded_at
    from series s
    join observation o on o.series_id = s.id and o.period = ${period}
    join source on source.id = o.source_id
    where s.code = ${series}
      ${except === null ? sql`` : sql`and o.release_id not in (select id from release where change_set_id = ${except})`}
    order by o.known_at desc, o.recorded_at desc limit 1
  )`;
}
