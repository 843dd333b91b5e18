import { z } from "zod";
import type { Database } from "@/db/client";
import { AppError } from "@/lib/kernel/error";
import { database } from "@/lib/store/database";
import { demandRole } from "./entitlement";
import { demandHouse } from "./house";
import { lookedAfterIn } from "./looked-after";
import { listSessions, type OpenSession } from "./session";
import type { Role, Viewer } from "./viewer";

/** A member of an organisation as its admins see them. Instants are ISO text; sessions counts those that are open. */
export type Person = {
  id: string;
  name: string;
  email: string;
  role: Role;
  since: string;
  disabledAt: string | null;
  lastSignIn: string | null;
  sessions: number;
};

/** The members of the admin's organisation: admins first, then by name. Throws forbidden for who is neither manager nor admin. */
export async function listPeople(viewer: Viewer, db: Database = database()): Promise<Person[]> {
  demandRole(viewer, "manager");
  return peopleOf(db, viewer.organisationId);
}

const peopleOf = (db: Database, organisationId: number): Promise<Person[]> =>
  db.sql<Person[]>`
    select person.id, person.name, person.email, member.role,
      to_char(member.created_at, 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as since,
      to_char(person.disabled_at, 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "disabledAt",
      to_char(seen.last, 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "lastSignIn", coalesce(seen.open, 0)::int as sessions
    from member
    join person on person.id = member.person_id
    left join lateral (
      select max(created_at) as last, count(*) filter (where revoked_at is null and expires_at > now()) as open
      from sign_in_session where person_id = person.id
    ) seen on true
    where member.organisation_id = ${organisationId}
    order by array_position(array['admin', 'analyst', 'manager', 'subscriber'], member.role), lower(person.name)`;

/** The members of any organisation, for admins of the house. Throws forbidden, and not_found. */
export async function peopleAt(
  viewer: Viewer,
  given: unknown,
  db: Database = database(),
): Promise<{ id: number; organisation: string; people: Person[] }> {
  await demandHouse(viewer, db);
  const id = z.coerce.number().int().min(1).max(1e9).safeParse(given);
  const [found] = id.success
    ? await db.sql<{ id: number; name: string }[]>`select id::int, name from organisation where id = ${id.data}`
    : [];
  if (!found) throw new AppError("not_found", "There is no such organisation.");
  return { id: found.id, organisation: found.name, people: await peopleOf(db, found.id) };
}

const Asked = z.object({
  id: z.uuid(),
  organisation: z.coerce.number().int().min(1).max(1e9).optional().catch(undefined),
});

/**
 * One member with where they are signed in: of the viewer's organisation, and for an admin of the house of any. Throws
 * forbidden, and not_found.
 */
export async function readPerson(
  viewer: Viewer,
  given: unknown,
  db: Database = database(),
): Promise<{ person: Person; place: { id: number; name: string }; elsewhere: boolean; sessions: OpenSession[] }> {
  demandRole(viewer, "manager");
  const asked = Asked.safeParse(given);
  const { id, organisation } = asked.success ? asked.data : { id: "", organisation: undefined };
  const place = asked.success ? await lookedAfterIn(db.sql, viewer, id, organisation) : null;
  const person = place ? (await peopleOf(db, place.id)).find((one) => one.id === id) : undefined;
  if (!place || !person) throw new AppError("not_found", `There is no such person at ${viewer.organisation}.`);
  const elsewhere = place.id !== viewer.organisationId;
  return { person, place, elsewhere, sessions: await listSessions(db, id) };
}
