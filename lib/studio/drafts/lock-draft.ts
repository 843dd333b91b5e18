import type { Transaction } from "@/db/client";
import type { Viewer } from "@/lib/access/viewer";
import { AppError } from "@/lib/kernel/error";
import { demandDraftWriter } from "./demand-draft";
import type { DraftState } from "./draft";

/** A draft's row while this transaction holds it. */
export type LockedDraft = {
  id: number;
  dataset: string;
  author_id: string;
  organisation_id: number;
  state: DraftState;
  reason: string;
  version: number;
  head_step: number | null;
  closes_edition: boolean;
  reverts_id: number | null;
  publish_at: string | null;
  /** Whether its planned moment has come, by the clock of the database that keeps it. */
  come: boolean;
};

/** Whether the draft is planned and its moment has come. */
export const isDue = ({ state, come }: LockedDraft): boolean => state === "scheduled" && come;

/** Holds a draft until the transaction ends, so that two acts on it come one after the other. Throws not_found. */
export async function holdDraft(tx: Transaction, id: number): Promise<LockedDraft> {
  const rows = await tx<LockedDraft[]>`
    select id::int, dataset, author_id, organisation_id::int, state, reason, version, head_step::int, closes_edition,
      reverts_id::int, to_char(publish_at, 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as publish_at,
      coalesce(publish_at <= clock_timestamp(), false) as come
    from draft where id = ${id} for update`;
  if (!rows[0]) throw new AppError("not_found", `There is no draft ${id}.`);
  return rows[0];
}

/** Holds a draft that the viewer may act on. Throws not_found for another organisation's, and forbidden. */
export async function lockDraft(tx: Transaction, viewer: Viewer, id: number): Promise<LockedDraft> {
  const held = await holdDraft(tx, id);
  if (held.organisation_id !== viewer.organisationId) throw new AppError("not_found", `There is no draft ${id}.`);
  demandDraftWriter(viewer, held.dataset);
  return held;
}

/** Holds a draft whose contents the viewer may change: their own, and open. Throws forbidden and conflict besides. */
export async function lockOpenDraft(tx: Transaction, viewer: Viewer, id: number): Promise<LockedDraft> {
  const held = await lockDraft(tx, viewer, id);
  if (held.author_id !== viewer.personId)
    throw new AppError("forbidden", "Only its author edits a draft. You can comment on it, or send it back.");
  if (held.state !== "draft")
    throw new AppError(
      "conflict",
      `This draft is ${held.state} and no longer edited. ${held.state === "in review" ? "Take it back from review first." : "Open a new one."}`,
    );
  return held;
}
