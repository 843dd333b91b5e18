import { beforeAll, describe, expect, it } from "vitest";
import { now } from "@/lib/kernel/clock";
import { changeRole, disablePerson, enablePerson } from "@/lib/access/change-person";
import { noteExport } from "@/lib/access/export";
import { createPerson, ensureOrganisation, grantEntitlement, setMember } from "@/lib/access/organisations";
import { listPeople } from "@/lib/access/people";
import { findViewer, openSession } from "@/lib/access/session";
import { startViewing } from "@/lib/access/view-as";
import type { Role, Viewer } from "@/lib/access/viewer";
import { areaOf } from "@/lib/audit/areas";
import { describeAudit } from "@/lib/audit/describe";
import { recordAudit } from "@/lib/audit/record";
import { AuditFilter } from "@/lib/office/audit-filter";
import { exportAudit } from "@/lib/office/export-audit";
import { PAGE, readAudit } from "@/lib/office/read-audit";
import { signInWithPassword } from "../setup/signed-in";
import { useStore } from "../setup/store";

const store = useStore();
const PASSWORD = "a password of the tests";
const viewers: Record<string, Viewer> = {};
let house = 0;

async function make(name: string, role: Role, organisation = house): Promise<Viewer> {
  const id = await createPerson(store.db, { email: `${name}@example.com`, name, password: PASSWORD });
  await setMember(store.db, organisation, id, role);
  const viewer = await findViewer(store.db, await openSession(store.db, id, null));
  if (!viewer) throw new Error("nobody");
  return (viewers[name] = viewer);
}

const who = (name: string): Viewer => {
  const found = viewers[name];
  if (!found) throw new Error(`nobody called ${name}`);
  return found;
};
const sentences = async (filter: object = {}, as = "Ada") =>
  (await readAudit(who(as), AuditFilter.parse(filter), null, store.db)).lines.map((line) => describeAudit(line).words);
const signIn = (email: string, password: string) =>
  signInWithPassword(store.db, { email, password }, { address: "192.0.2.1", userAgent: null });

async function exported(filter: object): Promise<string[]> {
  let text = "";
  for await (const piece of await exportAudit(who("Ada"), AuditFilter.parse(filter), store.db)) text += piece;
  return text.trimEnd().split("\r\n");
}

beforeAll(async () => {
  house = await ensureOrganisation(store.db, "house", "House");
  await grantEntitlement(store.db, house, "hbm-share", 30);
  await make("Ada", "admin");
  await make("Ben", "admin");
  await make("Ann", "analyst");
  await make("Sue", "subscriber");
  await make("Eve", "admin", await ensureOrganisation(store.db, "elsewhere", "Elsewhere"));
});

describe("the audit", () => {
  it("is for admins alone, and each organisation's own", async () => {
    await expect(readAudit(who("Ann"), {}, null, store.db)).rejects.toMatchObject({ code: "forbidden" });
    await expect(exportAudit(who("Ann"), {}, store.db)).rejects.toMatchObject({ code: "forbidden" });
    expect(await sentences({ area: "rights" })).toContain("Access to hbm-share, held back by 30 days");
    const elsewhere = await sentences({}, "Eve");
    expect(elsewhere).toContain("Eve became admin");
    expect(elsewhere.join()).not.toMatch(/Ada|Ann|hbm-share/);
  });

  it("tells sign-ins, and failed ones without what was typed", async () => {
    await signIn("Ann@example.com", "not the password");
    await signIn("guessed-name@example.com", PASSWORD);
    const nobody = "Somebody failed to sign in to an account that is not there";
    // What is of the installation itself is for the house.
    expect(await sentences({ area: "sign-ins" })).not.toContain(nobody);
    await store.db.sql`update organisation set house = true where id = ${house}`;
    expect(await sentences({ area: "sign-ins" })).toContain(nobody);
    await store.db.sql`update organisation set house = false`;
    expect(await sentences({ area: "sign-ins" })).toEqual(
      expect.arrayContaining(["Signed in", "Somebody failed to sign in as Ann"]),
    );
    const kept = await store.db.sql<{ text: string }[]>`select audit_event::text as text from audit_event`;
    expect(kept.map((one) => one.text).join()).not.toMatch(/@example|guessed-name|password of|192\.0/i);
  });

  it("names the admin who acts, and as whom they look on", async () => {
    await startViewing(who("Ada"), { person: who("Sue").personId, reason: "a question" }, store.db);
    const seen = await findViewer(store.db, who("Ada").sessionId);
    await expect(noteExport(seen ?? who("Sue"), { subject: "hbm/share" }, store.db)).rejects.toThrow(
      "You are viewing as Sue, and nothing is exported meanwhile",
    );
    const { lines } = await readAudit(who("Ada"), { viewing: "yes" }, null, store.db);
    expect(lines.map((line) => [line.person?.name, line.as?.name, describeAudit(line).words])).toEqual([
      ["Ada", "Sue", "Was refused an export while viewing as somebody: hbm/share"],
      ["Ada", undefined, "Began to view the site as Sue: a question"],
    ]);
    expect(await sentences({ viewing: "yes", person: who("Sue").personId })).toHaveLength(1);
    expect(await sentences({ viewing: "no", area: "viewing" })).toEqual([]);
    await store.db.sql`update sign_in_session set viewing_as = null`;
  });

  it("is found by person, words and days", async () => {
    await noteExport(who("Ann"), { subject: "prices/level", detail: { asOf: null } }, store.db);
    expect(await sentences({ person: who("Ann").personId, area: "exports" })).toEqual(["Exported prices/level as CSV"]);
    expect(await sentences({ text: "PRICES/LEV" })).toHaveLength(1);
    expect(await sentences({ text: "prices%" })).toEqual([]);
    const today = now().toISOString().slice(0, 10);
    expect(await sentences({ text: "prices/level", from: today, to: today })).toHaveLength(1);
    expect(await sentences({ to: "2020-01-01" })).toEqual([]);
  });

  it("is paged without gap or double, also while more is written, and counted by area", async () => {
    for (let at = 0; at < PAGE + 20; at += 1)
      await recordAudit(store.db.orm, { by: who("Ada"), action: "made-up.thing", subject: `paged ${at}` });
    const filter = AuditFilter.parse({ text: "paged" });
    const first = await readAudit(who("Ada"), filter, null, store.db);
    await recordAudit(store.db.orm, { by: who("Ada"), action: "made-up.thing", subject: "paged late" });
    const second = await readAudit(who("Ada"), filter, first.next, store.db);
    const seen = [...first.lines, ...second.lines].map((line) => line.subject);
    expect(seen).toEqual(Array.from({ length: PAGE + 20 }, (_, at) => `paged ${PAGE + 19 - at}`));
    expect(second.next).toBeNull();
    expect(second.counts).toEqual(new Map([["other", PAGE + 21]]));
    expect((await readAudit(who("Ada"), { ...filter, area: "other" }, null, store.db)).lines).toHaveLength(PAGE);
    expect((await readAudit(who("Ada"), { ...filter, area: "exports" }, null, store.db)).lines).toEqual([]);
  });

  it("is exported in full, and says so itself", async () => {
    const rows = await exported({ text: "paged" });
    expect(rows[0]).toMatch(/^number,at,person,/);
    expect(rows).toHaveLength(PAGE + 23);
    expect(rows[1]).toContain("export.audit,text=paged,");
  });

  it("cannot be rewritten", async () => {
    await expect(store.db.sql`update audit_event set as_id = null`).rejects.toMatchObject({ code: "42501" });
    await expect(store.db.sql`delete from audit_event`).rejects.toMatchObject({ code: "42501" });
  });

  it("has an area and a sentence for an action that nobody foresaw", () => {
    expect(["session.opened", "edition.downloaded", "edition.closed", "no-such.thing"].map(areaOf)).toEqual([
      "sign-ins",
      "exports",
      "publishing",
      "other",
    ]);
    const line = { id: 1, at: "", person: null, as: null, subjectName: null };
    const told = describeAudit({ ...line, action: "draft.published", subject: "12", detail: { dataset: "hbm-share" } });
    expect(told).toEqual({ words: "Draft 12 of hbm-share: published", href: "/studio/drafts/12" });
    expect(describeAudit({ ...line, action: "constructor.x", subject: null, detail: null }).words).toBe(
      "Constructor: x",
    );
  });
});

describe("people", () => {
  const change = (as: string, name: string, role: Role) =>
    changeRole(who(as), { person: who(name).personId, role, reason: "a new task" }, store.db);
  const able = (verb: typeof disablePerson, as: string, name: string) =>
    verb(who(as), { person: who(name).personId, reason: "has left" }, store.db);

  it("are listed for admins with role, last sign-in and sessions", async () => {
    await expect(listPeople(who("Ann"), store.db)).rejects.toMatchObject({ code: "forbidden" });
    const people = await listPeople(who("Ada"), store.db);
    expect(people.map(({ name, role, sessions }) => [name, role, sessions])).toEqual([
      ["Ada", "admin", 1],
      ["Ben", "admin", 1],
      ["Ann", "analyst", 1],
      ["Sue", "subscriber", 1],
    ]);
  });

  it("change role at once, and the audit says from what, by whom and why", async () => {
    await change("Ada", "Sue", "analyst");
    expect(await findViewer(store.db, who("Sue").sessionId)).toMatchObject({ role: "analyst" });
    expect(await sentences({ person: who("Ada").personId, area: "rights" })).toEqual([
      "Made Sue analyst, who was subscriber: a new task",
    ]);
    await expect(change("Ada", "Sue", "analyst")).rejects.toMatchObject({ code: "conflict" });
    await expect(change("Ann", "Sue", "admin")).rejects.toMatchObject({ code: "forbidden" });
    await expect(change("Ada", "Eve", "subscriber")).rejects.toMatchObject({ code: "not_found" });
  });

  it("are signed out everywhere when disabled, and come back only by signing in", async () => {
    await able(disablePerson, "Ada", "Sue");
    expect(await findViewer(store.db, who("Sue").sessionId)).toBeNull();
    expect(await signIn("Sue@example.com", PASSWORD)).toBeNull();
    await able(enablePerson, "Ada", "Sue");
    expect(await findViewer(store.db, who("Sue").sessionId)).toBeNull();
    expect(await signIn("Sue@example.com", PASSWORD)).not.toBeNull();
    expect(await sentences({ area: "rights", text: "has left" })).toEqual([
      "Enabled the account of Sue again: has left",
      "Disabled the account of Sue and ended 1 session: has left",
    ]);
  });

  it("are not disabled by one of their organisations alone", async () => {
    await setMember(store.db, who("Eve").organisationId, who("Ann").personId, "subscriber");
    await expect(able(disablePerson, "Ada", "Ann")).rejects.toThrow("also belongs to another organisation");
  });

  it("never change themselves, and two admins cannot remove each other at the same moment", async () => {
    await expect(change("Ada", "Ada", "analyst")).rejects.toMatchObject({ code: "forbidden" });
    const both = await Promise.allSettled([change("Ada", "Ben", "analyst"), able(disablePerson, "Ben", "Ada")]);
    expect(both.filter((one) => one.status === "fulfilled")).toHaveLength(1);
    const left = await store.db.sql`
      select 1 from member join person on person.id = person_id
      where organisation_id = ${house} and role = 'admin' and disabled_at is null`;
    expect(left).toHaveLength(1);
  });
});
