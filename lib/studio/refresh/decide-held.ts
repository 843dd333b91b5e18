import { z } from "zod";
import type { Database, Queryable } from "@/db/client";
import { demandAnalyst } from "@/lib/access/demand";
import { workedOn } from "@/lib/access/entitlement";
import type { Viewer } from "@/lib/access/viewer";
import { recordAudit } from "@/lib/audit/record";
import { ProposedObservation } from "@/lib/datasets/proposal";
import { AppError } from "@/lib/kernel/error";
import { database } from "@/lib/store/database";
import { publishChangeSet } from "@/lib/store/publish/publish-change-set";
import { agree, takesTwo } from "./four-eyes";

export const HeldDecision = z
  .strictObject({
    ids: z.array(z.number().int().positive()).min(1, "choose at least one value").max(1000),
    what: z.enum(["accept", "correct", "reject"]),
    /** The right value, where one is corrected. */
    value: z.number().finite().optional(),
    reason: z.string().trim().min(3, "say why, in a few words").max(500),
  })
  .refine(
    (one) => one.what !== "correct" || (one.value !== undefined && one.ids.length === 1),
    "a correction gives one value its right number",
  );
export type HeldDecision = z.infer<typeof HeldDecision>;

const STATE = { accept: "accepted", correct: "corrected", reject: "rejected" } as const;

type Item = { id: number; dataset: string; proposal: unknown; value: number | null; rule: string };
/** What came of a decision: values published, and values that now wait for a second person. */
export type Decided = { published: number; waiting: number };

function proposalOf({ proposal, value: held }: Item, { what, value, reason }: HeldDecision): ProposedObservation {
  const proposed = ProposedObservation.parse(proposal);
  if (what === "accept" || value === undefined) return proposed;
  const { low: _, high: __, ...rest } = proposed;
  return {
    ...rest,
    value,
    note: `Corrected by an analyst from ${held}: ${reason}. ${proposed.note ?? ""}`.trim().slice(0, 1000),
  };
}

async function close(
  sql: Queryable,
  ids: readonly number[],
  viewer: Viewer,
  decision: HeldDecision,
  changeSetId: number | null,
): Promise<void> {
  const closed = await sql`
    update held_item set state = ${STATE[decision.what]}, decided_at = now(), decided_by = ${viewer.name},
      decision = ${decision.reason}, change_set_id = ${changeSetId}
    where id = any(${[...ids]}) and state = 'held' returning id`;
  if (closed.length !== ids.length)
    throw new AppError("conflict", "Somebody else has just decided about one of these values. Nothing was changed.");
}

/** What may be published now: all, but of what takes two persons only that to which somebody else has agreed. */
async function agreed(db: Database, viewer: Viewer, items: readonly Item[], decision: HeldDecision): Promise<Item[]> {
  const forTwo = items.filter((item) => takesTwo(item.rule)).map((item) => item.id);
  if (forTwo.length === 0) return [...items];
  if (decision.what === "correct")
    throw new AppError(
      "invalid",
      "An index is not corrected by hand. Correct the price that it rests on, in the studio; the index follows.",
    );
  const { settled } = await agree(db.sql, viewer, forTwo, decision.reason);
  return items.filter((item) => !takesTwo(item.rule) || settled.includes(item.id));
}

async function publishAll(
  db: Database,
  viewer: Viewer,
  items: readonly Item[],
  decision: HeldDecision,
): Promise<number> {
  const ids = items.map((item) => item.id);
  const done = await publishChangeSet(
    db,
    {
      author: { kind: "person", name: viewer.name },
      reason: `${decision.what === "accept" ? "Accepted" : "Corrected"} after review: ${decision.reason}`,
      revises: items.every((item) => item.rule === "erratum") ? "correction" : "new-information",
      observations: items.map((item) => proposalOf(item, decision)),
    },
    (tx, { changeSetId }) => close(tx, ids, viewer, decision, changeSetId),
  );
  // What stands already in that state has no change set: the decision is noted all the same.
  if (done.changeSetId === null) await db.sql.begin((tx) => close(tx, ids, viewer, decision, null));
  return done.appended.observations;
}

/**
 * Accepts, corrects or rejects held values: what is accepted or corrected is published at once, in the analyst's name,
 * together with the decision; of an index only once a second person agrees. Throws forbidden, invalid, and conflict
 * where another analyst was first.
 */
export async function decideHeld(viewer: Viewer, given: unknown, db: Database = database()): Promise<Decided> {
  demandAnalyst(viewer);
  const decision = HeldDecision.parse(given);
  const ids = [...new Set(decision.ids)];
  const items = await db.sql<Item[]>`
    select id::int, dataset, proposal, value, rule from held_item
    where id = any(${ids}) and state = 'held' and dataset = any(${workedOn(viewer)})`;
  if (items.length !== ids.length)
    throw new AppError("conflict", "One of these values is decided already. Nothing was changed; look again.");
  const reject = decision.what === "reject";
  if (reject) await db.sql.begin((tx) => close(tx, ids, viewer, decision, null));
  const ready = reject ? [] : await agreed(db, viewer, items, decision);
  const published = ready.length > 0 ? await publishAll(db, viewer, ready, decision) : 0;
  const waiting = reject ? 0 : items.length - ready.length;
  await recordAudit(db.orm, {
    by: viewer,
    action: waiting === items.length ? "held.agreed" : "held.decided",
    subject: ids.slice(0, 20).join(" "),
    detail: { count: ids.length, what: decision.what, reason: decision.reason },
  });
  return { published, waiting };
}
