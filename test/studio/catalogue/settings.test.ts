import { beforeAll, describe, expect, it, vi } from "vitest";
import type { Viewer } from "@/lib/access/viewer";
import { editDraft } from "@/lib/studio/drafts/edit-draft";
import { openDraft } from "@/lib/studio/drafts/open-draft";
import { publishDraft } from "@/lib/studio/drafts/publish-draft";
import { setWaiver } from "@/lib/studio/drafts/waiver";
import { changeSettings } from "@/lib/studio/settings/change-settings";
import { readDatasetSettings } from "@/lib/studio/settings/dataset-settings";
import { readSettings } from "@/lib/studio/settings/read-settings";
import type { Mail } from "@/lib/mail/send-mail";
import { deliverPublished } from "@/lib/published/deliver";
import { readBlastRadius } from "@/lib/published/read-blast-radius";
import { delivery as told } from "@/lib/published/subscribers/told";
import { toyDataset, useStore } from "../../setup/store";
import { approved, colleague, content, edit, publishToy } from "../../setup/studio";

vi.hoisted(() => {
  process.env["SMTP_URL"] = "smtp://127.0.0.1:9";
  process.env["MAIL_FROM"] = "Halfpitch <desk@halfpitch.example>";
});

const store = useStore();
const dataset = "toy-lead-times";
let ada: Viewer;
let ben: Viewer;
let chief: Viewer;

beforeAll(async () => {
  toyDataset();
  await publishToy(store.db, 1, 10);
  ada = await colleague(store.db, "Ada One");
  ben = await colleague(store.db, "Ben Two");
  chief = await colleague(store.db, "Chief", "admin");
});

const change = (settings: unknown) => changeSettings(ada, { dataset, settings }, store.db);

describe("settings of a dataset", () => {
  it("are the defaults until somebody decides", async () => {
    expect(await readDatasetSettings(store.db.sql, dataset)).toEqual({
      defaultSource: null,
      defaultStatus: null,
      embargoTime: null,
      embargoZone: "UTC",
      closesEdition: false,
      told: [],
    });
  });

  it("hold as they were decided last, and say who changed what", async () => {
    await change({
      defaultSource: "toy-survey",
      defaultStatus: "E",
      embargoTime: "16:00",
      embargoZone: "America/New_York",
    });
    await change({
      defaultSource: "toy-survey",
      defaultStatus: "A",
      embargoTime: "16:00",
      embargoZone: "America/New_York",
    });
    const { settings, history } = await readSettings(ben, dataset, store.db);
    expect(settings).toMatchObject({ defaultSource: "toy-survey", defaultStatus: "A", embargoTime: "16:00" });
    expect(history[0]).toMatchObject({ by: "Ada One", changed: { defaultStatus: "E → A" } });
    const [audit] = await store.db.sql<{ detail: Record<string, string> }[]>`
      select detail from audit_event where action = 'dataset.settings' order by id desc limit 1`;
    expect(audit?.detail).toEqual({ defaultStatus: "E → A" });
  });

  it("are refused where a source is not there, a zone is none, or nothing changes", async () => {
    await expect(change({ defaultSource: "none-such" })).rejects.toMatchObject({ code: "invalid" });
    await expect(change({ embargoZone: "Mars/Olympus" })).rejects.toThrow(/no time zone/);
    const { settings } = await readSettings(ada, dataset, store.db);
    await expect(change(settings)).rejects.toMatchObject({ code: "conflict" });
    await expect(change({ defaultStatus: "W" })).rejects.toThrow(/Invalid option/);
  });

  it("are for analysts who have the dataset", async () => {
    const poor = { ...ada, entitlements: [] };
    await expect(changeSettings(poor, { dataset, settings: {} }, store.db)).rejects.toMatchObject({
      code: "forbidden",
    });
    await expect(readSettings(poor, dataset, store.db)).rejects.toMatchObject({ code: "forbidden" });
  });
});

it("tells those who are to be told, and nobody whose account is off, once a draft is published", async () => {
  const { settings } = await readSettings(ada, dataset, store.db);
  await change({ ...settings, told: [ben.personId, chief.personId] });
  const draft = (await openDraft(ada, { dataset }, store.db)).id;
  await editDraft(ada, { draft, edits: [edit(3, content(12))] }, store.db);
  await approved(store.db, ada, ben, draft);
  const { parts } = await readBlastRadius(ada, { draft }, store.db);
  expect(parts.find((one) => one.kind === "told")).toMatchObject({
    finding: "2 people will be told by mail",
    lines: [{ where: "Ben Two" }, { where: "Chief" }],
  });
  await publishDraft(ada, { draft }, store.db);
  await store.db.sql`update person set disabled_at = now() where id = ${chief.personId}`;
  const mails: { to: string; text: string }[] = [];
  const means = { db: store.db, send: async (mail: Mail) => void mails.push(mail), log: () => undefined };
  await deliverPublished(means, [told]);
  await deliverPublished(means, [told]);
  expect(mails.map((one) => one.to)).toEqual([ben.email]);
  expect(mails[0]?.text).toContain("1 value of Constructed lead times, by Ada One: Constructed for a test");
});

it("lets nobody's mail wait for another's: one that fails is tried again, one that is refused for good is passed over", async () => {
  const { settings } = await readSettings(ada, dataset, store.db);
  const people = [await colleague(store.db, "A Gone"), await colleague(store.db, "B Busy"), ben];
  await change({ ...settings, told: people.map((one) => one.personId) });
  const publishNext = async (month: number) => {
    const draft = (await openDraft(ada, { dataset }, store.db)).id;
    await editDraft(ada, { draft, edits: [edit(month, content(12))] }, store.db);
    await approved(store.db, ada, ben, draft);
    await publishDraft(ada, { draft }, store.db);
  };
  await publishNext(4);
  await publishNext(5);
  const got: string[] = [];
  let down = true;
  const refused = { code: "EENVELOPE", responseCode: 550, rejected: [people[0]?.email] };
  const send = async ({ to }: Mail) => {
    const name = to.split(".")[0] ?? "";
    if (name === "a") throw Object.assign(new Error("550 no such user"), refused);
    if (name === "b" && down) throw Object.assign(new Error("452 later"), { ...refused, responseCode: 452 });
    got.push(name);
  };
  const means = { db: store.db, send, log: () => undefined };
  expect((await deliverPublished(means, [told])).at(-1)).toMatchObject({ state: "failed", tries: 1 });
  expect(got).toEqual(["ben"]);
  down = false;
  await store.db.sql`update delivery set retry_at = null`;
  await deliverPublished(means, [told]);
  expect(got).toEqual(["ben", "b", "b", "ben"]);
});

it("shows every decision about the second pair of eyes, which only an admin takes", async () => {
  const boss = await colleague(store.db, "Boss", "admin");
  await expect(setWaiver(ada, { dataset, waived: true, reason: "in a hurry" }, store.db)).rejects.toMatchObject({
    code: "forbidden",
  });
  await setWaiver(boss, { dataset, waived: true, reason: "one analyst alone" }, store.db);
  const { waivers } = await readSettings(ada, dataset, store.db);
  expect(waivers).toMatchObject([{ waived: true, reason: "one analyst alone", by: "Boss" }]);
});
