import type { Queryable } from "@/db/client";
import { standingRow } from "@/lib/store/standing";
import { cellAt, type Place } from "@/lib/studio/drafts/cell-rows";

/** Which of some places, by their number, show anything: a proposal of the draft, else what is published. */
export async function placesShown(
  sql: Queryable,
  draft: number | null,
  places: readonly Place[],
): Promise<ReadonlySet<number>> {
  const rows = await sql<{ at: number }[]>`
    select p.at
    from json_to_recordset(${JSON.stringify(places.map((place, at) => ({ at, ...place })))}::text::json)
      as p(at int, series text, period date)
    left join ${cellAt(sql, draft ?? 0, sql`p`)} c on true
    left join ${standingRow(sql, sql`p.series`, sql`p.period`)} base on true
    where c.draft_id is not null or base.status is not null`;
  return new Set(rows.map((row) => row.at));
}
