import ICAL from "ical.js";
import { afterEach, beforeAll, describe, expect, it } from "vitest";
import { createPerson, ensureOrganisation, setMember } from "@/lib/access/organisations";
import type { Viewer } from "@/lib/access/viewer";
import { readEditions } from "@/lib/store/editions/editions";
import { calendarFeed } from "@/lib/studio/calendar/calendar-feed";
import type { PlanEntry } from "@/lib/studio/calendar/entry";
import { cancelEntry, moveEntry, planEntry } from "@/lib/studio/calendar/plan";
import { readCalendar } from "@/lib/studio/calendar/read-calendar";
import { closeEditionNow } from "@/lib/studio/editions/close-edition-now";
import { standAt } from "../../setup/stand-at";
import { publish, toyDataset, useStore } from "../../setup/store";

const store = useStore();
const TOY = "toy-lead-times";
const START = new Date("2026-10-01T12:00:00Z");
let analyst: Viewer;

const as = (change: Partial<Viewer>): Viewer => ({ ...analyst, ...change });
const plan = (change: Partial<PlanEntry> = {}) =>
  planEntry(
    analyst,
    {
      dataset: TOY,
      kind: "release",
      title: "Third quarter",
      due: { local: "2026-12-01T16:00", zone: "America/New_York" },
      ...change,
    },
    store.db,
  );
const at = (moment: string) => standAt(new Date(moment));
const lead = (value: number) => ({
  dataset: TOY,
  measure: "lead_time",
  dims: { part: "sprocket", region: "north" },
  period: "2026-01-01",
  value,
  status: "A" as const,
  source: "toy-survey",
});

beforeAll(async () => {
  toyDataset();
  const house = await ensureOrganisation(store.db, "house", "House");
  const account = { email: "analyst@example.com", name: "The analyst", password: "a password of the tests" };
  const personId = await createPerson(store.db, account);
  await setMember(store.db, house, personId, "analyst");
  analyst = {
    personId,
    name: account.name,
    email: account.email,
    organisationId: house,
    organisation: "House",
    role: "analyst",
    entitlements: [{ dataset: "*", delayDays: 0 }],
    sessionId: "",
    viewedBy: null,
  };
  standAt(START);
});
afterEach(() => standAt(START));

describe("planning", () => {
  it("is for analysts of the dataset, with their own hands", async () => {
    const refused = (viewer: Viewer) =>
      expect(
        planEntry(
          viewer,
          { dataset: TOY, kind: "release", title: "Not mine", due: { local: "2026-12-01", zone: "UTC" } },
          store.db,
        ),
      ).rejects.toMatchObject({ code: "forbidden" });
    await refused(as({ role: "subscriber" }));
    await refused(as({ entitlements: [] }));
    await refused(as({ viewedBy: { personId: "x", name: "Admin", until: "2030-01-01T00:00:00Z" } }));
  });

  it("takes a time as the clocks of the zone show it, in winter and in summer", async () => {
    const winter = await plan();
    const summer = await plan({ due: { local: "2027-07-01T16:00", zone: "America/New_York" } });
    expect([winter.dueAt, summer.dueAt]).toEqual(["2026-12-01T21:00:00.000Z", "2027-07-01T20:00:00.000Z"]);
  });

  it.each([
    ["2027-03-28T02:30", "does not come"],
    ["2026-10-25T02:30", "comes twice"],
  ])("refuses %s in Berlin, which %s", async (local, words) => {
    await expect(plan({ due: { local, zone: "Europe/Berlin" } })).rejects.toThrow(words);
  });

  it("refuses a moment that has passed, a day that is over and a zone that is none", async () => {
    await expect(plan({ due: { local: "2026-10-01T11:59", zone: "UTC" } })).rejects.toThrow("has passed");
    await expect(plan({ due: { local: "2026-09-30", zone: "UTC" } })).rejects.toThrow("has passed");
    await expect(plan({ due: { local: "2026-12-01", zone: "Mars/Olympus" } })).rejects.toThrow("no time zone");
    expect((await plan({ due: { local: "2026-10-01", zone: "UTC" } })).allDay).toBe(true);
  });
});

describe("as of a past day", () => {
  it("tells what was announced by then, as it stood then", async () => {
    const first = await plan({ title: "To be moved later" });
    const DAY_MS = 86_400_000;
    const planned = Date.parse(first.plannedAt);
    const dayAt = (ms: number) => new Date(ms).toISOString().slice(0, 10);
    const told = async (day: string) => {
      const later = new Date(planned + 30 * DAY_MS);
      const { coming } = await readCalendar({ dataset: TOY, asOf: day }, store.db.sql, later);
      return coming.filter((one) => one.key === first.key).map((one) => one.dueAt);
    };
    expect(await told(dayAt(planned - DAY_MS))).toEqual([]);
    expect(await told(dayAt(planned))).toEqual([first.dueAt]);
  });
});

describe("an entry", () => {
  it("keeps its key and counts its versions as it is moved and cancelled, with what was said", async () => {
    const first = await plan({ title: "To be moved" });
    const due = { local: "2026-12-08T16:00", zone: "America/New_York" };
    const kept = { key: first.key, version: first.version };
    const second = await moveEntry(analyst, { ...kept, due, note: "The survey is late" }, store.db);
    expect(second).toMatchObject({ key: first.key, sequence: 1, dueAt: "2026-12-08T21:00:00.000Z" });
    const third = await cancelEntry(analyst, { key: first.key, version: second.version, note: "No survey" }, store.db);
    expect(third).toMatchObject({ sequence: 2, cancelled: true, note: "No survey", plannedAt: first.plannedAt });
    const { coming } = await readCalendar({}, store.db.sql);
    expect(coming.filter((one) => one.key === first.key)).toHaveLength(1);
    const audit = await store.db.sql`
      select action from audit_event where subject = ${first.key} and person_id = ${analyst.personId} order by id`;
    expect(audit.map((one) => one["action"])).toEqual(["calendar.planned", "calendar.moved", "calendar.cancelled"]);
  });

  it("is not overwritten unseen: of two who move it, the second is told", async () => {
    const entry = await plan({ title: "Wanted by two" });
    const move = (day: number) =>
      moveEntry(
        analyst,
        { key: entry.key, version: entry.version, due: { local: `2026-12-1${day}`, zone: "UTC" }, note: "moved" },
        store.db,
      );
    const both = await Promise.allSettled([move(1), move(2)]);
    expect(both.map((one) => one.status).toSorted()).toEqual(["fulfilled", "rejected"]);
    expect(both.find((one) => one.status === "rejected")).toMatchObject({ reason: { code: "conflict" } });
  });

  it("stays where it was once its moment has passed: that it was late is not moved away", async () => {
    const entry = await plan({ title: "Soon over", due: { local: "2026-10-01T13:00", zone: "UTC" } });
    at("2026-10-01T14:00:00Z");
    const given = { key: entry.key, version: entry.version, note: "It comes later" };
    const moved = moveEntry(analyst, { ...given, due: { local: "2026-10-09", zone: "UTC" } }, store.db);
    await expect(moved).rejects.toThrow("has passed");
    await expect(cancelEntry(analyst, given, store.db)).rejects.toThrow("has passed");
  });

  it("cannot be rewritten in the database", async () => {
    await expect(store.db.sql`update calendar_entry set title = 'x'`).rejects.toThrow(/permission denied|append-only/);
  });

  it("is told to have been late, on time or not to have come", async () => {
    // Publications are stamped by the database: entries are laid around its present moment.
    const due = async (key: string, kind: string, minutes: number) => {
      await store.db.sql`
        insert into calendar_entry (key, dataset, kind, title, due_at, zone, all_day)
        values (${key}, ${TOY}, ${kind}, ${key}, now() + ${minutes} * interval '1 minute', 'UTC', false)`;
    };
    await due("late", "release", -200);
    await due("never", "source", -200);
    const outcomes = async () => {
      const [clock] = await store.db.sql<{ at: string }[]>`select clock_timestamp()::text as at`;
      standAt(new Date(Date.parse(clock?.at ?? "") + 3 * 3_600_000));
      const { past } = await readCalendar({ dataset: TOY }, store.db.sql);
      const about = (key: string) => past.find((one) => one.key === key)?.outcome.replace(/, .*/, "");
      return ["late", "never", "on-time", "early"].map(about);
    };
    expect(await outcomes()).toEqual(["not published yet", "not published yet", undefined, undefined]);
    await due("on-time", "release", 0);
    await due("early", "edition", 100);
    await publish(store.db, { observations: [lead(1)] });
    await closeEditionNow(analyst, { dataset: TOY, note: "For the test" }, store.db);
    const [late, never, onTime, early] = await outcomes();
    expect([never, onTime]).toEqual(["not published yet", "published on time"]);
    expect(late).toMatch(/^published late by 3 h 2\d min$/);
    expect(early).toMatch(/^published early by 1 h (39|40) min$/);
  });

  it("says nothing of drafts that are scheduled", async () => {
    await store.db.sql`
      insert into draft (dataset, author_id, organisation_id, state, reason, publish_at, publish_zone, closes_edition)
      values (${TOY}, ${analyst.personId}, ${analyst.organisationId}, 'scheduled', 'Under embargo', '2026-12-24T16:00Z',
        'UTC', true)`;
    const all = JSON.stringify(await readCalendar({}, store.db.sql)) + (await calendarFeed({}, store.db.sql)).body;
    expect(all).not.toMatch(/embargo|2026-?12-?24/i);
  });
});

describe("an edition that is closed by itself", () => {
  it("is refused where nothing was published since the last one", async () => {
    await expect(closeEditionNow(analyst, { dataset: TOY, note: "Again" }, store.db)).rejects.toThrow("since edition");
    await expect(closeEditionNow(analyst, { dataset: "hbm-share", note: "Empty" }, store.db)).rejects.toThrow(
      "nothing to close",
    );
    await expect(
      closeEditionNow(as({ role: "subscriber" }), { dataset: TOY, note: "Not mine" }, store.db),
    ).rejects.toMatchObject({ code: "forbidden" });
    const before = "2200-01-01T00:00:00Z";
    expect(await readEditions(store.db.sql, { dataset: TOY, before, limit: 9 })).toHaveLength(1);
  });
});

describe("the calendar as iCalendar", () => {
  const events = async () => {
    const { body } = await calendarFeed({}, store.db.sql);
    const calendar = new ICAL.Component(ICAL.parse(body));
    return calendar.getAllSubcomponents("vevent").map((one) => new ICAL.Event(one));
  };
  const found = async (key: string) => {
    const event = (await events()).find((one) => one.uid === `${key}@localhost`);
    if (!event) throw new Error(`no event ${key}`);
    return event;
  };

  it("is read back with its moments, across daylight saving", async () => {
    const before = await plan({
      title: "Before the clocks go back",
      due: { local: "2026-10-24T09:00", zone: "Europe/Berlin" },
    });
    const after = await plan({ title: "After it", due: { local: "2026-10-26T09:00", zone: "Europe/Berlin" } });
    const moments = [await found(before.key), await found(after.key)].map((one) =>
      one.startDate.toJSDate().toISOString(),
    );
    expect(moments).toEqual(["2026-10-24T07:00:00.000Z", "2026-10-26T08:00:00.000Z"]);
  });

  it("has a day alone as a day, in the zone that it is one in", async () => {
    const { key, dueAt } = await plan({ title: "A day", due: { local: "2026-12-01", zone: "Pacific/Auckland" } });
    const event = await found(key);
    expect(dueAt).toBe("2026-11-30T11:00:00.000Z");
    expect([event.startDate.isDate, event.startDate.toString(), event.endDate.toString()]).toEqual([
      true,
      "2026-12-01",
      "2026-12-02",
    ]);
  });

  it("keeps the UID, raises the sequence and marks what is cancelled", async () => {
    const first = await plan({ title: "Third; and last, perhaps", note: "A\\B\nsecond line" });
    const planned = await found(first.key);
    const [line] = planned.description.split("\n").slice(1);
    expect([planned.sequence, planned.summary, line]).toEqual([
      0,
      "Constructed lead times: Third; and last, perhaps",
      "A\\B",
    ]);
    at("2026-10-01T13:00:00Z");
    await cancelEntry(analyst, { key: first.key, version: first.version, note: "Not this year" }, store.db);
    const cancelled = await found(first.key);
    expect(cancelled.sequence).toBe(1);
    expect(cancelled.component.getFirstPropertyValue("status")).toBe("CANCELLED");
  });

  it("is of CRLF lines of at most 75 octets that never cut a character", async () => {
    await plan({ title: "Ein langer Titel mit Umlauten äöü und 漢字, ".repeat(4).trim() });
    const { body } = await calendarFeed({}, store.db.sql);
    expect(body.replaceAll("\r\n", "")).not.toMatch(/[\r\n]/);
    const lines = body.split("\r\n");
    expect(Math.max(...lines.map((line) => Buffer.byteLength(line)))).toBeLessThanOrEqual(75);
    expect(lines.filter((line) => line.includes("\ufffd"))).toEqual([]);
    expect((await events()).map((one) => one.summary).join()).toContain("漢字, Ein langer Titel mit Umlauten äöü");
  });

  it("is the same until something changes", async () => {
    const [first, second] = [await calendarFeed({}, store.db.sql), await calendarFeed({}, store.db.sql)];
    expect(second).toEqual(first);
    await plan({ title: "One more" });
    expect((await calendarFeed({}, store.db.sql)).etag).not.toBe(first.etag);
    expect((await calendarFeed({ dataset: "hbm-share" }, store.db.sql)).body).not.toContain("BEGIN:VEVENT");
    await expect(calendarFeed({ dataset: "none" }, store.db.sql)).rejects.toMatchObject({ code: "not_found" });
  });
});
