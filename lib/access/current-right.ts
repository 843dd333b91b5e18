import type { Queryable } from "@/db/client";

/** The delay in days with which an organisation reads a dataset now, as an expression; null without a right. */
export const rightColumn = (sql: Queryable, organisation: ReturnType<Queryable>, dataset: string) => sql`(
  select delay_days from entitlement
  where entitlement.organisation_id = ${organisation} and entitlement.dataset in ('*', ${dataset})
    and (ends_on is null or ends_on >= (now() at time zone 'UTC')::date)
  order by entitlement.dataset = ${dataset} desc limit 1)`;

/** The delay in days with which an organisation reads a dataset now; null without a right. Its own row wins over `*`. */
export async function currentRight(sql: Queryable, organisationId: number, dataset: string): Promise<number | null> {
  const [row] = await sql<{ days: number | null }[]>`
    select ${rightColumn(sql, sql`${organisationId}`, dataset)} as days`;
  return row?.days ?? null;
}
