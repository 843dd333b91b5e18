import type { Fragment } from "postgres";
import type { Transaction } from "@/db/client";
import { standingOf } from "@/lib/store/standing";
import { cellAt } from "@/lib/studio/drafts/cell-rows";
import type { CellContent, CellPlace } from "@/lib/studio/drafts/draft";
import { saidBit } from "./stage";

const FIELDS = [
  "value",
  "low",
  "high",
  "status",
  "confidence",
  "source",
  "note",
  "period_end",
  "period_label",
] as const;
type Field = (typeof FIELDS)[number];

/** What a place shows: the draft's own proposal, else what is published. */
const shown = (tx: Transaction, field: Field) =>
  tx`(case when old.draft_id is null then now.${tx(field)} else old.${tx(field)} end)`;

/**
 * The staged values `v`, each beside `old`, the draft's cell of its place, and `now`, what is published there; for the
 * end of a query. `draft` null stands for one without any cell.
 */
export const comparedValues = (tx: Transaction, draft: number | null): Fragment => tx`
  (select v.*, s.series, s.measure, s.dims, s.series_id from import_value v join import_series s on s.n = v.of_series) v
  left join ${draft === null ? tx`(select * from draft_cell where false)` : cellAt(tx, draft, tx`v`)} old on true
  left join ${standingOf(tx, tx`v.series_id`, tx`v.period`)} now on true`;

/** Whether what the file says itself of one field is what the place shows. */
const agrees = (tx: Transaction, field: Extract<Field, "status" | "confidence" | "source" | "note">) =>
  tx`(v.said & ${saidBit(field)} = 0 or v.${tx(field)} is not distinct from ${shown(tx, field)})`;

/**
 * Whether a compared place shows already what the file says: what holds for the whole file alone makes no difference.
 */
export const standsAlready = (tx: Transaction): Fragment => tx`coalesce(${shown(tx, "status")} is not null
  and (v.value, v.low, v.high) is not distinct from (${shown(tx, "value")}, ${shown(tx, "low")}, ${shown(tx, "high")})
  and case when v.status = 'W' or ${shown(tx, "status")} = 'W' then v.status = ${shown(tx, "status")}
    else ${agrees(tx, "status")} and ${agrees(tx, "confidence")} and ${agrees(tx, "source")} and ${agrees(tx, "note")}
      and (v.period_end is null or v.period_end is not distinct from ${shown(tx, "period_end")})
      and (v.period_label is null or v.period_label is not distinct from ${shown(tx, "period_label")}) end, false)`;

/** The reason of a change: it belongs to what changes a published value alone. */
export const reasonOf = (tx: Transaction): Fragment => tx`(case when now.status is not null then v.reason end)`;

/** How many staged values change something, and which of them do first, by their numbers. */
export async function countChanges(
  tx: Transaction,
  draft: number | null,
  most: number,
): Promise<{ good: number; first: number[] }> {
  const [row] = await tx<{ good: number; first: number[] | null }[]>`
    select count(*)::int as good, (array_agg(n order by n))[1:${most}] as first
    from (select v.n from ${comparedValues(tx, draft)} where not ${standsAlready(tx)}) changes`;
  return { good: row?.good ?? 0, first: row?.first ?? [] };
}

export type StagedValue = { line: number; place: CellPlace; content: CellContent };

/** Some staged values as they would stand in the draft, by their numbers. */
export async function readStaged(
  tx: Transaction,
  draft: number | null,
  numbers: readonly number[],
): Promise<StagedValue[]> {
  const rows = await tx<(CellContent & CellPlace & { line: number })[]>`
    select v.line, v.measure, v.dims, v.period, v.value, v.low, v.high, v.status, v.confidence, v.source,
      ${reasonOf(tx)} as reason, v.note, v.period_end as "periodEnd", v.period_label as "periodLabel"
    from ${comparedValues(tx, draft)} where v.n = any(${[...numbers]}::int[]) order by v.n`;
  return rows.map(({ line, measure, dims, period, ...content }) => ({
    line,
    place: { measure, dims, period },
    content,
  }));
}
