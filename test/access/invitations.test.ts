import { beforeAll, describe, expect, it } from "vitest";
import { changeRole, disablePerson } from "@/lib/access/change-person";
import { handPasswordLink } from "@/lib/access/help-sign-in";
import {
  acceptInvitation,
  invite,
  listInvitations,
  readInvitation,
  withdrawInvitation,
} from "@/lib/access/invitations";
import { changeOrganisation, changeSubscription, listOrganisations, makeOrganisation } from "@/lib/access/house";
import { createPerson, ensureOrganisation, grantEntitlement, setMember } from "@/lib/access/organisations";
import { leaveOrganisation } from "@/lib/access/leave";
import { noteUsage, readUsage, writeUsage } from "@/lib/access/usage";
import { listPeople } from "@/lib/access/people";
import { findViewer } from "@/lib/access/session";
import type { Role, Viewer } from "@/lib/access/viewer";
import { createAdmin } from "@/scripts/create-admin";
import { signInWithPassword } from "../setup/signed-in";
import { useStore } from "../setup/store";

const store = useStore();
const PASSWORD = "plinth vermouth gazebo tandem";
let manager: Viewer;
let admin: Viewer;

async function somebody(organisation: string, role: Role): Promise<Viewer> {
  const email = `${role}.${organisation}@example.com`;
  const id = await ensureOrganisation(store.db, organisation, `Constructed ${organisation}`);
  const personId = await createPerson(store.db, { email, name: `A ${role}`, password: PASSWORD });
  await setMember(store.db, id, personId, role);
  const who = await signInWithPassword(
    store.db,
    { email, password: PASSWORD },
    { address: "192.0.2.1", userAgent: null },
  );
  const viewer = await findViewer(store.db, who?.sessionId ?? "");
  if (!viewer) throw new Error("not signed in");
  return viewer;
}

const tokenOf = ({ link }: { link: string | null }) => new URL(link ?? "").searchParams.get("token") ?? "";
const accept = (token: string, name = "Newcomer") => acceptInvitation({ token, name, fresh: PASSWORD }, store.db);

beforeAll(async () => {
  [manager, admin] = [await somebody("customer", "manager"), await somebody("house", "admin")];
});

describe("an invitation", () => {
  it("is a link that works once, shown where nobody is mailed, and makes an account with its role", async () => {
    const made = await invite(manager, { email: "new@example.com", role: "subscriber" }, store.db);
    expect(made.words).toContain("works once");
    const token = tokenOf(made);
    expect(await readInvitation(token, store.db)).toMatchObject({
      organisation: "Constructed customer",
      hasAccount: false,
    });
    await expect(acceptInvitation({ token, name: "N", fresh: "password1" }, store.db)).rejects.toThrow("stronger");
    expect(await accept(token)).toBe("new@example.com");
    await expect(accept(token)).rejects.toThrow("accepted already");
    const who = await signInWithPassword(
      store.db,
      { email: "new@example.com", password: PASSWORD },
      { address: "192.0.2.2", userAgent: null },
    );
    expect(await findViewer(store.db, who?.sessionId ?? "")).toMatchObject({
      role: "subscriber",
      organisation: "Constructed customer",
    });
    await expect(invite(manager, { email: "NEW@example.com", role: "subscriber" }, store.db)).rejects.toThrow(
      "already",
    );
  });

  it("is void when another took its place, it was withdrawn, or is too old", async () => {
    const older = tokenOf(await invite(manager, { email: "again@example.com", role: "subscriber" }, store.db));
    const newer = tokenOf(await invite(manager, { email: "again@example.com", role: "manager" }, store.db));
    await expect(accept(older)).rejects.toThrow("Ask who invited you");
    const [open] = await listInvitations(manager, store.db);
    await withdrawInvitation(manager, { id: open?.id ?? 0 }, store.db);
    await expect(accept(newer)).rejects.toThrow("Ask who invited you");
    const late = tokenOf(await invite(manager, { email: "late@example.com", role: "subscriber" }, store.db));
    await store.db.sql`update invitation set expires_at = now() - interval '1 second' where email = 'late@example.com'`;
    await expect(accept(late)).rejects.toThrow("Ask who invited you");
    for (const made of [undefined, "", "x", null, "a".repeat(43)])
      await expect(readInvitation(made, store.db)).rejects.toThrow("Ask who invited you");
  });

  it("is accepted by one of two who open it at the same moment", async () => {
    const token = tokenOf(await invite(manager, { email: "twice@example.com", role: "subscriber" }, store.db));
    const outcomes = await Promise.allSettled([accept(token), accept(token)]);
    expect(outcomes.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
  });

  it("is not made beyond the seats of an organisation", async () => {
    const taken = (await listPeople(manager, store.db)).length;
    await store.db.sql`update invitation set withdrawn_at = now() where accepted_at is null`;
    await store.db.sql`update organisation set seats = ${taken + 1} where id = ${manager.organisationId}`;
    await invite(manager, { email: "last@example.com", role: "subscriber" }, store.db);
    await expect(invite(manager, { email: "beyond@example.com", role: "subscriber" }, store.db)).rejects.toThrow(
      "seats are taken",
    );
    await invite(manager, { email: "last@example.com", role: "subscriber" }, store.db);
    await store.db.sql`update organisation set seats = null where id = ${manager.organisationId}`;
  });
});

describe("a manager", () => {
  it("looks after subscribers and managers of their own organisation, and of no other", async () => {
    await expect(invite(manager, { email: "x@example.com", role: "admin" }, store.db)).rejects.toThrow(
      "A manager looks after",
    );
    const people = await listPeople(manager, store.db);
    expect(people.every(({ email }) => !email.includes("house"))).toBe(true);
    const given = { person: admin.personId, reason: "constructed" };
    await expect(changeRole(manager, { ...given, role: "subscriber" }, store.db)).rejects.toThrow("no such person");
    await expect(handPasswordLink(manager, given, store.db)).rejects.toThrow("no such person");
    const other = people.find(({ email }) => email === "new@example.com");
    expect(
      await changeRole(manager, { person: other?.id, role: "manager", reason: "constructed" }, store.db),
    ).toContain("is manager");
    await expect(
      changeRole(manager, { person: other?.id, role: "analyst", reason: "constructed" }, store.db),
    ).rejects.toMatchObject({ code: "forbidden" });
    expect(await disablePerson(manager, { person: other?.id, reason: "constructed" }, store.db)).toContain(
      "signed out everywhere",
    );
  });

  it("changes nothing without having given their password, and a subscriber nothing at all", async () => {
    const later = { ...manager, proved: false };
    await expect(invite(later, { email: "y@example.com", role: "subscriber" }, store.db)).rejects.toMatchObject({
      code: "unproven",
    });
    const reader: Viewer = { ...manager, role: "subscriber" };
    await expect(invite(reader, { email: "y@example.com", role: "subscriber" }, store.db)).rejects.toMatchObject({
      code: "forbidden",
    });
    await expect(listPeople(reader, store.db)).rejects.toMatchObject({ code: "forbidden" });
  });
});

describe("an admin of the house", () => {
  it("makes organisations, gives them datasets and seats, and invites their managers; nobody else does", async () => {
    await store.db.sql`update organisation set house = (id = ${admin.organisationId})`;
    await expect(listOrganisations(manager, store.db)).rejects.toMatchObject({ code: "forbidden" });
    const elsewhere: Viewer = { ...admin, organisationId: manager.organisationId };
    await expect(listOrganisations(elsewhere, store.db)).rejects.toMatchObject({ code: "forbidden" });
    await makeOrganisation(admin, { slug: "acme-capital", name: "Acme Capital", seats: 2 }, store.db);
    await expect(
      makeOrganisation(admin, { slug: "acme-capital", name: "Again", seats: null }, store.db),
    ).rejects.toMatchObject({ code: "conflict" });
    const made = () =>
      listOrganisations(admin, store.db).then((all) => all.find(({ slug }) => slug === "acme-capital"));
    const id = (await made())?.id ?? 0;
    await changeSubscription(
      admin,
      { id, dataset: "hbm-share", delayDays: 30, endsOn: "2027-06-30", what: "grant" },
      store.db,
    );
    await changeOrganisation(admin, { id, name: "Acme", seats: 3, requiresTotp: true }, store.db);
    expect(await made()).toMatchObject({
      name: "Acme",
      seats: 3,
      requiresTotp: true,
      subscriptions: [{ dataset: "hbm-share", delayDays: 30, endsOn: "2027-06-30", ended: false }],
    });
    await changeSubscription(admin, { id, dataset: "hbm-share", delayDays: 0, endsOn: null, what: "take" }, store.db);
    expect((await made())?.subscriptions).toEqual([]);
    await changeOrganisation(admin, { id, name: "Acme", seats: 3, requiresTotp: false }, store.db);
    const token = tokenOf(
      await invite(admin, { email: "boss@example.com", role: "manager", organisation: id }, store.db),
    );
    expect(await readInvitation(token, store.db)).toMatchObject({ organisation: "Acme", role: "manager" });
    await expect(
      invite(manager, { email: "z@example.com", role: "subscriber", organisation: id }, store.db),
    ).rejects.toMatchObject({ code: "forbidden" });
  });
});

describe("the first admin", () => {
  it("is made from the command line with a link and no password, of the house that stands", async () => {
    const link = await createAdmin(store.db, { email: "first@example.com", name: "First", organisation: "House" });
    expect(link).toMatch(/\/password\?token=[\w-]{43}$/);
    const [row] = await store.db.sql`
      select member.role, organisation.house, person.password_hash from person join member on member.person_id = person.id
      join organisation on organisation.id = member.organisation_id where email = 'first@example.com'`;
    expect(row).toEqual({ role: "admin", house: true, password_hash: null });
  });
});

describe("a subscription", () => {
  it("ends with its last day", async () => {
    await grantEntitlement(store.db, manager.organisationId, "hbm-share");
    const datasets = async () =>
      (await findViewer(store.db, manager.sessionId))?.entitlements.map(({ dataset }) => dataset);
    expect(await datasets()).toEqual(["hbm-share"]);
    await store.db.sql`update entitlement set ends_on = (now() at time zone 'UTC')::date where dataset = 'hbm-share'`;
    expect(await datasets()).toEqual(["hbm-share"]);
    await store.db
      .sql`update entitlement set ends_on = (now() at time zone 'UTC')::date - 1 where dataset = 'hbm-share'`;
    expect(await datasets()).toEqual([]);
  });
});

describe("leaving", () => {
  it("signs out everywhere, and is refused to the last who looks after an organisation", async () => {
    const last = await somebody("leavers", "manager");
    await expect(leaveOrganisation(last, { sure: true }, store.db)).rejects.toThrow("make somebody else manager first");
    const reader = await somebody("leavers", "subscriber");
    await expect(leaveOrganisation(reader, { sure: false }, store.db)).rejects.toThrow("say that you are sure");
    await leaveOrganisation(reader, { sure: true }, store.db);
    expect(await findViewer(store.db, reader.sessionId)).toBeNull();
    expect((await listPeople(last, store.db)).map(({ email }) => email)).toEqual([last.email]);
  });
});

describe("usage", () => {
  it("is counted by person, dataset, day and kind, and read by who looks after the organisation", async () => {
    for (let at = 0; at < 3; at += 1) noteUsage(manager, "hbm-share", "page");
    noteUsage(manager, "hbm-share", "csv");
    noteUsage({ ...manager, viewedBy: { personId: admin.personId, name: "An admin", until: "" } }, "hbm-share", "page");
    noteUsage(manager, "no-such-dataset", "page");
    await writeUsage(store.db);
    noteUsage(manager, "hbm-share", "page");
    await writeUsage(store.db);
    const lines = await readUsage(manager, {}, store.db);
    expect(lines.map(({ dataset, kind, reads }) => [dataset, kind, reads])).toEqual([
      ["hbm-share", "csv", 1],
      ["hbm-share", "page", 4],
    ]);
    expect(await readUsage(admin, { organisation: manager.organisationId }, store.db)).toEqual(lines);
    await expect(readUsage(manager, { organisation: admin.organisationId }, store.db)).rejects.toMatchObject({
      code: "forbidden",
    });
    await expect(readUsage({ ...manager, role: "subscriber" }, {}, store.db)).rejects.toMatchObject({
      code: "forbidden",
    });
  });
});
