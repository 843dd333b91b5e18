import { z } from "zod";
import type { Database } from "@/db/client";
import { recordAudit } from "@/lib/audit/record";
import { AppError } from "@/lib/kernel/error";
import { database } from "@/lib/store/database";
import { demandOwnHands } from "./demand";
import { demandProved } from "./proved";
import { holds } from "./entitlement";
import type { Viewer } from "./viewer";

const Sure = z.strictObject({ sure: z.literal(true, "say that you are sure") });

/**
 * Lets somebody leave their organisation: they are signed out everywhere, and what they wrote stays. Throws conflict for
 * the last who looks after it.
 */
export async function leaveOrganisation(viewer: Viewer, given: unknown, db: Database = database()): Promise<void> {
  demandOwnHands(viewer);
  demandProved(viewer);
  Sure.parse(given);
  await db.sql.begin(async (tx) => {
    const keepers = await tx<{ id: string; role: string }[]>`
      select member.person_id as id, role from member join person on person.id = member.person_id
      where organisation_id = ${viewer.organisationId} and role in ('admin', 'manager') and disabled_at is null
      order by member.person_id for no key update of member`;
    const others = keepers.filter(({ id }) => id !== viewer.personId);
    const left = viewer.role === "admin" ? others.filter(({ role }) => role === "admin") : others;
    if (holds(viewer, "manager") && left.length === 0)
      throw new AppError(
        "conflict",
        `You are the last ${viewer.role} of ${viewer.organisation}. Make somebody else one first.`,
      );
    await tx`delete from member where organisation_id = ${viewer.organisationId} and person_id = ${viewer.personId}`;
    await tx`update sign_in_session set revoked_at = now() where person_id = ${viewer.personId} and revoked_at is null`;
  });
  await recordAudit(db.orm, { by: viewer, action: "member.left", subject: viewer.personId });
}
