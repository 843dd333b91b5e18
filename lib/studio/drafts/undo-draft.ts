import { z } from "zod";
import type { Database, Transaction } from "@/db/client";
import type { Viewer } from "@/lib/access/viewer";
import { AppError } from "@/lib/kernel/error";
import { database } from "@/lib/store/database";
import type { Place } from "./cell-rows";
import type { EditOutcome } from "./draft";
import { outcomeOf } from "./edit-draft";
import { type LockedDraft, lockOpenDraft } from "./lock-draft";

export const WhichDraft = z.strictObject({ draft: z.number().int().positive() });
export type WhichDraft = z.infer<typeof WhichDraft>;

/**
 * Puts the cells of a step into the state before or after it. What an import made where nothing was is written down as
 * its step when it is deleted.
 */
async function put(
  tx: Transaction,
  draft: LockedDraft,
  step: number,
  side: "before" | "after",
): Promise<(Place & { gone: boolean })[]> {
  const version = draft.version + 1;
  const state = side === "before" ? tx`s.before` : tx`s.after`;
  await tx`
    delete from draft_cell c using draft_touch s
    where s.step_id = ${step} and c.draft_id = ${draft.id} and c.series = s.series and c.period = s.period`;
  await tx`
    insert into draft_cell
    select (jsonb_populate_record(null::draft_cell,
      ${state} || jsonb_build_object('draft_id', ${draft.id}::bigint, 'version', ${version}::int, 'edited_at', now()))).*
    from draft_step_cell s where s.step_id = ${step} and ${state} is not null`;
  return tx<(Place & { gone: boolean })[]>`
    select s.series, s.period, ${state} is null as gone from draft_step_cell s where s.step_id = ${step}`;
}

async function step(viewer: Viewer, given: WhichDraft, db: Database, way: "undo" | "redo"): Promise<EditOutcome> {
  const { draft: id } = WhichDraft.parse(given);
  return db.sql.begin(async (tx) => {
    const draft = await lockOpenDraft(tx, viewer, id);
    const rows = await tx<{ id: number; parent_id: number | null }[]>`
      select id::int, parent_id::int from draft_step
      where draft_id = ${id} and ${way === "undo" ? tx`id = ${draft.head_step}` : tx`parent_id is not distinct from ${draft.head_step}::bigint`}
      order by id desc limit 1`;
    const target = rows[0];
    if (!target) throw new AppError("conflict", `There is nothing to ${way} in this draft.`);
    const places = await put(tx, draft, target.id, way === "undo" ? "before" : "after");
    await tx`
      update draft set version = version + 1, head_step = ${way === "undo" ? target.parent_id : target.id}, updated_at = now()
      where id = ${id}`;
    const changed = places.filter((one) => !one.gone);
    const removed = places.filter((one) => one.gone);
    return outcomeOf(tx, viewer, id, { changed, removed, refused: [], version: draft.version + 1 });
  });
}

/** Takes back the newest step of the viewer's open draft, in whatever session it was made. Throws conflict where there is none. */
export const undoDraft = (viewer: Viewer, given: WhichDraft, db: Database = database()): Promise<EditOutcome> =>
  step(viewer, given, db, "undo");

/** Does again what was undone last. Throws conflict where nothing was, or something else was done since. */
export const redoDraft = (viewer: Viewer, given: WhichDraft, db: Database = database()): Promise<EditOutcome> =>
  step(viewer, given, db, "redo");
