import type { Transaction } from "@/db/client";
import { standingRow } from "@/lib/store/standing";
import { cellAt, rowOf } from "./cell-rows";
import type { StepKind } from "./draft";
import type { LockedDraft } from "./lock-draft";
import type { SoundEdit } from "./sort-edits";

/** An act while it is written: its step, null until its first cell is, and the version that its cells get. */
export type Act = { step: number | null; kind: StepKind; version: number; personId: string };

/** The step that the cells belong to: one that stands, or a new one that the draft then stands at. */
function stepFor(tx: Transaction, draft: LockedDraft, { step, kind, version, personId }: Act) {
  if (step !== null) return tx`step as (select ${step}::bigint as id)`;
  return tx`step as (
      insert into draft_step (draft_id, parent_id, kind, person_id)
      values (${draft.id}, ${draft.head_step}, ${kind}, ${personId}) returning id
    ), moved as (
      update draft set version = ${version}, head_step = (select id from step), updated_at = now() where id = ${draft.id}
    )`;
}

/**
 * Inserts or updates the cells of `edit` that are not gone. The base of a cell is what is published at this moment, as
 * far as the editor has seen it: a base that was seen stays with a proposal until somebody looks again, and what was seen
 * and stands no longer has the moment 0, so that the published value counts as moved.
 */
const upserted = (tx: Transaction, draft: LockedDraft, { kind, version, personId }: Act) => tx`
      insert into draft_cell (draft_id, series, period, measure, dims, value, low, high, status, confidence, source, reason,
        note, period_end, period_label, base_value, base_low, base_high, base_status, base_recorded_at, version, edited_by)
      select ${draft.id}, e.series, e.period, e.measure, e.dims, e.value, e.low, e.high, e.status, e.confidence, e.source,
        e.reason, e.note, e.period_end, e.period_label, base.base_value, base.base_low,
        base.base_high, base.base_status, base.base_recorded_at, ${version}, ${personId}
      from edit e
      left join old on old.series = e.series and old.period = e.period
      left join ${standingRow(tx, tx`e.series`, tx`e.period`)} now on true
      cross join lateral (
        select 1 as rank, old.base_value, old.base_low, old.base_high, old.base_status, old.base_recorded_at
        where old.draft_id is not null and (${kind === "stamp"} or not e.looked)
        union all select 2, now.value, now.low, now.high, now.status, now.recorded_at
        where not e.looked or (e.shown_status is null and now.status = 'W')
          or (now.value, now.low, now.high, now.status)
            is not distinct from (e.shown_value, e.shown_low, e.shown_high, e.shown_status)
        union all select 3, e.shown_value, e.shown_low, e.shown_high, e.shown_status,
          case when e.shown_status is not null then 'epoch'::timestamptz end
        order by rank limit 1
      ) base
      where not e.gone
      on conflict (draft_id, series, period) do update set value = excluded.value, low = excluded.low, high = excluded.high,
        status = excluded.status, confidence = excluded.confidence, source = excluded.source, reason = excluded.reason,
        note = excluded.note, period_end = excluded.period_end, period_label = excluded.period_label,
        base_value = excluded.base_value, base_low = excluded.base_low, base_high = excluded.base_high,
        base_status = excluded.base_status, base_recorded_at = excluded.base_recorded_at, version = excluded.version,
        edited_by = excluded.edited_by, edited_at = now()
      returning *`;

const dropped = (tx: Transaction, draft: LockedDraft) => tx`, dropped as (
      delete from draft_cell c using edit e
      where c.draft_id = ${draft.id} and c.series = e.series and c.period = e.period and e.gone returning c.series
    )`;

/** Writes edits with what they replaced, in one statement. Returns the number of the step that they belong to. */
export async function writeCells(
  tx: Transaction,
  draft: LockedDraft,
  act: Act,
  edits: readonly SoundEdit[],
): Promise<number> {
  const drops = edits.some((one) => one.content === null);
  const rows = await tx<{ id: number }[]>`
    with ${stepFor(tx, draft, act)}, edit as materialized (
      select * from json_to_recordset(${JSON.stringify(edits.map(rowOf))}::text::json) as e(series text, period date,
        measure text, dims jsonb, gone boolean, value float8, low float8, high float8, status text, confidence text,
        source text, reason text, note text, period_end date, period_label text, looked boolean, shown_value float8,
        shown_low float8, shown_high float8, shown_status text)
    ), old as materialized (
      select c.* from edit cross join ${cellAt(tx, draft.id, tx`edit`)} c
    ), written as (${upserted(tx, draft, act)}
    )${drops ? dropped(tx, draft) : tx``}, noted as (
      insert into draft_step_cell (step_id, series, period, before, after)
      select step.id, e.series, e.period, to_jsonb(old) - '{draft_id,made_by}'::text[], to_jsonb(written) - '{draft_id,made_by}'::text[]
      from step cross join edit e
      left join old on old.series = e.series and old.period = e.period
      left join written on written.series = e.series and written.period = e.period
    )
    select id::int from step`;
  const id = rows[0]?.id;
  if (id === undefined) throw new Error("a step without a number");
  return id;
}
