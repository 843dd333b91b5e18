import type { Database } from "@/db/client";
import { AppError } from "@/lib/kernel/error";
import { noteMove } from "./draft-events";
import { holdDraft, isDue } from "./lock-draft";
import { publishOrder } from "./publish-draft";
import { stillWorks } from "./still-entitled";
import { sealSoon } from "../editions/seal-edition";

type Due = {
  id: number;
  dataset: string;
  author: string;
  email: string;
  reason: string;
  version: number;
  closesEdition: boolean;
  organisationId: number;
};

/** How a planned publication went; `trouble` is why it did not happen, `email` its author's who may be told that. */
export type DueOutcome = { draft: number; dataset: string; email: string | null; trouble: string | null };

async function due(db: Database, only: number | null): Promise<Due[]> {
  return db.sql<Due[]>`
    select d.id::int, d.dataset, p.name as author, p.email, d.reason, d.version, d.closes_edition as "closesEdition",
      d.organisation_id::int as "organisationId"
    from draft d join person p on p.id = d.author_id
    where d.state = 'scheduled' and d.publish_at <= now()
      and (${only === null} or d.id = ${only ?? 0})
    order by d.publish_at, d.id`;
}

/**
 * A draft that could not be published waits, approved, with the reason for its people. False where it is not due any
 * longer: another worker was faster, or somebody has planned it anew or taken it off the calendar.
 */
async function stop(db: Database, id: number, trouble: string): Promise<boolean> {
  return db.sql.begin(async (tx) => {
    const draft = await holdDraft(tx, id);
    if (!isDue(draft)) return false;
    await tx`
      update draft set state = 'approved', trouble = ${trouble}, publish_at = null, publish_zone = null, updated_at = now()
      where id = ${id}`;
    await noteMove(tx, { draft, by: null, to: "approved", note: `Not published as planned: ${trouble}` });
    return true;
  });
}

/**
 * Publishes every draft whose moment has come, or one of them. What a person has to look at stops that draft alone, and
 * the reason is kept with it; a defect is thrown, so that it is tried again.
 */
export async function publishDue(db: Database, only: number | null = null): Promise<DueOutcome[]> {
  const outcomes: DueOutcome[] = [];
  for (const { email: written, organisationId, ...order } of await due(db, only)) {
    const email = (await stillWorks(db.sql, written, organisationId)) ? written : null;
    const outcome = { draft: order.id, dataset: order.dataset, email };
    try {
      await publishOrder(db, order, null);
      if (order.closesEdition) await sealSoon(db, order.dataset);
      outcomes.push({ ...outcome, trouble: null });
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      if (await stop(db, order.id, error.message)) outcomes.push({ ...outcome, trouble: error.message });
    }
  }
  return outcomes;
}
