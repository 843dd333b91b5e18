import { z } from "zod";
import type { Database, Transaction } from "@/db/client";
import type { Viewer } from "@/lib/access/viewer";
import { auditIn } from "@/lib/audit/record-in";
import { AppError } from "@/lib/kernel/error";
import { database } from "@/lib/store/database";
import { standingRow } from "@/lib/store/standing";
import { applyEdits } from "./apply-edits";
import { CellContent, type CellEdit, type Draft } from "./draft";
import { lockDraft, lockOpenDraft } from "./lock-draft";
import { keepItem } from "./items";
import { findDraft } from "./read-draft";
import { itemsBack } from "./revert-items";

export const RevertDraft = z.strictObject({
  draft: z.number().int().positive(),
  reason: z.string().trim().min(3, "say why, in a few words").max(500),
});

type Row = {
  measure: string;
  dims: Record<string, string>;
  period: string;
  source: string;
  untouched: boolean;
  before: unknown;
};

/** Each value that a change set published, with what stood before it and whether it still stands. */
async function published(
  tx: Transaction,
  changeSetId: number,
  reason: string,
): Promise<{ edits: CellEdit[]; left: number }> {
  const rows = await tx<Row[]>`
    select series.measure, series.dims, o.period, source.key as source,
      not exists (select 1 from observation later where later.series_id = o.series_id and later.period = o.period
        and (later.known_at, later.recorded_at) > (o.known_at, o.recorded_at)) as untouched,
      case when before.status is null or before.status = 'W' then null else json_build_object('value', before.value,
        'low', before.low, 'high', before.high, 'status', before.status, 'confidence', before.confidence,
        'source', before.source, 'note', before.note, 'periodEnd', before.period_end,
        'periodLabel', before.period_label) end as before
    from release
    join observation o on o.release_id = release.id
    join series on series.id = o.series_id
    join source on source.id = o.source_id
    left join ${standingRow(tx, tx`series.code`, tx`o.period`, changeSetId)} before on true
    where release.change_set_id = ${changeSetId}
    order by series.code, o.period`;
  const edits = rows
    .filter((row) => row.untouched)
    .map(({ measure, dims, period, source, before }): CellEdit => {
      const place = { measure, dims, period };
      const content = before
        ? { ...CellContent.parse(before), reason: "correction" as const }
        : CellContent.parse({
            value: null,
            status: "W",
            source,
            reason: "correction",
            note: `Put back: ${reason}`.slice(0, 1000),
          });
      return { place, content };
    });
  return { edits, left: rows.length - edits.length };
}

async function openReverting(tx: Transaction, viewer: Viewer, draft: Draft, reason: string): Promise<number> {
  const made = await tx<{ id: number }[]>`
    insert into draft (dataset, author_id, organisation_id, reverts_id, reason)
    values (${draft.dataset}, ${viewer.personId}, ${viewer.organisationId}, ${draft.id}, ${`Puts back draft ${draft.id}: ${reason}`})
    returning id::int`;
  const id = made[0]?.id;
  if (id === undefined) throw new Error("a draft without a number");
  return id;
}

/**
 * Opens a draft that puts a published one back: each value, entity and event as it stood before, a new one withdrawn. It goes through
 * review like any other. What was published anew since is left alone. Throws conflict where nothing is left.
 */
export async function revertDraft(
  viewer: Viewer,
  given: z.infer<typeof RevertDraft>,
  db: Database = database(),
): Promise<Draft> {
  const { draft: which, reason } = RevertDraft.parse(given);
  return db.sql.begin(async (tx) => {
    await lockDraft(tx, viewer, which);
    const draft = await findDraft(tx, viewer, which);
    if (draft.state !== "published" || draft.changeSetId === null)
      throw new AppError("conflict", `This draft is ${draft.state}. Only a published draft can be put back.`);
    const [open] = await tx<{ id: number }[]>`
      select id::int from draft where reverts_id = ${which} and state in ('draft', 'in review', 'approved', 'scheduled')`;
    if (open) throw new AppError("conflict", `Draft ${open.id} is about to put this one back already.`);
    const { edits, left } = await published(tx, draft.changeSetId, reason);
    const items = await itemsBack(tx, draft.changeSetId);
    if (edits.length + items.length === 0)
      throw new AppError(
        "conflict",
        "All of this draft has been published anew since, or cannot be taken away: there is nothing to put back.",
      );
    const id = await openReverting(tx, viewer, draft, reason);
    const held = await lockOpenDraft(tx, viewer, id);
    if (edits.length > 0) {
      const applied = await applyEdits(tx, held, { edits, kind: "revert", personId: viewer.personId });
      if (applied.refused[0]) throw new AppError("invalid", `It cannot be put back: ${applied.refused[0].message}.`);
    }
    for (const item of items) await keepItem(tx, held, item, viewer.personId);
    const detail = { reverts: which, reason, values: edits.length, items: items.length, left };
    await auditIn(tx, viewer, { action: "draft.revert-opened", subject: String(id), detail });
    return findDraft(tx, viewer, id);
  });
}
