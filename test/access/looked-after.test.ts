import { beforeAll, describe, expect, it } from "vitest";
import { disablePerson, enablePerson } from "@/lib/access/change-person";
import { endSessionsOf, handPasswordLink } from "@/lib/access/help-sign-in";
import { createPerson, ensureOrganisation, setMember } from "@/lib/access/organisations";
import { peopleAt, readPerson } from "@/lib/access/people";
import { findViewer, openSession } from "@/lib/access/session";
import type { Role, Viewer } from "@/lib/access/viewer";
import { useStore } from "../setup/store";

const store = useStore();
const reason = "for the test";
let houseAdmin: Viewer;
let otherAdmin: Viewer;
let manager: Viewer;
let reader: Viewer;

async function somebody(organisation: string, role: Role): Promise<Viewer> {
  const id = await ensureOrganisation(store.db, organisation, `Constructed ${organisation}`);
  const personId = await createPerson(store.db, {
    email: `${role}.${organisation}@example.com`,
    name: `A ${role} of ${organisation}`,
    password: "plinth vermouth gazebo",
  });
  await setMember(store.db, id, personId, role);
  const viewer = await findViewer(store.db, await openSession(store.db, personId, null));
  if (!viewer) throw new Error("not signed in");
  return viewer;
}

beforeAll(async () => {
  houseAdmin = await somebody("house", "admin");
  await store.db.sql`update organisation set house = true where slug = 'house'`;
  otherAdmin = await somebody("other", "admin");
  manager = await somebody("other", "manager");
  reader = await somebody("customer", "subscriber");
});

describe("people of another organisation", () => {
  it("are nobody's but the admins' of the house: they are not even there", async () => {
    for (const who of [otherAdmin, manager]) {
      await expect(readPerson(who, { id: reader.personId }, store.db)).rejects.toMatchObject({ code: "not_found" });
      for (const act of [endSessionsOf, disablePerson, handPasswordLink])
        await expect(act(who, { person: reader.personId, reason }, store.db)).rejects.toMatchObject({
          code: "not_found",
        });
      await expect(peopleAt(who, reader.organisationId, store.db)).rejects.toMatchObject({ code: "forbidden" });
    }
    expect(await findViewer(store.db, reader.sessionId)).not.toBeNull();
  });

  it("are seen and signed out by an admin of the house, who says why", async () => {
    const { people } = await peopleAt(houseAdmin, reader.organisationId, store.db);
    expect(people.map(({ id }) => id)).toEqual([reader.personId]);
    expect((await readPerson(houseAdmin, { id: reader.personId }, store.db)).elsewhere).toBe(true);
    await endSessionsOf(houseAdmin, { person: reader.personId, reason }, store.db);
    expect(await findViewer(store.db, reader.sessionId)).toBeNull();
    const [audit] = await store.db.sql<{ organisation_id: number; by: string }[]>`
      select organisation_id::int, person_id as by from audit_event where action = 'person.signed-out'`;
    expect(audit).toEqual({ organisation_id: reader.organisationId, by: houseAdmin.personId });
  });

  it("get a link from an admin of the house, and lose a second factor that is lost", async () => {
    await store.db.sql`update person set totp_secret = 'x', totp_at = now() where id = ${reader.personId}`;
    const given = { person: reader.personId, reason, factor: true };
    expect((await handPasswordLink(houseAdmin, given, store.db)).link).toContain("/password?token=");
    const [row] = await store.db.sql`select totp_secret, totp_at from person where id = ${reader.personId}`;
    expect(row).toEqual({ totp_secret: null, totp_at: null });
    await expect(handPasswordLink({ ...houseAdmin, proved: false }, given, store.db)).rejects.toMatchObject({
      code: "unproven",
    });
  });

  it("are disabled and enabled by an admin of the house", async () => {
    const given = { person: reader.personId, reason };
    expect(await disablePerson(houseAdmin, given, store.db)).toContain("cannot sign in");
    expect(await enablePerson(houseAdmin, given, store.db)).toContain("can sign in again");
  });

  it.each(["", "x", "1e99", "-1", "__proto__", "999999"])("are not found under %j", async (id) => {
    await expect(peopleAt(houseAdmin, id, store.db)).rejects.toMatchObject({ code: "not_found" });
    await expect(readPerson(houseAdmin, { id }, store.db)).rejects.toMatchObject({ code: "not_found" });
  });
});
