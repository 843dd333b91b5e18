import { z } from "zod";
import type { Database, Transaction } from "@/db/client";
import type { Viewer } from "@/lib/access/viewer";
import { AppError } from "@/lib/kernel/error";
import { database } from "@/lib/store/database";
import { standingRow } from "@/lib/store/standing";
import type { Published } from "@/lib/store/publish/change-set";
import { publishChangeSet } from "@/lib/store/publish/publish-change-set";
import { closeEdition } from "@/lib/studio/editions/close-edition";
import { sealSoon } from "@/lib/studio/editions/seal-edition";
import { changesOf } from "./changes-of-draft";
import { demandDraftWriter } from "./demand-draft";
import type { Draft } from "./draft";
import { noteMove } from "./draft-events";
import { applyMerges, readMerges } from "./draft-merges";
import { hasMoved } from "./has-moved";
import { holdDraft, isDue, type LockedDraft } from "./lock-draft";
import { movedItems } from "./moved-items";
import { findDraft } from "./read-draft";
import { demandStillEntitled } from "./still-entitled";
import { writeRevisions } from "./write-revisions";

export const PublishDraft = z.strictObject({
  draft: z.number().int().positive(),
  closesEdition: z.boolean().optional(),
});
export type PublishDraft = z.infer<typeof PublishDraft>;

type Order = Pick<Draft, "id" | "dataset" | "author" | "reason" | "version" | "closesEdition">;

/** A value that was published over the draft's head would be overwritten unseen. */
async function refuseMoved(tx: Transaction, draft: number, changeSetId: number): Promise<void> {
  const [moved] = await tx<{ count: number; series: string | null }[]>`
    select count(*)::int as count, min(c.series) as series
    from draft_cell c left join ${standingRow(tx, tx`c.series`, tx`c.period`, changeSetId)} before on true
    where c.draft_id = ${draft} and ${hasMoved(tx, tx`before`)}`;
  const [item] = await movedItems(tx, draft, changeSetId);
  if (item !== undefined)
    throw new AppError(
      "conflict",
      `${item} has been changed by somebody else since this draft proposed to. Nothing was published: take the draft back, look at it, and submit it again.`,
    );
  if (!moved || moved.count === 0) return;
  const what =
    moved.count === 1
      ? `A value of ${moved.series} has`
      : `${moved.count} values, of ${moved.series} among others, have`;
  throw new AppError(
    "conflict",
    `${what} been published by somebody else since this draft was edited. Nothing was published: take the draft back, look at both values, and submit it again.`,
  );
}

/**
 * Whether the draft is still what was to be published: since the order was read it may have been edited, and while the
 * clock's own publication waited for its turn, taken off the calendar or planned for later.
 */
function mayGoOut(draft: LockedDraft, order: Order, by: Viewer | null): boolean {
  if (draft.version !== order.version) return false;
  return by === null ? isDue(draft) : draft.state === "approved" || draft.state === "scheduled";
}

/** What is written in the same transaction as the draft's values. */
async function settle(tx: Transaction, order: Order, by: Viewer | null, published: Published): Promise<void> {
  const draft = await holdDraft(tx, order.id);
  const { changeSetId } = published;
  if (changeSetId === null) throw new Error("a publication without a change set");
  if (!mayGoOut(draft, order, by))
    throw new AppError("conflict", `This draft is ${draft.state} by now. Nothing was published.`);
  if (by === null) await demandStillEntitled(tx, draft);
  await refuseMoved(tx, draft.id, changeSetId);
  await applyMerges(tx, await readMerges(tx, draft.id), changeSetId, { by, draft: draft.id });
  await writeRevisions(tx, { draft: draft.id, dataset: draft.dataset, changeSetId });
  await tx`
    update draft set state = 'published', change_set_id = ${changeSetId}, closes_edition = ${order.closesEdition},
      trouble = null, updated_at = now()
    where id = ${draft.id}`;
  await noteMove(tx, { draft, by, to: "published", note: order.reason });
  if (draft.reverts_id !== null) await markReverted(tx, draft.reverts_id, draft.id, by);
  if (order.closesEdition)
    for (const { dataset, number } of published.releases)
      await closeEdition(tx, {
        dataset,
        release: number,
        changeSetId,
        closedBy: by?.name ?? order.author,
        note: order.reason,
      });
}

async function markReverted(tx: Transaction, reverted: number, byDraft: number, by: Viewer | null): Promise<void> {
  const draft = await holdDraft(tx, reverted);
  if (draft.state !== "published") return;
  await tx`update draft set state = 'reverted', updated_at = now() where id = ${reverted}`;
  await noteMove(tx, { draft, by, to: "reverted", note: `Put back by draft ${byDraft}` });
}

/** A draft of which nothing is new by now is settled without a publication. */
async function settleNothing(db: Database, order: Order, by: Viewer | null): Promise<void> {
  await db.sql.begin(async (tx) => {
    const draft = await holdDraft(tx, order.id);
    if (!mayGoOut(draft, order, by)) return;
    await tx`update draft set state = 'discarded', updated_at = now() where id = ${order.id}`;
    await noteMove(tx, { draft, by, to: "discarded", note: "All of it stood already: there was nothing to publish." });
  });
}

/**
 * Publishes an approved or scheduled draft in one transaction: values, revisions, its state, the audit and, where asked
 * for, the edition are all there, or none is. `by` is null where the clock does it. Throws invalid and conflict.
 */
export async function publishOrder(db: Database, order: Order, by: Viewer | null): Promise<Published> {
  const changes = await changesOf(db.sql, order);
  const merges = await readMerges(db.sql, order.id);
  const published = await publishChangeSet(db, changes, (tx, done) => settle(tx, order, by, done), merges.length > 0);
  if (published.changeSetId === null) await settleNothing(db, order, by);
  return published;
}

/** Publishes an approved draft now. Returns it as it is then. Throws forbidden, conflict, invalid. */
export async function publishDraft(viewer: Viewer, given: PublishDraft, db: Database = database()): Promise<Draft> {
  const { draft: id, closesEdition } = PublishDraft.parse(given);
  const draft = await findDraft(db.sql, viewer, id);
  demandDraftWriter(viewer, draft.dataset);
  if (draft.state !== "approved" && draft.state !== "scheduled")
    throw new AppError("conflict", `This draft is ${draft.state}. Only an approved draft is published.`);
  const order = { ...draft, closesEdition: closesEdition ?? draft.closesEdition };
  await publishOrder(db, order, viewer);
  if (order.closesEdition) await sealSoon(db, draft.dataset);
  return findDraft(db.sql, viewer, id);
}
