import { z } from "zod";
import type { Database } from "@/db/client";
import { auditIn } from "@/lib/audit/record-in";
import { AppError } from "@/lib/kernel/error";
import { database } from "@/lib/store/database";
import { endSessionsIn } from "./end-sessions";
import { About, demandOwned, holdPerson } from "./hold-person";
import { demandKeeper } from "./keepers";
import { HANDED_MINUTES, makePasswordLink } from "./password-link";
import { forgetFactor } from "./second-factor";
import { tellOfHelp } from "./tell-of-tries";
import type { Viewer } from "./viewer";

/** Ends every session of a member. Returns what to tell. */
export async function endSessionsOf(viewer: Viewer, given: unknown, db: Database = database()): Promise<string> {
  demandKeeper(viewer);
  const about = About.parse(given);
  return db.sql.begin(async (tx) => {
    const { id, name, place } = await holdPerson(tx, viewer, about);
    const ended = await endSessionsIn(tx, id, viewer);
    const detail = { reason: about.reason, sessions: ended };
    await auditIn(tx, viewer, { organisationId: place.id, action: "person.signed-out", subject: id, detail });
    return `${name} is signed out everywhere: ${ended} ${ended === 1 ? "session" : "sessions"} ended.`;
  });
}

const Help = z.strictObject({ ...About.shape, factor: z.boolean().default(false) });

/**
 * Makes a link by which a member sets a new password, once and within a day, to be handed over: it is shown this once.
 * Where they lost their second factor too, that is taken away.
 */
export async function handPasswordLink(
  viewer: Viewer,
  given: unknown,
  db: Database = database(),
): Promise<{ words: string; link: string }> {
  demandKeeper(viewer);
  const { factor, ...about } = Help.parse(given);
  const { held, link } = await db.sql.begin(async (tx) => {
    const held = await holdPerson(tx, viewer, about);
    await demandOwned(tx, held);
    if (held.disabled) throw new AppError("conflict", `${held.name}'s account is disabled. Enable it first.`);
    if (factor) await forgetFactor(tx, held.id);
    const link = await makePasswordLink(tx, held.id, HANDED_MINUTES, viewer.personId);
    const detail = { reason: about.reason, factor };
    await auditIn(tx, viewer, { organisationId: held.place.id, action: "password.link", subject: held.id, detail });
    return { held, link };
  });
  tellOfHelp(held, viewer.name, factor);
  return { words: `Hand this link to ${held.name}. It works once, for a day.`, link };
}
