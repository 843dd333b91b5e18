import { z } from "zod";
import type { Database } from "@/db/client";
import type { Viewer } from "@/lib/access/viewer";
import { enqueue } from "@/lib/jobs/queue";
import { now } from "@/lib/kernel/clock";
import { AppError } from "@/lib/kernel/error";
import { formatZoned, instantOf } from "@/lib/kernel/zoned";
import { database } from "@/lib/store/database";
import type { Draft } from "./draft";
import { noteMove } from "./draft-events";
import { lockDraft } from "./lock-draft";
import { findDraft } from "./read-draft";

export const ScheduleDraft = z.strictObject({
  draft: z.number().int().positive(),
  /** A local time such as `2026-12-01T16:00`. */
  local: z.string().regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/, "a moment is written 2026-12-01T16:00"),
  zone: z.string().min(1).max(60),
  closesEdition: z.boolean().default(false),
});

/**
 * Plans an approved draft's publication for a moment, told in a time zone. Until then nothing of it can be seen by
 * readers. Throws invalid for a moment that has passed or that the clocks leave out or run through twice.
 */
export async function scheduleDraft(
  viewer: Viewer,
  given: z.input<typeof ScheduleDraft>,
  db: Database = database(),
): Promise<Draft> {
  const { draft: id, local, zone, closesEdition } = ScheduleDraft.parse(given);
  const moment = instantOf(local, zone);
  if (moment <= now())
    throw new AppError("invalid", `${formatZoned(moment, zone)} has passed. Choose a moment to come.`);
  return db.sql.begin(async (tx) => {
    const draft = await lockDraft(tx, viewer, id);
    if (draft.state !== "approved" && draft.state !== "scheduled")
      throw new AppError("conflict", `This draft is ${draft.state}. Only an approved draft is planned.`);
    await tx`
      update draft set state = 'scheduled', publish_at = ${moment.toISOString()}::timestamptz, publish_zone = ${zone},
        closes_edition = ${closesEdition}, trouble = null, updated_at = now()
      where id = ${id}`;
    await noteMove(tx, { draft, by: viewer, to: "scheduled", note: `For ${formatZoned(moment, zone)}` });
    await enqueue(tx, "publish-draft", { draft: id }, { key: `publish-draft:${id}`, runAt: moment });
    return findDraft(tx, viewer, id);
  });
}
