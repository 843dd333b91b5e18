import type { Queryable } from "@/db/client";

/** What a subscriber of publications has still to get, and the failure that keeps it from it. */
export type Backlog = {
  subscriber: string;
  title: string;
  waiting: number;
  /** When the oldest of them was published; null where nothing waits. */
  oldest: string | null;
  tries: number;
  error: string | null;
  failingSince: string | null;
  retryAt: string | null;
};

/** From so many failures in a row on, a delivery is in trouble: one may be a database that was being restarted. */
export const KEEPS_FAILING = 3;

/** How each subscriber stands, by name. Counts what is undelivered, and nothing else. */
export function readBacklogs(sql: Queryable): Promise<Backlog[]> {
  const iso = (instant: ReturnType<Queryable>) => sql`to_char(${instant}, 'YYYY-MM-DD"T"HH24:MI:SS"Z"')`;
  return sql<Backlog[]>`
    select subscriber, title, undelivered.waiting, ${iso(sql`undelivered.oldest`)} as oldest, tries, error,
      ${iso(sql`failing_since`)} as "failingSince", ${iso(sql`retry_at`)} as "retryAt"
    from delivery left join lateral (
      select count(*)::int as waiting, min(at) as oldest from published where change_set_id > delivery.up_to
    ) undelivered on true
    order by subscriber collate "C"`;
}
