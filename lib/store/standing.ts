import type { Fragment } from "postgres";
import type { Queryable } from "@/db/client";

/**
 * A lateral subquery of the newest row that stands for a series code and period, withdrawals included: value, low,
 * high, status, confidence (as somebody said it, not by the rule), source (its key), note, period_end, period_label, known_at, recorded_at. No row where
 * nothing was ever published. `except` leaves out what one change set has published, and with `earlier` also all that
 * was published after it.
 */
export function standingRow(
  sql: Queryable,
  series: Fragment,
  period: Fragment,
  except: number | null = null,
  earlier = false,
) {
  // Names of its own, so that those of the query around it mean what they mean there.
  return sql`lateral (
    select row_here.value, row_here.low, row_here.high, row_here.status,
      case when row_here.confidence_by_rule then null else row_here.confidence end as confidence, source_here.key as source,
      row_here.note, row_here.period_end, row_here.period_label, row_here.known_at, row_here.recorded_at
    from series series_here
    join observation row_here on row_here.series_id = series_here.id and row_here.period = ${period}
    join source source_here on source_here.id = row_here.source_id
    where series_here.code = ${series}
      ${
        except === null
          ? sql``
          : sql`and row_here.release_id not in (select id from release
              where change_set_id = ${except} ${earlier ? sql`or change_set_id > ${except}` : sql``})`
      }
    order by row_here.known_at desc, row_here.recorded_at desc limit 1
  )`;
}

/** The same of a series whose id is known, for many of them at once. */
export const standingOf = (sql: Queryable, seriesId: Fragment, period: Fragment) => sql`lateral (
    select row_here.value, row_here.low, row_here.high, row_here.status,
      case when row_here.confidence_by_rule then null else row_here.confidence end as confidence, source_here.key as source,
      row_here.note, row_here.period_end, row_here.period_label, row_here.recorded_at
    from observation row_here join source source_here on source_here.id = row_here.source_id
    where row_here.series_id = ${seriesId} and row_here.period = ${period}
    order by row_here.known_at desc, row_here.recorded_at desc limit 1
  )`;
