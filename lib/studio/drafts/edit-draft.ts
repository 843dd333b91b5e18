import { z } from "zod";
import type { Database, Transaction } from "@/db/client";
import type { Viewer } from "@/lib/access/viewer";
import { AppError } from "@/lib/kernel/error";
import { database } from "@/lib/store/database";
import { applyEdits, type Applied } from "./apply-edits";
import { cellsAt } from "./cell-rows";
import { CATALOGUE, type CellEdit, type EditOutcome, StepKind } from "./draft";
import { withoutHiddenSources } from "./hidden-sources";
import { lockOpenDraft } from "./lock-draft";
import { findDraft } from "./read-draft";
import { rivalsOf } from "./rivals";

const MOST_EDITS = 200_000;
const MOST_TOLD = 5000;

export const EditDraft = z.strictObject({
  draft: z.number().int().positive(),
  edits: z.array(z.unknown()).min(1, "there is nothing to change").max(MOST_EDITS, "that is too much at once"),
  kind: StepKind.default("edit"),
});
export type EditDraft = { draft: number; edits: readonly CellEdit[]; kind?: StepKind };

/** What an act did, as it is told: the cells as they are now, at most five thousand of them, and rivals of them. */
export async function outcomeOf(tx: Transaction, viewer: Viewer, id: number, applied: Applied): Promise<EditOutcome> {
  const told = applied.changed.slice(0, MOST_TOLD);
  const places = [...told, ...applied.refused.filter((one) => one.series !== "" && one.period !== "")];
  // Asked one behind the other, without waiting in between.
  const [draft, cells, rivals] = await Promise.all([
    findDraft(tx, viewer, id),
    cellsAt(tx, id, told),
    rivalsOf(tx, id, places),
  ]);
  return { draft, cells, removed: applied.removed.slice(0, MOST_TOLD), refused: applied.refused, rivals };
}

/**
 * Changes cells of the viewer's open draft. Each edit stands for itself: sound ones are kept as one step, the others
 * come back with the reason. Throws forbidden, not_found and conflict where the draft is not theirs or not open.
 */
export async function editDraft(viewer: Viewer, given: EditDraft, db: Database = database()): Promise<EditOutcome> {
  const { draft: id, edits, kind } = EditDraft.parse(given);
  return db.sql.begin(async (tx) => {
    const draft = await lockOpenDraft(tx, viewer, id);
    if (draft.dataset === CATALOGUE) throw new AppError("invalid", "A draft of the catalogue has no values.");
    const { open, refused } = await withoutHiddenSources(tx, viewer, id, edits);
    const applied = await applyEdits(tx, draft, { edits: open, kind, personId: viewer.personId });
    return outcomeOf(tx, viewer, id, { ...applied, refused: [...refused, ...applied.refused] });
  });
}
