import { z } from "zod";
import type { Database, Transaction } from "@/db/client";
import type { Viewer } from "@/lib/access/viewer";
import { AppError } from "@/lib/kernel/error";
import { database } from "@/lib/store/database";
import { refuseUnanswered, refuseUnfit } from "./check-draft";
import { demandDraftWriter } from "./demand-draft";
import type { Draft, DraftState } from "./draft";
import { noteMove } from "./draft-events";
import { type LockedDraft, lockDraft } from "./lock-draft";
import { findDraft } from "./read-draft";
import { isWaived } from "./waiver";

const id = z.number().int().positive();
const Words = z.string().trim().min(3, "say why, in a few words").max(1000);
const Which = z.strictObject({ draft: id });

const authorOnly = (draft: LockedDraft, viewer: Viewer, what: string): void => {
  if (draft.author_id !== viewer.personId) throw new AppError("forbidden", `Only its author can ${what} a draft.`);
};

const inState = (draft: LockedDraft, states: readonly DraftState[], what: string): void => {
  if (!states.includes(draft.state))
    throw new AppError("conflict", `This draft is ${draft.state} by now, so it cannot be ${what}. Look again.`);
};

/** Moves a draft on within one transaction; `admit` throws where it may not go. */
async function move(
  viewer: Viewer,
  db: Database,
  which: number,
  to: DraftState,
  note: string | null,
  admit: (draft: LockedDraft, tx: Transaction) => Promise<void> | void,
): Promise<Draft> {
  return db.sql.begin(async (tx) => {
    const draft = await lockDraft(tx, viewer, which);
    await admit(draft, tx);
    await tx`
      update draft set state = ${to}, trouble = null, publish_at = null, publish_zone = null, updated_at = now()
      where id = ${which}`;
    await noteMove(tx, { draft, by: viewer, to, note });
    return findDraft(tx, viewer, which);
  });
}

export const SubmitDraft = z.strictObject({ draft: id, reason: Words });

/** Gives a draft to review, with the reason under which it would be published. Throws invalid where a check forbids it. */
export async function submitDraft(
  viewer: Viewer,
  given: z.infer<typeof SubmitDraft>,
  db: Database = database(),
): Promise<Draft> {
  const { draft: which, reason } = SubmitDraft.parse(given);
  const draft = await findDraft(db.sql, viewer, which);
  demandDraftWriter(viewer, draft.dataset);
  await refuseUnfit(db, { ...draft, reason });
  return move(viewer, db, which, "in review", reason, async (held, tx) => {
    authorOnly(held, viewer, "submit");
    inState(held, ["draft"], "submitted");
    if (held.version !== draft.version)
      throw new AppError("conflict", "The draft was edited while it was being checked. Submit it again.");
    await tx`update draft set reason = ${reason} where id = ${which}`;
  });
}

/** Takes a draft back from review, or after approval, to go on editing it. For its author. */
export async function withdrawFromReview(
  viewer: Viewer,
  given: z.infer<typeof Which>,
  db: Database = database(),
): Promise<Draft> {
  const { draft } = Which.parse(given);
  return move(viewer, db, draft, "draft", null, (held) => {
    authorOnly(held, viewer, "take back");
    inState(held, ["in review", "approved", "scheduled"], "taken back");
  });
}

export const SendBack = z.strictObject({ draft: id, note: Words });

/** Gives a draft back to its author with a word of what is to be done. */
export async function sendBackDraft(
  viewer: Viewer,
  given: z.infer<typeof SendBack>,
  db: Database = database(),
): Promise<Draft> {
  const { draft, note } = SendBack.parse(given);
  return move(viewer, db, draft, "draft", note, (held) =>
    inState(held, ["in review", "approved", "scheduled"], "sent back"),
  );
}

/** `version` is the one that the approver had before their eyes: of another one nothing has been looked at. */
export const ApproveDraft = z.strictObject({
  draft: id,
  note: z.string().trim().max(1000).optional(),
  version: z.number().int().min(0).optional(),
});

function refuseUnseen(version: number, seen: number | undefined): void {
  if (seen !== undefined && version !== seen)
    throw new AppError("conflict", "The draft was changed since you looked at it. Look again before you approve it.");
}

/** Why the viewer may not approve a draft; null where they may. */
export async function approvalRefused(
  sql: Database["sql"] | Transaction,
  viewer: Viewer,
  draft: { author_id: string; organisation_id: number; dataset: string },
): Promise<string | null> {
  if (draft.author_id !== viewer.personId) return null;
  if (await isWaived(sql, draft.organisation_id, draft.dataset)) return null;
  return "An author does not approve their own draft: a second person has to look at it.";
}

/**
 * Approves a draft in review, once all that the checks ask about it is answered. Never by its author, unless an admin has waived that for the dataset. */
export async function approveDraft(
  viewer: Viewer,
  given: z.infer<typeof ApproveDraft>,
  db: Database = database(),
): Promise<Draft> {
  const { draft: which, note, version } = ApproveDraft.parse(given);
  const draft = await findDraft(db.sql, viewer, which);
  refuseUnseen(draft.version, version);
  if (draft.state === "in review") {
    await refuseUnfit(db, draft);
    await refuseUnanswered(db, draft);
  }
  return move(viewer, db, which, "approved", note || null, async (held, tx) => {
    inState(held, ["in review"], "approved");
    refuseUnseen(held.version, version ?? draft.version);
    const refused = await approvalRefused(tx, viewer, held);
    if (refused) throw new AppError("forbidden", refused);
  });
}

/** Puts an open draft away. For its author, who can restore it for thirty days; then its contents are deleted. */
export async function discardDraft(
  viewer: Viewer,
  given: z.infer<typeof Which>,
  db: Database = database(),
): Promise<Draft> {
  const { draft } = Which.parse(given);
  return move(viewer, db, draft, "discarded", null, (held) => {
    authorOnly(held, viewer, "discard");
    inState(held, ["draft"], "discarded");
  });
}

/** Takes a planned publication off the calendar; the draft stays approved. */
export async function unscheduleDraft(
  viewer: Viewer,
  given: z.infer<typeof Which>,
  db: Database = database(),
): Promise<Draft> {
  const { draft } = Which.parse(given);
  return move(viewer, db, draft, "approved", null, (held) => inState(held, ["scheduled"], "taken off the calendar"));
}
