import { z } from "zod";
import type { Database } from "@/db/client";
import { recordAudit } from "@/lib/audit/record";
import { AppError } from "@/lib/kernel/error";
import { Text } from "@/lib/kernel/text";
import { database } from "@/lib/store/database";
import { admitAlone, forgiveAlone } from "./brakes";
import { demandOwnHands } from "./demand";
import { findAccount } from "./find-account";
import { passwordMatches } from "./password";
import { needsCode, provesFactor } from "./second-factor";
import type { Viewer } from "./viewer";

const Proof = z.strictObject({ password: Text.max(300), code: Text.max(40).default("") });

/** Proves in an open session who the viewer is: by password, and by code where they have a second factor. */
export async function proveAgain(viewer: Viewer, given: unknown, db: Database = database()): Promise<void> {
  demandOwnHands(viewer);
  const { password, code } = Proof.parse(given);
  const here = { session: viewer.sessionId };
  const admission = await admitAlone(db.sql, here);
  if (!admission.admitted)
    throw new AppError("limit", `That was wrong too often. Wait ${admission.waitSeconds} seconds and try again.`);
  const found = await findAccount(db.orm, viewer.email);
  if (found && !found.passwordHash)
    throw new AppError("invalid", "You have no password. Sign out, and in again by a link: that proves it too.");
  const right = await passwordMatches(found?.passwordHash ?? null, password);
  const whole =
    right && (!(await needsCode(db.sql, viewer.personId)) || (await provesFactor(db.sql, viewer.personId, code)));
  if (!whole)
    throw new AppError(
      "invalid",
      right ? "The code is not right, or was used. Wait for the next one." : "That is not your password.",
    );
  await forgiveAlone(db.sql, here);
  await db.sql`update sign_in_session set proved_at = now() where id = ${viewer.sessionId} and person_id = ${viewer.personId}`;
  await recordAudit(db.orm, { by: viewer, action: "session.proved", subject: viewer.sessionId });
}
