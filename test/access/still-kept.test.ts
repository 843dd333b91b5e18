import { beforeEach, describe, expect, it } from "vitest";
import { changeRole, disablePerson, enablePerson, removeMember } from "@/lib/access/change-person";
import { leaveOrganisation } from "@/lib/access/leave";
import { createPerson, ensureOrganisation, setMember } from "@/lib/access/organisations";
import { findViewer, openSession } from "@/lib/access/session";
import type { Role, Viewer } from "@/lib/access/viewer";
import { useStore } from "../setup/store";

const store = useStore();
const reason = "constructed";
let run = 0;
let house = "";
let customer = "";

async function somebody(organisation: string, name: string, role: Role): Promise<Viewer> {
  const id = await ensureOrganisation(store.db, organisation, `Constructed ${organisation}`);
  const email = `${name}.${organisation}@example.com`;
  const personId = await createPerson(store.db, { email, name, password: "plinth vermouth gazebo" });
  await setMember(store.db, id, personId, role);
  const viewer = await findViewer(store.db, await openSession(store.db, personId, null));
  if (!viewer) throw new Error("not signed in");
  return viewer;
}

beforeEach(async () => {
  run += 1;
  [house, customer] = [`house-${run}`, `customer-${run}`];
  await ensureOrganisation(store.db, house, `Constructed ${house}`);
  await store.db.sql`update organisation set house = (slug = ${house})`;
});

/** The roles in an organisation of who may sign in. */
async function left(slug: string): Promise<Role[]> {
  const rows = await store.db.sql<{ role: Role }[]>`
    select role from member join person on person.id = person_id join organisation on organisation.id = organisation_id
    where slug = ${slug} and disabled_at is null order by role`;
  return rows.map(({ role }) => role);
}

describe("the last admin of the house", () => {
  const [toManager, disable, remove, leave] = [
    (by: Viewer, of: Viewer) => changeRole(by, { person: of.personId, role: "manager", reason }, store.db),
    (by: Viewer, of: Viewer) => disablePerson(by, { person: of.personId, reason }, store.db),
    (by: Viewer, of: Viewer) => removeMember(by, { person: of.personId, reason }, store.db),
    (by: Viewer) => leaveOrganisation(by, { sure: true }, store.db),
  ];
  const ways = { toManager, disable, remove, leave };
  const pairs = Object.entries(ways).flatMap(([one, first]) =>
    Object.entries(ways).map(([other, second]) => ({ one, other, first, second })),
  );

  it.each(pairs)("stays when two use $one and $other on each other at the same moment", async ({ first, second }) => {
    const [ada, ben] = [await somebody(house, "Ada", "admin"), await somebody(house, "Ben", "admin")];
    const both = await Promise.allSettled([first(ada, ben), second(ben, ada)]);
    expect(both.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    expect((await left(house)).filter((role) => role === "admin")).toHaveLength(1);
  });

  it("does not leave, though managers stay", async () => {
    const ada = await somebody(house, "Ada", "admin");
    const max = await somebody(house, "Max", "manager");
    await expect(leaveOrganisation(ada, { sure: true }, store.db)).rejects.toThrow("make somebody else admin first");
    await leaveOrganisation(max, { sure: true }, store.db);
    expect(await left(house)).toEqual(["admin"]);
  });
});

describe("an organisation of a customer", () => {
  it("keeps a manager of its own, whom only the house takes away", async () => {
    const ada = await somebody(house, "Ada", "admin");
    const max = await somebody(customer, "Max", "manager");
    await expect(leaveOrganisation(max, { sure: true }, store.db)).rejects.toThrow("make somebody else manager first");
    await removeMember(ada, { person: max.personId, organisation: max.organisationId, reason }, store.db);
    expect(await left(customer)).toEqual([]);
    expect(await findViewer(store.db, max.sessionId)).toBeNull();
  });

  it("refuses who acts by a role that was taken from them meanwhile", async () => {
    const [max, mia] = [await somebody(customer, "Max", "manager"), await somebody(customer, "Mia", "manager")];
    const sue = await somebody(customer, "Sue", "subscriber");
    await changeRole(mia, { person: max.personId, role: "subscriber", reason }, store.db);
    await expect(disablePerson(max, { person: sue.personId, reason }, store.db)).rejects.toThrow("Your own role");
  });

  it("takes nobody back beyond its seats", async () => {
    const max = await somebody(customer, "Max", "manager");
    const [sue, sam] = [await somebody(customer, "Sue", "subscriber"), await somebody(customer, "Sam", "subscriber")];
    await disablePerson(max, { person: sue.personId, reason }, store.db);
    await store.db.sql`update organisation set seats = 2 where id = ${max.organisationId}`;
    await expect(enablePerson(max, { person: sue.personId, reason }, store.db)).rejects.toThrow(
      "All 2 seats are taken",
    );
    await removeMember(max, { person: sam.personId, reason }, store.db);
    expect(await enablePerson(max, { person: sue.personId, reason }, store.db)).toContain("can sign in again");
  });
});
