import { z } from "zod";
import type { Database } from "@/db/client";
import type { Viewer } from "@/lib/access/viewer";
import { AppError } from "@/lib/kernel/error";
import { database } from "@/lib/store/database";
import { standingRow } from "@/lib/store/standing";
import type { Draft } from "./draft";
import { hasMoved } from "./has-moved";
import { lockOpenDraft } from "./lock-draft";
import { findDraft } from "./read-draft";

export const KeepMine = z.strictObject({
  draft: z.number().int().positive(),
  /** Some cells; left out, all of the draft. */
  places: z
    .array(z.strictObject({ series: z.string(), period: z.iso.date() }))
    .max(5000)
    .optional(),
  /** When the newest published value was recorded that the person has seen: what came later is not kept against. */
  seen: z.iso.datetime().optional(),
});

/**
 * Keeps the proposed values although what is published has changed since: from now on they are meant against that.
 * Returns the draft. Throws forbidden, and conflict where something was published that the person has not seen.
 */
export async function keepMine(
  viewer: Viewer,
  given: z.infer<typeof KeepMine>,
  db: Database = database(),
): Promise<Draft> {
  const { draft: id, places, seen } = KeepMine.parse(given);
  return db.sql.begin(async (tx) => {
    const draft = await lockOpenDraft(tx, viewer, id);
    const chosen = places
      ? tx`and (c.series, c.period) in (select series, period from json_to_recordset(${JSON.stringify(places)}::text::json) as p(series text, period date))`
      : tx``;
    const kept = await tx<{ unseen: boolean }[]>`
      with moved as (
        select c.series, c.period, now.value, now.low, now.high, now.status, now.recorded_at
        from draft_cell c left join ${standingRow(tx, tx`c.series`, tx`c.period`)} now on true
        where c.draft_id = ${id} and ${hasMoved(tx, tx`now`)} ${chosen}
      )
      update draft_cell c set base_value = moved.value, base_low = moved.low, base_high = moved.high,
        base_status = moved.status, base_recorded_at = moved.recorded_at, version = ${draft.version + 1}
      from moved where c.draft_id = ${id} and c.series = moved.series and c.period = moved.period
      returning coalesce(moved.recorded_at > ${seen ?? null}::timestamptz, false) as unseen`;
    if (kept.some((one) => one.unseen))
      throw new AppError("conflict", "Something else was published meanwhile. Nothing was kept; look at it first.");
    if (kept.count > 0) await tx`update draft set version = version + 1, updated_at = now() where id = ${id}`;
    return findDraft(tx, viewer, id);
  });
}
