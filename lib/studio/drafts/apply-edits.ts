import type { Transaction } from "@/db/client";
import { datasetOf } from "@/lib/datasets/registry";
import { standingRow } from "@/lib/store/standing";
import { cellsAt, type Place, rowOf } from "./cell-rows";
import type { CellContent, DraftCell, Refused, StepKind } from "./draft";
import { knownEntities } from "./known-entities";
import type { LockedDraft } from "./lock-draft";
import { type SoundEdit, sortEdits } from "./sort-edits";

/** What edits did: the places that changed, those where nothing is proposed any more, and what was not taken. */
export type Applied = { changed: Place[]; removed: Place[]; refused: Refused[]; version: number };

const BATCH = 5000;

const contentOf = ({
  value,
  low,
  high,
  status,
  confidence,
  source,
  reason,
  note,
  periodEnd,
  periodLabel,
}: CellContent) => JSON.stringify([value, low, high, status, confidence, source, reason, note, periodEnd, periodLabel]);

const saysTheSame = (cell: DraftCell | undefined, content: CellContent | null): boolean =>
  cell === undefined ? content === null : content !== null && contentOf(cell) === contentOf(content);

/** Parts a batch into what is to be written and what another hand has changed meanwhile; what says nothing new is neither. */
async function against(tx: Transaction, draft: number, batch: readonly SoundEdit[]) {
  const places = batch.map(({ series, place }) => ({ series, period: place.period }));
  const standing = new Map((await cellsAt(tx, draft, places)).map((cell) => [`${cell.series} ${cell.period}`, cell]));
  const wanted: SoundEdit[] = [];
  const refused: Refused[] = [];
  for (const edit of batch) {
    const cell = standing.get(`${edit.series} ${edit.place.period}`);
    if (saysTheSame(cell, edit.content)) continue;
    if (edit.expects === null || edit.expects === (cell?.version ?? 0)) wanted.push(edit);
    else
      refused.push({
        series: edit.series,
        period: edit.place.period,
        code: "conflict",
        field: null,
        message: "This cell was changed elsewhere meanwhile. Both values are kept here; choose one.",
        mine: edit.content,
        theirs: cell ?? null,
      });
  }
  return { wanted, refused };
}

/**
 * Writes a batch with what it replaced. The base of a cell is what is published at this moment, as far as the editor has
 * seen it: a base that was seen stays with a proposal until somebody looks again, and what was seen and stands no longer
 * has the moment 0, so that the published value counts as moved.
 */
async function write(
  tx: Transaction,
  draft: LockedDraft,
  step: { id: number; kind: StepKind },
  version: number,
  personId: string,
  batch: readonly SoundEdit[],
) {
  const rows = JSON.stringify(batch.map(rowOf));
  await tx`
    with edit as materialized (
      select * from json_to_recordset(${rows}::text::json) as e(series text, period date, measure text, dims jsonb, gone boolean,
        value float8, low float8, high float8, status text, confidence text, source text, reason text, note text,
        period_end date, period_label text, looked boolean, shown_value float8, shown_low float8, shown_high float8,
        shown_status text)
    ), old as materialized (
      select c.* from draft_cell c join edit e on e.series = c.series and e.period = c.period where c.draft_id = ${draft.id}
    ), written as (
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
        where old.draft_id is not null and (${step.kind === "stamp"} or not e.looked)
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
      returning *
    ), dropped as (
      delete from draft_cell c using edit e
      where c.draft_id = ${draft.id} and c.series = e.series and c.period = e.period and e.gone returning c.series
    )
    insert into draft_step_cell (step_id, series, period, before, after)
    select ${step.id}, e.series, e.period, to_jsonb(old) - 'draft_id', to_jsonb(written) - 'draft_id'
    from edit e
    left join old on old.series = e.series and old.period = e.period
    left join written on written.series = e.series and written.period = e.period`;
}

async function openStep(tx: Transaction, draft: LockedDraft, kind: StepKind, personId: string): Promise<number> {
  const rows = await tx<{ id: number }[]>`
    insert into draft_step (draft_id, parent_id, kind, person_id)
    values (${draft.id}, ${draft.head_step}, ${kind}, ${personId}) returning id::int`;
  const id = rows[0]?.id;
  if (id === undefined) throw new Error("a step without a number");
  return id;
}

/**
 * Takes edits into a draft that this transaction holds, as one step that can be undone. Each edit stands for itself:
 * what the definition does not allow and what somebody else has changed meanwhile is refused, the rest is kept.
 */
export async function applyEdits(
  tx: Transaction,
  draft: LockedDraft,
  given: {
    edits: readonly unknown[];
    kind: StepKind;
    personId: string;
    /** Told before each stretch how many edits are done; where it throws, the transaction comes to nothing. */
    onBatch?: (done: number) => void;
  },
): Promise<Applied> {
  const dataset = datasetOf(draft.dataset);
  const exists = await knownEntities(tx, draft, dataset, given.edits);
  const { sound, refused } = await sortEdits(dataset, given.edits, exists);
  const version = draft.version + 1;
  const done: Applied = { changed: [], removed: [], refused, version: draft.version };
  let step: number | null = null;
  for (let at = 0; at < sound.length; at += BATCH) {
    given.onBatch?.(at);
    const { wanted, refused: late } = await against(tx, draft.id, sound.slice(at, at + BATCH));
    refused.push(...late);
    if (wanted.length === 0) continue;
    step ??= await openStep(tx, draft, given.kind, given.personId);
    await write(tx, draft, { id: step, kind: given.kind }, version, given.personId, wanted);
    for (const { series, place, content } of wanted)
      (content === null ? done.removed : done.changed).push({ series, period: place.period });
  }
  if (step !== null) {
    await tx`update draft set version = ${version}, head_step = ${step}, updated_at = now() where id = ${draft.id}`;
    done.version = version;
    draft.version = version;
    draft.head_step = step;
  }
  return done;
}
