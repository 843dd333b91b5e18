import { z } from "zod";
import type { Database } from "@/db/client";
import { auditIn } from "@/lib/audit/record-in";
import { database } from "@/lib/store/database";
import { demandOwnHands } from "./demand";
import { endSessionsIn } from "./end-sessions";
import { demandProved } from "./proved";
import { demandStillKept, holdStill } from "./still-kept";
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
  const { organisationId, personId, role } = viewer;
  await db.sql.begin(async (tx) => {
    await holdStill(tx, viewer, organisationId);
    await demandStillKept(tx, organisationId, { id: personId, role });
    await tx`delete from member where organisation_id = ${organisationId} and person_id = ${personId}`;
    await endSessionsIn(tx, personId, viewer);
    await auditIn(tx, viewer, { action: "member.left", subject: personId });
  });
}
