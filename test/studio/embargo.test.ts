import fc from "fast-check";
import { afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import type { Viewer } from "@/lib/access/viewer";
import { instantOf, isZone, zones } from "@/lib/kernel/zoned";
import { readObservations } from "@/lib/store/read-observations";
import { lockPublishing } from "@/lib/store/publish/publish-change-set";
import { editDraft } from "@/lib/studio/drafts/edit-draft";
import { unscheduleDraft } from "@/lib/studio/drafts/move-draft";
import { openDraft } from "@/lib/studio/drafts/open-draft";
import { publishDraft } from "@/lib/studio/drafts/publish-draft";
import { publishDue } from "@/lib/studio/drafts/publish-due";
import { publishingWork } from "@/lib/studio/drafts/publishing-work";
import { readDraft } from "@/lib/studio/drafts/read-draft";
import { scheduleDraft } from "@/lib/studio/drafts/schedule-draft";
import { toyDataset, useStore } from "../setup/store";
import { approved, colleague, content, edit, publishToy } from "../setup/studio";

const store = useStore();
let ada: Viewer;
let ben: Viewer;

beforeAll(async () => {
  toyDataset();
  ada = await colleague(store.db, "Ada One");
  ben = await colleague(store.db, "Ben Two");
  await publishToy(store.db, 1, 10);
});

/** An approved draft of one value, planned for a moment to come. */
async function planned(month: number, value: number, closesEdition = false): Promise<number> {
  const { id } = await openDraft(ada, { dataset: "toy-lead-times" }, store.db);
  await editDraft(ada, { draft: id, edits: [edit(month, content(value, { reason: "new-information" }))] }, store.db);
  await approved(store.db, ada, ben, id);
  await scheduleDraft(ben, { draft: id, local: "2100-03-01T16:00", zone: "America/New_York", closesEdition }, store.db);
  return id;
}

/** The moment comes: what was planned is planned for a minute ago. */
const comes = (id: number) => store.db.sql`update draft set publish_at = now() - interval '1 minute' where id = ${id}`;
const values = async () =>
  (await readObservations(store.db.sql, { dataset: "toy-lead-times" })).map((one) => one.value);

/** Holds the lock of publishing for as long as something else is done. */
const whileNobodyPublishes = <T>(work: () => Promise<T>): Promise<T> =>
  store.db.sql.begin(async (tx) => {
    await lockPublishing(tx);
    return work();
  }) as Promise<T>;

const waitsForItsTurn = () =>
  vi.waitFor(async () => {
    const waiting = await store.db.sql`select 1 from pg_locks where locktype = 'advisory' and not granted`;
    expect(waiting).toHaveLength(1);
  });

describe("a moment told in a time zone", () => {
  it.each([
    ["2026-07-01T16:00", "America/New_York", "2026-07-01T20:00:00.000Z"],
    ["2026-12-01T16:00", "America/New_York", "2026-12-01T21:00:00.000Z"],
    ["2026-12-01T16:00", "Asia/Kolkata", "2026-12-01T10:30:00.000Z"],
    ["2026-10-25T03:00", "Europe/Berlin", "2026-10-25T02:00:00.000Z"],
  ])("%s in %s is %s", (local, zone, instant) => {
    expect(instantOf(local, zone).toISOString()).toBe(instant);
  });

  it.each([
    ["2026-03-08T02:30", "America/New_York", /set forward/],
    ["2026-11-01T01:30", "America/New_York", /comes twice/],
    ["2026-10-25T02:15", "Europe/Berlin", /comes twice/],
    ["2026-02-30T10:00", "UTC", /no day and time/],
    ["2026-02-03T10:00", "Europe/Atlantis", /no time zone/],
  ])("%s in %s is refused", (local, zone, words) => {
    expect(() => instantOf(local, zone)).toThrow(words);
  });

  it("shows on the clocks of its zone what was asked for, whenever it is not refused", () => {
    const local = fc
      .date({ min: new Date("2000-01-01"), max: new Date("2060-01-01"), noInvalidDate: true })
      .map((one) => one.toISOString().slice(0, 16));
    fc.assert(
      fc.property(local, fc.constantFrom(...zones()), (text, zone) => {
        let instant: Date;
        try {
          instant = instantOf(text, zone);
        } catch {
          return;
        }
        const shown = new Intl.DateTimeFormat("sv-SE", {
          timeZone: zone,
          dateStyle: "short",
          timeStyle: "short",
        }).format(instant);
        expect(shown.replace(" ", "T")).toBe(text);
      }),
      { numRuns: 200 },
    );
    expect(isZone("Nowhere/Land")).toBe(false);
  });
});

describe("a planned publication", () => {
  it("is refused for a moment that has passed", async () => {
    const { id } = await openDraft(ben, { dataset: "toy-lead-times" }, store.db);
    await editDraft(ben, { draft: id, edits: [edit(9, content(3))] }, store.db);
    await approved(store.db, ben, ada, id);
    const past = { draft: id, local: "2020-03-01T16:00", zone: "UTC" };
    await expect(scheduleDraft(ben, past, store.db)).rejects.toMatchObject({ code: "invalid" });
  });

  it("is not seen before its moment, and then all at once, by nobody's hand", async () => {
    const id = await planned(2, 12, true);
    expect(await publishDue(store.db)).toEqual([]);
    expect(await values()).toEqual([10]);
    await comes(id);
    const all = await Promise.all([publishDue(store.db), publishDue(store.db, id), publishDue(store.db)]);
    expect(all.flat().filter((one) => one.trouble !== null)).toEqual([]);
    expect(await values()).toEqual([10, 12]);
    expect((await readDraft(ada, id, store.db)).state).toBe("published");
    const [edition] = await store.db.sql`select count(*)::int as n from edition`;
    expect(edition?.["n"]).toBe(1);
  });

  it("waits for a person where a value has moved meanwhile, and tells its author by mail", async () => {
    const id = await planned(3, 20);
    await publishToy(store.db, 3, 19);
    await comes(id);
    const mails: string[] = [];
    const said: string[] = [];
    const work = publishingWork(
      store.db,
      ({ step }) => void said.push(step),
      async ({ to, text }) => void mails.push(`${to} ${text}`),
    );
    await work.tasks["publish-draft"]({ draft: id });
    await work.tasks["publish-due"]();
    expect(said).toEqual(["not-published"]);
    expect(mails).toHaveLength(1);
    expect(mails[0]).toContain(`/studio/drafts/${id}`);
    const draft = await readDraft(ada, id, store.db);
    expect([draft.state, draft.publishAt]).toEqual(["approved", null]);
    expect(draft.trouble).toMatch(/published by somebody else/);
  });

  it("can be taken off the calendar, and then does not happen", async () => {
    const id = await planned(5, 5);
    await unscheduleDraft(ada, { draft: id }, store.db);
    expect(await publishDue(store.db, id)).toEqual([]);
    expect((await readDraft(ada, id, store.db)).state).toBe("approved");
  });

  it.each([
    ["taken off the calendar", (id: number) => unscheduleDraft(ada, { draft: id }, store.db), "approved"],
    [
      "planned for later",
      (id: number) => scheduleDraft(ben, { draft: id, local: "2100-04-01T16:00", zone: "UTC" }, store.db),
      "scheduled",
    ],
  ])("does not happen where it is %s while it waits for another publication", async (_, change, state) => {
    const id = await planned(state === "approved" ? 7 : 8, 7);
    await comes(id);
    const before = await values();
    const publishing = await whileNobodyPublishes(async () => {
      const due = publishDue(store.db, id);
      await waitsForItsTurn();
      await change(id);
      return { due };
    });
    expect(await publishing.due).toEqual([]);
    expect((await readDraft(ada, id, store.db)).state).toBe(state);
    expect(await values()).toEqual(before);
  });
});

describe("a planned publication of somebody who lost the right to it", () => {
  const stopped = async (id: number, words: string) => {
    await comes(id);
    const [outcome] = await publishDue(store.db, id);
    expect(outcome).toMatchObject({ draft: id, trouble: expect.stringContaining(words) });
    expect(await readDraft(ada, id, store.db)).toMatchObject({
      state: "approved",
      trouble: expect.stringContaining(words),
    });
    await publishDraft(ada, { draft: id }, store.db);
    return outcome?.email;
  };
  afterEach(async () => {
    await store.db.sql`update person set disabled_at = null`;
    await store.db.sql`update member set role = 'analyst' where person_id = ${ben.personId}`;
    await store.db.sql`update entitlement set ends_on = null, delay_days = 0`;
  });

  it("is stopped where its author has no account any longer, and tells them nothing", async () => {
    const id = await planned(10, 12);
    await store.db.sql`update person set disabled_at = now() where id = ${ada.personId}`;
    expect(await stopped(id, "Ada One, who wrote it, does not work on it any longer")).toBeNull();
  });

  it("is stopped where its reviewer is no analyst any longer", async () => {
    const id = await planned(10, 13);
    await store.db.sql`update member set role = 'subscriber' where person_id = ${ben.personId}`;
    expect(await stopped(id, "Ben Two, who approved it, does not work on it any longer")).toBe(ada.email);
  });

  it.each([
    ["ends_on", "2020-01-01"],
    ["delay_days", 30],
  ] as const)("is stopped where the organisation's %s keeps the dataset from it", async (column, value) => {
    const id = await planned(10, column === "ends_on" ? 14 : 15);
    await store.db.sql`update entitlement set ${store.db.sql(column)} = ${value}`;
    expect(await stopped(id, "is not part of what its organisation works on any longer")).toBe(ada.email);
  });
});
