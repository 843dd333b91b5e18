import { and, count, eq, inArray, isNull, ne, sql } from "drizzle-orm";
import { z } from "zod";
import type { Database, Orm } from "@/db/client";
import { member, person } from "@/db/schema/index";
import { recordAudit } from "@/lib/audit/record";
import { AppError } from "@/lib/kernel/error";
import { database } from "@/lib/store/database";
import { demandKeeper } from "./keepers";
import { lookedAfterIn } from "./looked-after";
import { HANDED_MINUTES, makePasswordLink } from "./password-link";
import { forgetFactor } from "./second-factor";
import { setMember } from "./organisations";
import { revokeSessions } from "./session";
import { tellOfHelp } from "./tell-of-tries";
import type { Role, Viewer } from "./viewer";

const Why = z.string().trim().min(3, "say why, in a few words").max(300);
const Id = z.uuid("choose a person");
export const RoleChange = z.strictObject({
  person: Id,
  role: z.enum(["subscriber", "manager", "analyst", "admin"], "choose a role"),
  reason: Why,
});
export const Disabling = z.strictObject({ person: Id, reason: Why });

type Inner = Pick<Orm, "select" | "insert" | "update">;
type Place = { id: number; name: string; everywhere: boolean };
type Found = { id: string; name: string; email: string; role: Role; disabledAt: Date | null; place: Place };

/** Where a person is whom the viewer looks after. Throws not_found for anybody else. */
async function placeOf(db: Database, viewer: Viewer, id: string): Promise<Place> {
  const place = await lookedAfterIn(db.sql, viewer, id);
  if (!place) throw new AppError("not_found", `There is no such person at ${viewer.organisation}.`);
  return place;
}

/**
 * The member to change, with the organisation's admins held still meanwhile: two who take each other's role away at the
 * same moment would leave nobody. Nobody changes oneself, so that who changes somebody remains an admin.
 */
async function held(orm: Inner, viewer: Viewer, place: Place, id: string): Promise<Found> {
  if (id === viewer.personId)
    throw new AppError("forbidden", "Nobody changes their own role or account. Ask another admin.");
  // Managers too are held still: an organisation without an admin has one of them left.
  const keepers = await orm
    .select({ id: member.person_id })
    .from(member)
    .innerJoin(person, eq(person.id, member.person_id))
    .where(
      and(
        eq(member.organisation_id, viewer.organisationId),
        inArray(member.role, ["admin", "manager"]),
        isNull(person.disabled_at),
      ),
    )
    .orderBy(member.person_id)
    .for("no key update");
  if (!keepers.some((one) => one.id === viewer.personId))
    throw new AppError("conflict", "You look after people no more. Nothing was changed.");
  const [found] = await orm
    .select({
      id: person.id,
      name: person.name,
      email: person.email,
      role: member.role,
      disabledAt: person.disabled_at,
    })
    .from(member)
    .innerJoin(person, eq(person.id, member.person_id))
    .where(and(eq(member.organisation_id, place.id), eq(person.id, id)));
  if (!found) throw new AppError("not_found", `There is no such person at ${place.name}.`);
  return { ...found, role: RoleChange.shape.role.parse(found.role), place };
}

/** An account serves wherever its person is a member: it is the house's alone to disable then. */
async function demandOwned(orm: Inner, { id, name, place }: Found): Promise<void> {
  if (place.everywhere) return;
  const [elsewhere] = await orm
    .select({ n: count() })
    .from(member)
    .where(and(eq(member.person_id, id), ne(member.organisation_id, place.id)));
  if (elsewhere && elsewhere.n > 0)
    throw new AppError("conflict", `${name} also belongs to another organisation, whose account it is too.`);
}

/** Gives a member another role. It counts from their next request on. Returns what to tell. Throws forbidden, conflict. */
export async function changeRole(viewer: Viewer, given: unknown, db: Database = database()): Promise<string> {
  const { person: id, role, reason } = RoleChange.parse(given);
  demandKeeper(viewer, role);
  const place = await placeOf(db, viewer, id);
  return db.orm.transaction(async (orm) => {
    const found = await held(orm, viewer, place, id);
    demandKeeper(viewer, found.role);
    if (found.role === role) throw new AppError("conflict", `${found.name} is ${role} already. Nothing was changed.`);
    await setMember({ orm }, place.id, id, role, { by: viewer, reason, before: found.role });
    return `${found.name} is ${role} from their next request on.`;
  });
}

/** Disables a member's account: they are signed out everywhere, at once. Returns what to tell. */
export async function disablePerson(viewer: Viewer, given: unknown, db: Database = database()): Promise<string> {
  demandKeeper(viewer);
  const { person: id, reason } = Disabling.parse(given);
  const place = await placeOf(db, viewer, id);
  return db.orm.transaction(async (orm) => {
    const found = await held(orm, viewer, place, id);
    demandKeeper(viewer, found.role);
    await demandOwned(orm, found);
    if (found.disabledAt) throw new AppError("conflict", `${found.name}'s account is disabled already.`);
    await orm
      .update(person)
      .set({ disabled_at: sql`now()` })
      .where(eq(person.id, id));
    const ended = await revokeSessions({ orm }, id, "all", viewer);
    await recordAudit(orm, {
      by: viewer,
      organisationId: place.id,
      action: "person.disabled",
      subject: id,
      detail: { reason, sessions: ended },
    });
    return `${found.name} is signed out everywhere and cannot sign in.`;
  });
}

/** Lets a member whose account is disabled sign in again. Returns what to tell. */
export async function enablePerson(viewer: Viewer, given: unknown, db: Database = database()): Promise<string> {
  demandKeeper(viewer);
  const { person: id, reason } = Disabling.parse(given);
  const place = await placeOf(db, viewer, id);
  return db.orm.transaction(async (orm) => {
    const found = await held(orm, viewer, place, id);
    demandKeeper(viewer, found.role);
    await demandOwned(orm, found);
    if (!found.disabledAt) throw new AppError("conflict", `${found.name}'s account is not disabled.`);
    await orm.update(person).set({ disabled_at: null }).where(eq(person.id, id));
    await recordAudit(orm, {
      by: viewer,
      organisationId: place.id,
      action: "person.enabled",
      subject: id,
      detail: { reason },
    });
    return `${found.name} can sign in again.`;
  });
}

/** Ends every session of a member. Returns what to tell. */
export async function endSessionsOf(viewer: Viewer, given: unknown, db: Database = database()): Promise<string> {
  demandKeeper(viewer);
  const { person: id, reason } = Disabling.parse(given);
  const place = await placeOf(db, viewer, id);
  return db.orm.transaction(async (orm) => {
    const found = await held(orm, viewer, place, id);
    demandKeeper(viewer, found.role);
    const ended = await revokeSessions({ orm }, id, "all", viewer);
    await recordAudit(orm, {
      by: viewer,
      organisationId: place.id,
      action: "person.signed-out",
      subject: id,
      detail: { reason, sessions: ended },
    });
    return `${found.name} is signed out everywhere: ${ended} ${ended === 1 ? "session" : "sessions"} ended.`;
  });
}

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
  const { factor, ...rest } = z.object({ ...Disabling.shape, factor: z.boolean().default(false) }).parse(given);
  const place = await placeOf(db, viewer, rest.person);
  const found = await db.orm.transaction(async (orm) => {
    const one = await held(orm, viewer, place, rest.person);
    demandKeeper(viewer, one.role);
    await demandOwned(orm, one);
    return one;
  });
  if (found.disabledAt) throw new AppError("conflict", `${found.name}'s account is disabled. Enable it first.`);
  const link = await db.sql.begin(async (tx) => {
    if (factor) await forgetFactor(tx, found.id);
    return makePasswordLink(tx, found.id, HANDED_MINUTES, viewer.personId);
  });
  const detail = { reason: rest.reason, factor };
  await recordAudit(db.orm, {
    by: viewer,
    organisationId: place.id,
    action: "password.link",
    subject: found.id,
    detail,
  });
  tellOfHelp(found, viewer.name, factor);
  return { words: `Hand this link to ${found.name}. It works once, for a day.`, link };
}
