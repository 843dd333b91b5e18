import type { Queryable } from "@/db/client";

/** What a subscriber of publications has still to get, and the failure that keeps it from it. */
export type Backlog = {
  subscriber: string;
  title: string;
  waiting: number;
  /** When the oldest of them was published; null where nothing waits. */
  oldest: string | null;
  /** How long that one has waited by now, in hours; 0 where nothing waits. */
  waitsHours: number;
  tries: number;
  error: string | null;
  failingSince: string | null;
  retryAt: string | null;
};

/** From so many failures in a row on, a delivery is in trouble: one may be a database that was being restarted. */
export const KEEPS_FAILING = 3;

/** From so many hours on, nobody delivers: a worker does at once, and the script is called many times a day. */
export const NOBODY_DELIVERS_HOURS = 24;

/** How each subscriber stands, by name. Counts what is undelivered, and nothing else. */
export function readBacklogs(sql: Queryable): Promise<Backlog[]> {
  const iso = (instant: ReturnType<Queryable>) => sql`to_char(${instant}, 'YYYY-MM-DD"T"HH24:MI:SS"Z"')`;
  return sql<Backlog[]>`
    select subscriber, title, undelivered.waiting, ${iso(sql`undelivered.oldest`)} as oldest, tries, error,
      coalesce(extract(epoch from clock_timestamp() - undelivered.oldest) / 3600, 0)::float8 as "waitsHours",
      ${iso(sql`failing_since`)} as "failingSince", ${iso(sql`retry_at`)} as "retryAt"
    from delivery left join lateral (
      select count(*)::int as waiting, min(at) as oldest from published where change_set_id > delivery.up_to
    ) undelivered on true
    order by subscriber collate "C"`;
}
