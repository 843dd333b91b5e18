import { and, count, eq, isNull, ne, sql } from "drizzle-orm";
import { z } from "zod";
import type { Database, Orm } from "@/db/client";
import { member, person } from "@/db/schema/index";
import { recordAudit } from "@/lib/audit/record";
import { AppError } from "@/lib/kernel/error";
import { database } from "@/lib/store/database";
import { demandWriter } from "./demand";
import { setMember } from "./organisations";
import { revokeSessions } from "./session";
import type { Role, Viewer } from "./viewer";

const Why = z.string().trim().min(3, "say why, in a few words").max(300);
const Id = z.uuid("choose a person");
export const RoleChange = z.strictObject({
  person: Id,
  role: z.enum(["subscriber", "analyst", "admin"], "choose a role"),
  reason: Why,
});
export const Disabling = z.strictObject({ person: Id, reason: Why });

type Inner = Pick<Orm, "select" | "insert" | "update">;
type Found = { id: string; name: string; role: Role; disabledAt: Date | null };

/**
 * The member to change, with the organisation's admins held still meanwhile: two who take each other's role away at the
 * same moment would leave nobody. Nobody changes oneself, so that who changes somebody remains an admin.
 */
async function held(orm: Inner, viewer: Viewer, id: string): Promise<Found> {
  if (id === viewer.personId)
    throw new AppError("forbidden", "Nobody changes their own role or account. Ask another admin.");
  const admins = await orm
    .select({ id: member.person_id })
    .from(member)
    .innerJoin(person, eq(person.id, member.person_id))
    .where(and(eq(member.organisation_id, viewer.organisationId), eq(member.role, "admin"), isNull(person.disabled_at)))
    .orderBy(member.person_id)
    .for("no key update");
  if (!admins.some((one) => one.id === viewer.personId))
    throw new AppError("conflict", "You are no admin any more. Nothing was changed.");
  const [found] = await orm
    .select({ id: person.id, name: person.name, role: member.role, disabledAt: person.disabled_at })
    .from(member)
    .innerJoin(person, eq(person.id, member.person_id))
    .where(and(eq(member.organisation_id, viewer.organisationId), eq(person.id, id)));
  if (!found) throw new AppError("not_found", `There is no such person at ${viewer.organisation}.`);
  return { ...found, role: RoleChange.shape.role.parse(found.role) };
}

/** An account serves wherever its person is a member: it is not one organisation's to disable then. */
async function demandOwned(orm: Inner, viewer: Viewer, { id, name }: Found): Promise<void> {
  const [elsewhere] = await orm
    .select({ n: count() })
    .from(member)
    .where(and(eq(member.person_id, id), ne(member.organisation_id, viewer.organisationId)));
  if (elsewhere && elsewhere.n > 0)
    throw new AppError("conflict", `${name} also belongs to another organisation, whose account it is too.`);
}

/** Gives a member another role. It counts from their next request on. Returns what to tell. Throws forbidden, conflict. */
export async function changeRole(viewer: Viewer, given: unknown, db: Database = database()): Promise<string> {
  demandWriter(viewer, "admin");
  const { person: id, role, reason } = RoleChange.parse(given);
  return db.orm.transaction(async (orm) => {
    const found = await held(orm, viewer, id);
    if (found.role === role) throw new AppError("conflict", `${found.name} is ${role} already. Nothing was changed.`);
    await setMember({ orm }, viewer.organisationId, id, role, { by: viewer, reason, before: found.role });
    return `${found.name} is ${role} from their next request on.`;
  });
}

/** Disables a member's account: they are signed out everywhere, at once. Returns what to tell. */
export async function disablePerson(viewer: Viewer, given: unknown, db: Database = database()): Promise<string> {
  demandWriter(viewer, "admin");
  const { person: id, reason } = Disabling.parse(given);
  return db.orm.transaction(async (orm) => {
    const found = await held(orm, viewer, id);
    await demandOwned(orm, viewer, found);
    if (found.disabledAt) throw new AppError("conflict", `${found.name}'s account is disabled already.`);
    await orm
      .update(person)
      .set({ disabled_at: sql`now()` })
      .where(eq(person.id, id));
    const ended = await revokeSessions({ orm }, id, "all", viewer);
    await recordAudit(orm, { by: viewer, action: "person.disabled", subject: id, detail: { reason, sessions: ended } });
    return `${found.name} is signed out everywhere and cannot sign in.`;
  });
}

/** Lets a member whose account is disabled sign in again. Returns what to tell. */
export async function enablePerson(viewer: Viewer, given: unknown, db: Database = database()): Promise<string> {
  demandWriter(viewer, "admin");
  const { person: id, reason } = Disabling.parse(given);
  return db.orm.transaction(async (orm) => {
    const found = await held(orm, viewer, id);
    await demandOwned(orm, viewer, found);
    if (!found.disabledAt) throw new AppError("conflict", `${found.name}'s account is not disabled.`);
    await orm.update(person).set({ disabled_at: null }).where(eq(person.id, id));
    await recordAudit(orm, { by: viewer, action: "person.enabled", subject: id, detail: { reason } });
    return `${found.name} can sign in again.`;
  });
}
