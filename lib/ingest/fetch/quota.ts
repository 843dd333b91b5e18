import type { Sql } from "@/db/client";

/**
 * Takes the next free moment of a quota, which all processes on this database share. Returns how long to wait for it
 * in milliseconds.
 */
export async function takeSlot(sql: Sql, quota: string, perSecond: number): Promise<number> {
  const apart = `${1000 / perSecond} milliseconds`;
  const [row] = await sql<{ wait: number }[]>`
    insert into host_slot as slot (quota, next_at) values (${quota}, clock_timestamp() + ${apart}::interval)
    on conflict (quota) do update
      set next_at = greatest(slot.next_at, clock_timestamp()) + ${apart}::interval
    returning extract(epoch from next_at - ${apart}::interval - clock_timestamp())::float8 * 1000 as wait`;
  return Math.max(0, row?.wait ?? 0);
}

/** Keeps everybody from asking a quota's hosts for a while: what `Retry-After` says holds for all processes. */
export async function pauseQuota(sql: Sql, quota: string, ms: number): Promise<void> {
  const length = `${ms} milliseconds`;
  await sql`
    insert into host_slot as slot (quota, next_at) values (${quota}, clock_timestamp() + ${length}::interval)
    on conflict (quota) do update set next_at = greatest(slot.next_at, clock_timestamp() + ${length}::interval)`;
}
