import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { connect } from "@/db/client";
import { sendMagicLink, signInWithLink } from "@/lib/access/magic-link";
import { createPerson, ensureOrganisation, setMember } from "@/lib/access/organisations";
import { Reader } from "@/lib/access/reader";
import { findViewer, openSession } from "@/lib/access/session";
import { signInWithPassword } from "@/lib/access/sign-in";
import { startViewing } from "@/lib/access/view-as";
import { watchConnectors } from "@/lib/ingest/alerts/watch";
import { connectorOf } from "@/lib/ingest/find-connector";
import { tick } from "@/lib/work/tick";
import { followClock, machineMs, now } from "@/lib/kernel/clock";
import type { Mail } from "@/lib/mail/send-mail";
import { followDatabaseClock } from "@/lib/store/follow-database-clock";
import { databaseMoment } from "@/lib/store/moment";
import { editDraft } from "@/lib/studio/drafts/edit-draft";
import { openDraft } from "@/lib/studio/drafts/open-draft";
import { publishDraft } from "@/lib/studio/drafts/publish-draft";
import { publishDue } from "@/lib/studio/drafts/publish-due";
import { scheduleDraft } from "@/lib/studio/drafts/schedule-draft";
import { proposeEvent } from "@/lib/studio/events/propose-event";
import { type MailSink, mailSink } from "../setup/mail-sink";
import { approved, colleague, content, edit, publishToy, SPROCKET } from "../setup/studio";
import { toyDataset, useStore } from "../setup/store";

// The database stands on the fixtures' day; the application's machine is some minutes before or behind it, as where a
// second machine lost its time server between two measurements.
const PASSWORD = "correct horse battery";
const store = useStore();
let sink: MailSink;
let turn = 0;

beforeAll(async () => {
  toyDataset();
  sink = await mailSink();
  process.env["SMTP_URL"] = sink.url;
  process.env["MAIL_FROM"] = "Halfpitch <desk@halfpitch.example>";
  await publishToy(store.db, 1, 10);
});
afterAll(() => sink.close());

const apart = async (minutes: number) => {
  const there = await databaseMoment(store.db.sql);
  followClock(there.getTime() + minutes * 60_000 - machineMs());
};

async function account(role: "subscriber" | "analyst" | "admin") {
  turn += 1;
  const email = `apart-${turn}@example.com`;
  const personId = await createPerson(store.db, { email, name: `Reader ${turn}`, password: PASSWORD });
  await setMember(store.db, await ensureOrganisation(store.db, "house", "House"), personId, role);
  return { email, personId, from: { address: `192.0.2.${turn}`, userAgent: null } };
}

/** Lets time pass over what the application may not rewrite. */
async function asOwner(statement: string): Promise<void> {
  const owner = connect(store.ownerUrl, { role: null, max: 1 });
  await owner.sql.unsafe(statement).finally(owner.close);
}

const tokenOf = (mail: string | undefined) =>
  /token=([\w-]{43})/.exec((mail ?? "").replace(/=\n/g, "").replace(/=3D/g, "="))?.[1];

describe.each([20, -20])("with a machine whose clock is %i minutes off", (minutes) => {
  beforeEach(() => apart(minutes));

  it("holds an account back after five failures and not before, for as long as the database says", async () => {
    const { email, personId, from } = await account("subscriber");
    for (let n = 0; n < 4; n += 1) await signInWithPassword(store.db, { email, password: "wrong horse" }, from);
    expect(await signInWithPassword(store.db, { email, password: PASSWORD }, from)).toMatchObject({ personId });
    for (let n = 0; n < 8; n += 1) await signInWithPassword(store.db, { email, password: "wrong horse" }, from);
    expect(await signInWithPassword(store.db, { email, password: PASSWORD }, from)).toBeNull();
    await asOwner("update sign_in_brake set open_at = open_at - interval '16 minutes'");
    expect(await signInWithPassword(store.db, { email, password: PASSWORD }, from)).toMatchObject({ personId });
  });

  it("takes a link by mail for a quarter of an hour", async () => {
    const { email, personId, from } = await account("subscriber");
    sink.mails.length = 0;
    await sendMagicLink(store.db, email);
    await store.db.sql`update magic_link set expires_at = expires_at - interval '14 minutes' where email = ${email}`;
    expect(await signInWithLink(store.db, tokenOf(sink.mails[0]), from)).toMatchObject({ personId });
    await sendMagicLink(store.db, email);
    await store.db.sql`update magic_link set expires_at = expires_at - interval '16 minutes' where email = ${email}`;
    expect(await signInWithLink(store.db, tokenOf(sink.mails[1]), from)).toBeNull();
  });

  it("lets an admin view as somebody for half an hour", async () => {
    const [admin, seen] = [await account("admin"), await account("subscriber")];
    const session = await openSession(store.db, admin.personId, null);
    const viewer = await findViewer(store.db, session);
    if (!viewer) throw new Error("a session just opened");
    await startViewing(viewer, { person: seen.personId, reason: "for the test" }, store.db);
    expect(await findViewer(store.db, session)).toMatchObject({ personId: seen.personId });
    await store.db.sql`update sign_in_session set viewing_until = viewing_until - interval '31 minutes'`;
    expect(await findViewer(store.db, session)).toMatchObject({ personId: admin.personId });
  });

  it("shows what was published to the very next reader, and goes on showing it", async () => {
    const ada = await colleague(store.db, `Ada ${turn}`);
    const read = async () => {
      const reader = new Reader(store.db, ada, null, now(), { newest: true });
      const rows = await reader.observations({ dataset: "toy-lead-times" });
      return rows.find((one) => one.series === SPROCKET && one.period === "2026-03-01")?.value;
    };
    await publishToy(store.db, 3, 40 + minutes);
    expect(await read()).toBe(40 + minutes);
    await publishToy(store.db, 3, 41 + minutes);
    expect([await read(), await read()]).toEqual([41 + minutes, 41 + minutes]);
  });

  it("shows an event as soon as it is published", async () => {
    const [ada, bo] = [await colleague(store.db, `Ada E ${turn}`), await colleague(store.db, `Bo E ${turn}`)];
    const given = {
      dataset: "toy-lead-times",
      kind: "Launch",
      title: minutes > 0 ? "Seen early" : "Seen late",
      occurredOn: "2026-03",
    };
    const draft = await proposeEvent(ada, { ...given, subjects: ["Sprocket"], source: "toy-survey" }, store.db);
    await approved(store.db, ada, bo, draft.id);
    await publishDraft(ada, { draft: draft.id }, store.db);
    const pins = await new Reader(store.db, ada, null, now(), { newest: true }).events({ dataset: "toy-lead-times" });
    expect(pins.map((one) => one.title)).toContain(given.title);
  });

  it("publishes a planned draft when the database says that its moment has come", async () => {
    const [ada, bo] = [await colleague(store.db, `Ada P ${turn}`), await colleague(store.db, `Bo P ${turn}`)];
    const draft = await openDraft(ada, { dataset: "toy-lead-times" }, store.db);
    const value = content(50 + minutes, { reason: "new-information" });
    await editDraft(ada, { draft: draft.id, edits: [edit(5, value)] }, store.db);
    await approved(store.db, ada, bo, draft.id);
    await scheduleDraft(ada, { draft: draft.id, local: "2027-06-01T12:00", zone: "UTC" }, store.db);
    expect(await publishDue(store.db)).toEqual([]);
    await store.db.sql`update draft set publish_at = now() - interval '1 second' where id = ${draft.id}`;
    expect(await publishDue(store.db)).toMatchObject([{ draft: draft.id, trouble: null }]);
  });

  it("neither calls a source silent that has just run, nor runs it again in the same slot", async () => {
    const mails: Mail[] = [];
    const vultr = connectorOf("vultr");
    await store.db.sql`
      insert into connector_run (connector, trigger, started_by, observed_on, state, ended_at, seen, started_at)
      values ('vultr', 'schedule', 'test', '2026-11-24', 'published', now(), 5, now() - ${vultr.freshWithinHours * 60 - 5} * interval '1 minute')`;
    const post = async (mail: Mail) => void mails.push(mail);
    await watchConnectors(store.db, [vultr], post, () => undefined);
    expect(mails).toEqual([]);
    await store.db.sql`
      insert into connector_run (connector, trigger, started_by, observed_on, state, ended_at, seen)
      values ('vultr', 'schedule', 'test', '2026-11-24', 'published', now(), 5)`;
    expect(await tick(store.db)).not.toContain("vultr");
  });
});

describe("a machine that is apart from its database", () => {
  it.each([-3 * 86_400_000, 7 * 60_000, 90_000])("follows its clock from %i ms off", async (offMs) => {
    const there = await databaseMoment(store.db.sql);
    followClock(there.getTime() + offMs - machineMs());
    await followDatabaseClock(store.db.sql);
    expect(Math.abs(now().getTime() - (await databaseMoment(store.db.sql)).getTime())).toBeLessThan(2000);
  });
});
