import { z } from "zod";
import type { Database } from "@/db/client";
import { auditIn } from "@/lib/audit/record-in";
import { AppError } from "@/lib/kernel/error";
import { database } from "@/lib/store/database";
import { endSessionsIn } from "./end-sessions";
import { About, demandOwned, holdPerson } from "./hold-person";
import { demandKeeper } from "./keepers";
import { demandSeat } from "./seats";
import { demandStillKept } from "./still-kept";
import { Role } from "./role";
import type { Viewer } from "./viewer";

const RoleChange = z.strictObject({ ...About.shape, role: Role });

/** Gives a member another role. It counts from their next request on. Returns what to tell. Throws forbidden, conflict. */
export async function changeRole(viewer: Viewer, given: unknown, db: Database = database()): Promise<string> {
  demandKeeper(viewer);
  const { role, ...about } = RoleChange.parse(given);
  demandKeeper(viewer, role);
  return db.sql.begin(async (tx) => {
    const { id, name, role: before, place } = await holdPerson(tx, viewer, about);
    if (before === role) throw new AppError("conflict", `${name} is ${role} already. Nothing was changed.`);
    if (place.id === viewer.organisationId) await demandStillKept(tx, place.id, { id, role: before });
    await tx`update member set role = ${role} where organisation_id = ${place.id} and person_id = ${id}`;
    const detail = { role, before, reason: about.reason };
    await auditIn(tx, viewer, { organisationId: place.id, action: "member.set", subject: id, detail });
    return `${name} is ${role} from their next request on.`;
  });
}

/** Disables a member's account: they are signed out everywhere, at once. Returns what to tell. */
export async function disablePerson(viewer: Viewer, given: unknown, db: Database = database()): Promise<string> {
  demandKeeper(viewer);
  const about = About.parse(given);
  return db.sql.begin(async (tx) => {
    const held = await holdPerson(tx, viewer, about);
    const { id, name, place } = held;
    await demandOwned(tx, held);
    if (held.disabled) throw new AppError("conflict", `${name}'s account is disabled already.`);
    if (place.id === viewer.organisationId) await demandStillKept(tx, place.id, held);
    await tx`update person set disabled_at = now() where id = ${id}`;
    const detail = { reason: about.reason, sessions: await endSessionsIn(tx, id, viewer) };
    await auditIn(tx, viewer, { organisationId: place.id, action: "person.disabled", subject: id, detail });
    return `${name} is signed out everywhere and cannot sign in.`;
  });
}

/** Lets a member whose account is disabled sign in again, where a seat is free. Returns what to tell. */
export async function enablePerson(viewer: Viewer, given: unknown, db: Database = database()): Promise<string> {
  demandKeeper(viewer);
  const about = About.parse(given);
  return db.sql.begin(async (tx) => {
    const held = await holdPerson(tx, viewer, about);
    const { id, name, email, place } = held;
    await demandOwned(tx, held);
    if (!held.disabled) throw new AppError("conflict", `${name}'s account is not disabled.`);
    await demandSeat(tx, place.id, email);
    await tx`update person set disabled_at = null where id = ${id}`;
    const detail = { reason: about.reason };
    await auditIn(tx, viewer, { organisationId: place.id, action: "person.enabled", subject: id, detail });
    return `${name} can sign in again.`;
  });
}

/**
 * Takes a member out of their organisation: they are signed out everywhere, what they wrote stays, and only an invitation
 * lets them in again. Where they belong to another organisation too, they go on there.
 */
export async function removeMember(viewer: Viewer, given: unknown, db: Database = database()): Promise<string> {
  demandKeeper(viewer);
  const about = About.parse(given);
  return db.sql.begin(async (tx) => {
    const { id, name, role, place } = await holdPerson(tx, viewer, about);
    if (place.id === viewer.organisationId) await demandStillKept(tx, place.id, { id, role });
    await tx`delete from member where organisation_id = ${place.id} and person_id = ${id}`;
    const detail = { reason: about.reason, sessions: await endSessionsIn(tx, id, viewer) };
    await auditIn(tx, viewer, { organisationId: place.id, action: "member.removed", subject: id, detail });
    return `${name} no longer belongs to ${place.name}, and is signed out everywhere.`;
  });
}
