import type { Database, Queryable } from "@/db/client";
import type { Viewer } from "@/lib/access/viewer";
import { auditIn } from "@/lib/audit/record-in";
import { database } from "@/lib/store/database";
import type { DraftState } from "./draft";
import { findDraft } from "./read-draft";

export type DraftEvent = { at: string; by: string | null; from: DraftState; to: DraftState; note: string | null };

type Move = {
  draft: { id: number; dataset: string; state: DraftState; organisation_id: number };
  by: Viewer | null;
  to: DraftState;
  note?: string | null | undefined;
};

/** What the audit calls it that a draft goes from one state to another. */
function verbOf(from: DraftState, to: DraftState): string {
  if (to === "draft") return from === "discarded" ? "restored" : "reopened";
  return to === "in review" ? "submitted" : to;
}

/** Notes that a draft goes from one state to another, in its own timeline and in the audit. */
export async function noteMove(tx: Queryable, { draft, by, to, note }: Move): Promise<void> {
  await tx`
    insert into draft_event (draft_id, person_id, from_state, to_state, note)
    values (${draft.id}, ${by?.personId ?? null}, ${draft.state}, ${to}, ${note ?? null})`;
  await auditIn(tx, by, {
    action: `draft.${verbOf(draft.state, to)}`,
    organisationId: draft.organisation_id,
    subject: String(draft.id),
    detail: { dataset: draft.dataset, from: draft.state, ...(note ? { note } : {}) },
  });
}

/** How a draft came to where it is, oldest first; by nobody where the clock did it. Throws forbidden and not_found. */
export async function readDraftEvents(viewer: Viewer, id: number, db: Database = database()): Promise<DraftEvent[]> {
  await findDraft(db.sql, viewer, id);
  return db.sql<DraftEvent[]>`
    select to_char(e.at, 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as at, p.name as by, e.from_state as from, e.to_state as to, e.note
    from draft_event e left join person p on p.id = e.person_id
    where e.draft_id = ${id} order by e.id`;
}
