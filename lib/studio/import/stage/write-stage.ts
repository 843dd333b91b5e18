import type { Transaction } from "@/db/client";
import type { LockedDraft } from "@/lib/studio/drafts/lock-draft";
import { comparedValues, reasonOf, standsAlready } from "./compare";

type Import = { step: number; version: number; personId: string };

/** Changes the cells that the draft has already, with what they were before; the base that was seen stays with each. */
async function change(tx: Transaction, draft: LockedDraft, { step, version, personId }: Import): Promise<number> {
  // What the planner knows of a draft may be of before it was filled: joins that go row by row are no risk to take.
  await tx`set local enable_nestloop = off`;
  const [row] = await tx<{ good: number }[]>`
    with changes as materialized (
      select v.*, ${reasonOf(tx)} as why from ${comparedValues(tx, draft.id)}
      where old.draft_id is not null and not ${standsAlready(tx)}
    ), old as materialized (
      select c.* from changes v join draft_cell c on c.draft_id = ${draft.id} and c.series = v.series and c.period = v.period
    ), written as (
      update draft_cell c set value = v.value, low = v.low, high = v.high, status = v.status, confidence = v.confidence,
        source = v.source, reason = v.why, note = v.note, period_end = v.period_end, period_label = v.period_label,
        version = ${version}, edited_by = ${personId}, edited_at = now()
      from changes v where c.draft_id = ${draft.id} and c.series = v.series and c.period = v.period
      returning c.*
    ), noted as (
      insert into draft_step_cell (step_id, series, period, before, after)
      select ${step}, old.series, old.period, to_jsonb(old) - '{draft_id,made_by}'::text[], to_jsonb(written) - '{draft_id,made_by}'::text[]
      from old join written on written.series = old.series and written.period = old.period
    )
    select count(*)::int as good from written`;
  await tx`set local enable_nestloop = on`;
  return row?.good ?? 0;
}

/**
 * Makes cells where the draft has none, meant against what is published at this moment. The cell is its own step, for as
 * long as nobody changes it.
 */
async function make(tx: Transaction, draft: LockedDraft, { step, version, personId }: Import, fresh: boolean) {
  const { count } = await tx`
    insert into draft_cell (draft_id, series, period, measure, dims, value, low, high, status, confidence, source, reason,
      note, period_end, period_label, base_value, base_low, base_high, base_status, base_recorded_at, version, edited_by, made_by)
    select ${draft.id}, v.series, v.period, v.measure, v.dims, v.value, v.low, v.high, v.status, v.confidence, v.source,
      ${reasonOf(tx)}, v.note, v.period_end, v.period_label, now.value, now.low, now.high, now.status, now.recorded_at,
      ${version}, ${personId}, ${step}
    from ${comparedValues(tx, fresh ? null : draft.id)}
    where old.draft_id is null and not ${standsAlready(tx)}
    order by v.series, v.period`;
  return count;
}

/**
 * Puts what is staged and says something new into a draft that this transaction holds, as one step that can be undone.
 * Returns how many values that are; where it is none, the draft is as it was but for a step that did nothing.
 */
export async function writeStage(tx: Transaction, draft: LockedDraft, personId: string): Promise<number> {
  const [step] = await tx<{ id: number; cells: number }[]>`
    insert into draft_step (draft_id, parent_id, kind, person_id)
    values (${draft.id}, ${draft.head_step}, 'import', ${personId})
    returning id::int, (select coalesce(sum(cells), 0)::int from draft_tally where draft_id = ${draft.id}) as cells`;
  if (!step) throw new Error("a step without a number");
  const version = draft.version + 1;
  const given = { step: step.id, version, personId };
  const fresh = step.cells === 0;
  const good = (fresh ? 0 : await change(tx, draft, given)) + (await make(tx, draft, given, fresh));
  await tx`update draft set version = ${version}, head_step = ${step.id}, updated_at = now() where id = ${draft.id}`;
  return good;
}
