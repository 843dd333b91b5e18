import { and, eq, isNull, sql } from "drizzle-orm";
import { z } from "zod";
import type { Database } from "@/db/client";
import { member, person, signInSession } from "@/db/schema/index";
import { recordAudit } from "@/lib/audit/record";
import { AppError } from "@/lib/kernel/error";
import { database } from "@/lib/store/database";
import { demandOwnHands } from "./demand";
import { demandRole } from "./entitlement";
import type { Viewer } from "./viewer";

/** For how long an admin views as somebody before it ends by itself. */
export const VIEWING_MINUTES = 30;

export const ViewAs = z.strictObject({
  person: z.uuid("choose a person"),
  reason: z.string().trim().min(3, "say why, in a few words").max(300),
});

/**
 * Who may be viewed: somebody of the admin's own organisation who is no admin and not disabled. So nobody sees by it
 * what they may not see anyway, since what is open to people is decided per organisation and an admin's role is the
 * highest in it.
 */
async function viewable(db: Database, viewer: Viewer, personId: string): Promise<{ id: string; name: string }> {
  const [found] = await db.orm
    .select({ id: person.id, name: person.name, role: member.role, disabledAt: person.disabled_at })
    .from(member)
    .innerJoin(person, eq(person.id, member.person_id))
    .where(and(eq(member.organisation_id, viewer.organisationId), eq(person.id, personId)));
  if (!found) throw new AppError("not_found", `There is no such person at ${viewer.organisation}.`);
  if (found.role === "admin")
    throw new AppError("forbidden", `${found.name} is an admin, as whom nobody views the site.`);
  if (found.disabledAt) throw new AppError("conflict", `${found.name}'s account is disabled. Enable it first.`);
  return found;
}

/**
 * Lets an admin see the site as somebody else in this session, for half an hour and without being able to change
 * anything. Returns whom and until when. Throws forbidden, not_found and conflict.
 */
export async function startViewing(
  viewer: Viewer,
  given: unknown,
  db: Database = database(),
): Promise<{ name: string; until: Date }> {
  demandRole(viewer, "admin");
  demandOwnHands(viewer);
  const { person: personId, reason } = ViewAs.parse(given);
  const seen = await viewable(db, viewer, personId);
  const until = await db.orm.transaction(async (orm) => {
    const changed = await orm
      .update(signInSession)
      .set({ viewing_as: seen.id, viewing_until: sql`now() + ${VIEWING_MINUTES} * interval '1 minute'` })
      .where(and(eq(signInSession.id, viewer.sessionId), isNull(signInSession.revoked_at)))
      .returning({ until: signInSession.viewing_until });
    const ends = changed[0]?.until;
    if (!ends) throw new AppError("unauthenticated", "Your session has ended. Sign in again.");
    await recordAudit(orm, {
      by: viewer,
      action: "view-as.started",
      subject: seen.id,
      detail: { reason, minutes: VIEWING_MINUTES },
    });
    return ends;
  });
  return { name: seen.name, until };
}

/** Ends viewing as somebody in this session, if that is going on. */
export async function stopViewing(viewer: Viewer, db: Database = database()): Promise<void> {
  const { viewedBy } = viewer;
  if (!viewedBy) return;
  await db.orm.transaction(async (orm) => {
    await orm
      .update(signInSession)
      .set({ viewing_as: null, viewing_until: null })
      .where(and(eq(signInSession.id, viewer.sessionId), eq(signInSession.person_id, viewedBy.personId)));
    await recordAudit(orm, { by: viewer, action: "view-as.stopped", subject: viewer.personId });
  });
}
