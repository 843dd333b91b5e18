import type { Fragment } from "postgres";
import type { Queryable } from "@/db/client";
import type { DraftCell } from "./draft";
import type { SoundEdit } from "./sort-edits";

/** The columns of a draft's cell as it is told, for a query over `draft_cell c` joined with `person editor`. */
export const cellColumns = (sql: Queryable) => sql`
  c.series, c.measure, c.dims, c.period, c.value, c.low, c.high, c.status, c.confidence, c.source, c.reason, c.note,
  c.period_end as "periodEnd", c.period_label as "periodLabel", c.version, editor.name as "editedBy",
  to_char(c.edited_at, 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "editedAt",
  case when c.base_status is null then null else json_build_object('value', c.base_value, 'low', c.base_low,
    'high', c.base_high, 'status', c.base_status, 'recordedAt',
    to_char(c.base_recorded_at, 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')) end as base`;

export type Place = { series: string; period: string };

/**
 * The cells `c` of a draft at places `p`, looked up one by one by their key: whatever the planner knows of a draft that
 * was filled a moment ago, it must not read all of it for a few cells.
 */
export const cellAt = (sql: Queryable, draft: number, p: Fragment) => sql`lateral (
  select * from draft_cell here where here.draft_id = ${draft} and here.series = ${p}.series and here.period = ${p}.period limit 1
)`;

/** The cells of a draft at those places. */
export async function cellsAt(sql: Queryable, draft: number, places: readonly Place[]): Promise<DraftCell[]> {
  return sql<DraftCell[]>`
    select ${cellColumns(sql)}
    from json_to_recordset(${JSON.stringify(places)}::text::json) as p(series text, period date)
    cross join ${cellAt(sql, draft, sql`p`)} c
    join person editor on editor.id = c.edited_by
    order by c.series, c.period`;
}

/** An edit as a row for json_to_recordset. */
export function rowOf({ series, place, content, shown }: SoundEdit) {
  return {
    series,
    period: place.period,
    measure: place.measure,
    dims: place.dims,
    gone: content === null,
    value: content?.value ?? null,
    low: content?.low ?? null,
    high: content?.high ?? null,
    status: content?.status ?? null,
    confidence: content?.confidence ?? null,
    source: content?.source ?? null,
    reason: content?.reason ?? null,
    note: content?.note ?? null,
    period_end: content?.periodEnd ?? null,
    period_label: content?.periodLabel ?? null,
    looked: shown !== undefined,
    shown_value: shown?.value ?? null,
    shown_low: shown?.low ?? null,
    shown_high: shown?.high ?? null,
    shown_status: shown?.status ?? null,
  };
}
