import { z } from "zod";
import type { Database, Transaction } from "@/db/client";
import type { Viewer } from "@/lib/access/viewer";
import { auditIn } from "@/lib/audit/record-in";
import { AppError } from "@/lib/kernel/error";
import { database } from "@/lib/store/database";
import { applyEdits } from "./apply-edits";
import { cellColumns } from "./cell-rows";
import { CellContent, type CellEdit, type Draft, type DraftCell } from "./draft";
import { noteMove } from "./draft-events";
import { type LockedDraft, lockDraft, lockOpenDraft } from "./lock-draft";
import { standingDraft } from "./open-draft";
import { findDraft } from "./read-draft";

export const RestoreDraft = z.strictObject({
  draft: z.number().int().positive(),
  /** Where another draft of the same dataset is open: `open` puts what this one holds into that. */
  into: z.enum(["itself", "open"]).default("itself"),
});

/** The draft that holds it all now. `left` counts values that it had already, and kept. */
export type Restored = { draft: Draft; left: number };

/** The edit that proposes a cell again, meant against what was published when it was edited. */
function editOf({ measure, dims, period, base, ...cell }: DraftCell): CellEdit {
  const { value, low, high, status, confidence, source, reason, note, periodEnd, periodLabel } = cell;
  const said = { value, low, high, status, confidence, source, reason, note, periodEnd, periodLabel };
  const shown = base && { value: base.value, low: base.low, high: base.high, status: base.status };
  return { place: { measure, dims, period }, content: CellContent.parse(said), expects: 0, shown };
}

/** Puts what a discarded draft holds into an open one, which keeps what it has already. */
async function putInto(tx: Transaction, viewer: Viewer, from: number, open: number): Promise<Restored> {
  const held = await lockOpenDraft(tx, viewer, open);
  await tx`
    insert into draft_source select (jsonb_populate_record(null::draft_source,
      to_jsonb(s) || jsonb_build_object('draft_id', ${open}::bigint))).*
    from draft_source s where s.draft_id = ${from} on conflict do nothing`;
  await tx`
    insert into draft_item select (jsonb_populate_record(null::draft_item,
      to_jsonb(i) || jsonb_build_object('draft_id', ${open}::bigint))).*
    from draft_item i where i.draft_id = ${from} on conflict do nothing`;
  const cells = await tx<DraftCell[]>`
    select ${cellColumns(tx)} from draft_cell c join person editor on editor.id = c.edited_by
    where c.draft_id = ${from} order by c.series, c.period`;
  const edits = cells.map(editOf);
  const { refused, changed } = await applyEdits(tx, held, { edits, kind: "restore", personId: viewer.personId });
  await tx`update draft set version = version + 1, updated_at = now() where id = ${open}`;
  const detail = { from, values: changed.length, left: refused.length };
  await auditIn(tx, viewer, { action: "draft.restored-into", subject: String(open), detail });
  return { draft: await findDraft(tx, viewer, open), left: refused.length };
}

/** A draft that puts another back is restored only while that one still stands and nobody else is at it. */
async function refuseRevert(tx: Transaction, held: LockedDraft): Promise<void> {
  if (held.reverts_id === null) return;
  const [reverted] = await tx<{ state: string; other: number | null }[]>`
    select d.state, (select r.id::int from draft r where r.reverts_id = d.id
      and r.state in ('draft', 'in review', 'approved', 'scheduled') limit 1) as other
    from draft d where d.id = ${held.reverts_id}`;
  if (reverted?.state !== "published")
    throw new AppError("conflict", `Draft ${held.reverts_id} was put back meanwhile, which is what this one was for.`);
  if (reverted.other !== null)
    throw new AppError("conflict", `Draft ${reverted.other} is about to put draft ${held.reverts_id} back already.`);
}

function refuseUnfit(held: LockedDraft, viewer: Viewer, restorableUntil: string | null): void {
  if (held.author_id !== viewer.personId) throw new AppError("forbidden", "Only its author can restore a draft.");
  if (held.state !== "discarded")
    throw new AppError("conflict", `This draft is ${held.state} by now: only a discarded one is restored.`);
  if (restorableUntil === null)
    throw new AppError("conflict", "This draft was discarded more than 30 days ago, and what it held is deleted.");
}

/**
 * Takes a discarded draft back into work, within thirty days; where its author has opened another one of the dataset
 * since, what it held goes into that, if they say so. Throws forbidden, not_found, and conflict where it is too late or
 * another draft is open.
 */
export async function restoreDraft(
  viewer: Viewer,
  given: z.input<typeof RestoreDraft>,
  db: Database = database(),
): Promise<Restored> {
  const { draft: id, into } = RestoreDraft.parse(given);
  return db.sql.begin(async (tx) => {
    const { dataset } = await findDraft(tx, viewer, id);
    const open = await standingDraft(tx, viewer, dataset);
    const held = await lockDraft(tx, viewer, id);
    refuseUnfit(held, viewer, (await findDraft(tx, viewer, id)).restorableUntil);
    await refuseRevert(tx, held);
    if (open !== null && held.reverts_id === null) {
      if (into === "open") return putInto(tx, viewer, id, open);
      throw new AppError(
        "conflict",
        `Your draft ${open} of the same dataset is open. Put what this one held into that, or submit or discard that first. Nothing was changed.`,
      );
    }
    await tx`update draft set state = 'draft', updated_at = now() where id = ${id}`;
    await noteMove(tx, { draft: held, by: viewer, to: "draft" });
    return { draft: await findDraft(tx, viewer, id), left: 0 };
  });
}
