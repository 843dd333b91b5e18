import { z } from "zod";
import type { Database, Queryable } from "@/db/client";
import { demandWriter } from "@/lib/access/demand";
import type { Viewer } from "@/lib/access/viewer";
import { auditIn } from "@/lib/audit/record-in";
import { database } from "@/lib/store/database";

export const SetWaiver = z.strictObject({
  dataset: z.string().min(1),
  waived: z.boolean(),
  reason: z.string().trim().min(3, "say why, in a few words").max(500),
});
export type SetWaiver = z.infer<typeof SetWaiver>;

export type Waiver = { waived: boolean; reason: string; by: string; at: string };

/** Whether an organisation's drafts of a dataset need no second person. */
export async function isWaived(sql: Queryable, organisationId: number, dataset: string): Promise<boolean> {
  const rows = await sql<{ waived: boolean }[]>`
    select waived from four_eyes_waiver where organisation_id = ${organisationId} and dataset = ${dataset}
    order by id desc limit 1`;
  return rows[0]?.waived ?? false;
}

/** Every decision about the second pair of eyes for a dataset, newest first; none means that it is needed. */
export async function readWaivers(sql: Queryable, organisationId: number, dataset: string): Promise<Waiver[]> {
  return sql<Waiver[]>`
    select w.waived, w.reason, p.name as by, to_char(w.at, 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as at
    from four_eyes_waiver w join person p on p.id = w.person_id
    where w.organisation_id = ${organisationId} and w.dataset = ${dataset} order by w.id desc`;
}

/** Lets a dataset's drafts be approved by their own author, or asks for a second person again. For admins; audited. */
export async function setWaiver(viewer: Viewer, given: SetWaiver, db: Database = database()): Promise<void> {
  const { dataset, waived, reason } = SetWaiver.parse(given);
  demandWriter(viewer, "admin", dataset);
  await db.sql.begin(async (tx) => {
    await tx`
      insert into four_eyes_waiver (organisation_id, dataset, waived, reason, person_id)
      values (${viewer.organisationId}, ${dataset}, ${waived}, ${reason}, ${viewer.personId})`;
    await auditIn(tx, viewer, {
      action: waived ? "four-eyes.waived" : "four-eyes.required",
      subject: dataset,
      detail: { reason },
    });
  });
}
