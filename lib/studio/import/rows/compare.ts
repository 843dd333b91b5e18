import type { Queryable } from "@/db/client";
import { standingRow } from "@/lib/store/standing";
import type { CellContent, CellEdit } from "@/lib/studio/drafts/draft";
import type { ReadValue } from "./read-row";

/** A value that is sound, with the code of its series. */
export type SoundValue = ReadValue & { series: string };

/** An edit that changes something, with where it came from. */
export type Change = { line: number; column: number | null; edit: CellEdit };

type Shown = Pick<
  CellContent,
  "value" | "low" | "high" | "status" | "confidence" | "source" | "note" | "periodEnd" | "periodLabel"
>;
type Row = Shown & { at: number; version: number | null; published: boolean };

/** What the draft shows in each place: its own proposal, else what is published. Places where nothing is are left out. */
async function readShown(
  sql: Queryable,
  draft: number | null,
  values: readonly SoundValue[],
): Promise<Map<number, Row>> {
  const places = values.map(({ series, edit }, at) => ({ at, series, period: edit.place.period }));
  const rows = await sql<Row[]>`
    select p.at, c.version, base.status is not null as published,
      case when c.draft_id is null then base.value else c.value end as value,
      case when c.draft_id is null then base.low else c.low end as low,
      case when c.draft_id is null then base.high else c.high end as high,
      coalesce(c.status, base.status) as status,
      case when c.draft_id is null then base.confidence else c.confidence end as confidence,
      case when c.draft_id is null then base.source else c.source end as source,
      case when c.draft_id is null then base.note else c.note end as note,
      case when c.draft_id is null then base.period_end else c.period_end end as "periodEnd",
      case when c.draft_id is null then base.period_label else c.period_label end as "periodLabel"
    from json_to_recordset(${JSON.stringify(places)}::text::json) as p(at int, series text, period date)
    left join draft_cell c on c.draft_id = ${draft ?? 0} and c.series = p.series and c.period = p.period
    left join ${standingRow(sql, sql`p.series`, sql`p.period`)} base on true
    where c.draft_id is not null or base.status is not null`;
  return new Map(rows.map((row) => [row.at, row]));
}

/** Whether the place shows already what the file says: what holds for the whole file alone makes no difference. */
function stands(shown: Row | undefined, { edit, said }: SoundValue): boolean {
  const { content } = edit;
  if (!shown) return false;
  if (shown.value !== content.value || shown.low !== content.low || shown.high !== content.high) return false;
  if (shown.status === "W" || content.status === "W") return shown.status === content.status;
  const told = (["status", "confidence", "source", "note"] as const).filter((field) => said[field]);
  const fiscal = (["periodEnd", "periodLabel"] as const).filter((field) => content[field] !== null);
  return [...told, ...fiscal].every((field) => shown[field] === content[field]);
}

/** The same place, with what is known of it: a reason belongs to what changes a published value alone. */
function changeOf({ line, column, edit }: SoundValue, shown: Row | undefined): Change {
  const content = shown?.published ? edit.content : { ...edit.content, reason: null };
  return { line, column, edit: { place: edit.place, content, expects: shown?.version ?? 0 } };
}

/** Parts sound values into those that change what the draft shows, and how many stand already. */
export async function compareWithShown(
  sql: Queryable,
  draft: number | null,
  values: readonly SoundValue[],
): Promise<{ changes: Change[]; unchanged: number; unknown: SoundValue[] }> {
  const shown = await readShown(sql, draft, values);
  const changes: Change[] = [];
  const unknown: SoundValue[] = [];
  let unchanged = 0;
  for (const [at, value] of values.entries()) {
    const row = shown.get(at);
    if (stands(row, value)) unchanged += 1;
    // Nothing can be withdrawn where nothing is.
    else if (!row && value.edit.content.status === "W") unknown.push(value);
    else changes.push(changeOf(value, row));
  }
  return { changes, unchanged, unknown };
}
