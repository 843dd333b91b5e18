import { beforeAll, describe, expect, it } from "vitest";
import { createPerson, ensureOrganisation, grantEntitlement, setMember } from "@/lib/access/organisations";
import { Reader } from "@/lib/access/reader";
import type { Role, Viewer } from "@/lib/access/viewer";
import { now } from "@/lib/kernel/clock";
import { readStatus } from "@/lib/status/read-status";
import { editDraft } from "@/lib/studio/drafts/edit-draft";
import { openDraft } from "@/lib/studio/drafts/open-draft";
import { publishDue } from "@/lib/studio/drafts/publish-due";
import { scheduleDraft } from "@/lib/studio/drafts/schedule-draft";
import { readHistory } from "@/lib/studio/history/read-history";
import { changeSettings } from "@/lib/studio/settings/change-settings";
import { readToldPeople } from "@/lib/studio/settings/tell-published";
import { changeSource } from "@/lib/studio/sources/change-source";
import { listSources } from "@/lib/studio/sources/list-sources";
import { readSource } from "@/lib/studio/sources/read-source";
import { searchSources } from "@/lib/studio/sources/search-sources";
import { publish, toyDataset, useStore } from "../setup/store";
import { approved, colleague, content, edit, SPROCKET } from "../setup/studio";

const store = useStore();
const TOY = "toy-lead-times";
let ada: Viewer;
let ben: Viewer;
let run = 0;

/** Somebody of an organisation with one entitlement. */
async function somebody(
  organisation: string,
  dataset: string,
  delayDays: number,
  role: Role = "analyst",
): Promise<Viewer> {
  const organisationId = await ensureOrganisation(store.db, organisation, `Constructed ${organisation}`);
  await grantEntitlement(store.db, organisationId, dataset, delayDays);
  run += 1;
  const email = `${run}@${organisation}.example.com`;
  const name = `${role} of ${organisation}`;
  const personId = await createPerson(store.db, { email, name, password: "plinth vermouth gazebo" });
  await setMember(store.db, organisationId, personId, role);
  const entitlements = [{ dataset, delayDays }];
  const rest = { house: false, sessionId: "", viewedBy: null, proved: true };
  return { personId, name, email, organisationId, organisation, role, entitlements, ...rest };
}

const secret = { key: "hbm-secret", title: "HBM share 58.4 %", publisher: "Constructed house", kind: "report" };
const daysAgo = (days: number) => new Date(now().getTime() - days * 86_400_000).toISOString();
const sprocket = (period: string, value: number, days: number, source = "toy-survey") => ({
  dataset: TOY,
  measure: "lead_time",
  dims: { part: "sprocket", region: "north" },
  period,
  value,
  status: "E" as const,
  source,
  knownAt: daysAgo(days),
});

beforeAll(async () => {
  toyDataset();
  ada = await colleague(store.db, "Ada One");
  ben = await colleague(store.db, "Ben Two");
  const late = {
    key: "late-survey",
    title: "Late survey 12.5 weeks",
    publisher: "Constructed publisher",
    kind: "survey",
  };
  await publish(store.db, {
    sources: [secret, late],
    observations: [sprocket("2025-01-01", 5, 100), sprocket("2025-02-01", 12.5, 10, "late-survey")],
  });
});

describe("a source", () => {
  const titles = async (viewer: Viewer) =>
    (await listSources(viewer, {}, store.db)).lines.map((one) => one.title).toSorted();

  it("is listed, counted, found and shown to who may read one of its values, as known to them", async () => {
    const late = await somebody("late", "*", 30);
    const rival = await somebody("rival", "hbm-share", 0);
    expect(await titles(ada)).toEqual(["Constructed survey", "HBM share 58.4 %", "Late survey 12.5 weeks"]);
    expect(await titles(late)).toEqual(["Constructed survey"]);
    expect(await titles(rival)).toEqual([]);
    const seen = await listSources(late, {}, store.db);
    expect(seen).toMatchObject({
      total: 1,
      lacking: { sources: 1 },
      publishers: ["Constructed publisher"],
      kinds: ["survey"],
    });
    expect(seen.lines[0]).toMatchObject({
      observations: 1,
      newestAt: expect.stringContaining(daysAgo(100).slice(0, 10)),
    });
    expect(await searchSources(late, { text: "weeks" }, store.db)).toEqual([]);
    for (const [viewer, key] of [
      [late, "late-survey"],
      [rival, "toy-survey"],
      [rival, "no-such-source"],
    ] as const) {
      const words = `There is no source called “${key}”.`;
      await expect(readSource(viewer, key, store.db)).rejects.toThrow(words);
      await expect(changeSource(viewer, { what: "archive", key, reason: "to see" }, store.db)).rejects.toThrow(words);
    }
  });

  it("cannot be cited by a key that was guessed", async () => {
    const narrow = await somebody("narrow", TOY, 0);
    const { id } = await openDraft(narrow, { dataset: TOY }, store.db);
    const cite = (source: string) =>
      editDraft(narrow, { draft: id, edits: [edit(3, content(7, { source, status: "E" }))] }, store.db);
    expect((await cite("toy-survey")).refused).toEqual([]);
    for (const key of ["hbm-secret", "no-such-source"])
      expect((await cite(key)).refused).toMatchObject([
        { field: "source", message: expect.stringContaining(`called “${key}”`) },
      ]);
  });
});

describe("other organisations", () => {
  it("see what our analysts did, and not who they are", async () => {
    const { id } = await openDraft(ada, { dataset: TOY }, store.db);
    await editDraft(ada, { draft: id, edits: [edit(5, content(8))] }, store.db);
    await approved(store.db, ada, ben, id);
    const [due] = await publishNow(id);
    expect(due?.trouble).toBeNull();
    const narrow = await somebody("narrow", TOY, 0, "subscriber");
    const reader = (viewer: Viewer) => new Reader(store.db, viewer, null, now(), { newest: true });
    const words = async (viewer: Viewer) =>
      JSON.stringify([
        await reader(viewer).releases({ dataset: TOY, limit: 5 }),
        await reader(viewer).trace({ series: SPROCKET, period: "2026-05-01" }),
        await readHistory({ ...viewer, role: "analyst" }, { series: SPROCKET }, store.db),
      ]);
    expect(await words(ada)).toContain("Ada One");
    expect(await words(narrow)).not.toMatch(/Ada One|Ben Two/);
    expect(await words(narrow)).toContain("an analyst");
  });

  it("neither see nor change how the house runs a dataset", async () => {
    const narrow = await somebody("narrow-admin", TOY, 0, "admin");
    const settings = { defaultSource: null, defaultStatus: "E" };
    await expect(changeSettings(narrow, { dataset: TOY, settings }, store.db)).rejects.toMatchObject({
      code: "forbidden",
    });
  });
});

/** Plans an approved draft for a moment that has come, and publishes what is due. */
async function publishNow(draft: number) {
  await scheduleDraft(ben, { draft, local: "2100-03-01T16:00", zone: "UTC" }, store.db);
  await store.db.sql`update draft set publish_at = now() - interval '1 minute' where id = ${draft}`;
  return publishDue(store.db, draft);
}

describe("somebody who is held back", () => {
  it("hears of no run, release, trouble or name that is newer than their day", async () => {
    const late = await somebody("late", "*", 30);
    const reader = new Reader(store.db, late, null, now(), { newest: true });
    const publisher = {
      kind: "publisher" as const,
      slug: "toy-house",
      attributes: {},
      verified: true,
      source: "toy-survey",
    };
    const names = [
      { name: "Old name", knownAt: daysAgo(60) },
      { name: "New name", knownAt: daysAgo(5) },
    ];
    for (const one of names) await publish(store.db, { entities: [{ ...publisher, ...one }] });
    expect((await reader.entityNames("publisher")).get("toy-house")).toBe("Old name");
    const { datasets, incidents } = await readStatus(reader, store.db);
    expect(incidents).toEqual([]);
    const toy = datasets.find((one) => one.dataset === TOY);
    expect(toy).toMatchObject({ feeds: [], next: null, held: 0, observations: 1, release: 0, releasedAt: null });
  });

  it("gets no mail about a publication, nor does who has the dataset no more", async () => {
    const late = await somebody("late", "*", 30);
    const gone = await somebody("gone", TOY, 0);
    const told = [ada.personId, late.personId, gone.personId];
    await changeSettings(ada, { dataset: TOY, settings: { told } }, store.db);
    const people = async () => (await readToldPeople(store.db.sql, TOY)).map(({ name, house }) => [name, house]);
    expect(Object.fromEntries(await people())).toEqual({ "Ada One": true, [gone.name]: false });
    await store.db.sql`update entitlement set ends_on = '2020-01-01' where organisation_id = ${gone.organisationId}`;
    expect(await people()).toEqual([["Ada One", true]]);
  });
});

describe("a planned draft", () => {
  const planned = async (month: number) => {
    const { id } = await openDraft(ada, { dataset: TOY }, store.db);
    await editDraft(ada, { draft: id, edits: [edit(month, content(9))] }, store.db);
    await approved(store.db, ada, ben, id);
    return id;
  };

  it("waits where its author is no analyst by then, or their organisation has lost the dataset", async () => {
    const { sql } = store.db;
    await sql`update person set disabled_at = now() where id = ${ada.personId}`.catch(() => undefined);
    const draft = await planned(6);
    expect(await publishNow(draft)).toMatchObject([
      { trouble: expect.stringContaining("Ada One, who wrote it, does not work on it any longer") },
    ]);
    await sql`update person set disabled_at = null where id = ${ada.personId}`;
    await sql`update entitlement set ends_on = '2020-01-01' where organisation_id = ${ada.organisationId}`;
    expect(await publishNow(draft)).toMatchObject([
      {
        trouble: expect.stringContaining(
          "Constructed lead times is not part of what its organisation works on any longer",
        ),
      },
    ]);
    await sql`update entitlement set ends_on = null where organisation_id = ${ada.organisationId}`;
    expect(await publishNow(draft)).toMatchObject([{ trouble: null }]);
  });
});
