import { setTimeout as pause } from "node:timers/promises";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import type { Viewer } from "@/lib/access/viewer";
import type { ProposedObservation } from "@/lib/datasets/proposal";
import { connectors } from "@/lib/ingest/index";
import { enqueue, enqueueRefresh } from "@/lib/jobs/queue";
import { noteMethods } from "@/lib/store/record/note-methods";
import { editDraft } from "@/lib/studio/drafts/edit-draft";
import { discardDraft } from "@/lib/studio/drafts/move-draft";
import { openDraft } from "@/lib/studio/drafts/open-draft";
import { scheduleDraft } from "@/lib/studio/drafts/schedule-draft";
import { changeSettings } from "@/lib/studio/settings/change-settings";
import { readSettings } from "@/lib/studio/settings/read-settings";
import type { Mishap, Shop } from "@/lib/work/shop";
import { SCHEDULE } from "@/lib/work/tasks";
import { startWorker, workOnce } from "@/lib/work/worker";
import { FIXTURES_DAY, moveDatabaseTo } from "../setup/fixtures-day";
import { knowAccelerators, knowSellers, useSources } from "../setup/ingest";
import { pictureOf } from "../setup/picture";
import { standAt } from "../setup/stand-at";
import { publish, toyDataset, useStore } from "../setup/store";
import { approved, colleague, content, edit, publishToy } from "../setup/studio";

vi.setConfig({ testTimeout: 120_000, hookTimeout: 240_000 });
const stores = { worker: useStore(), script: useStore() };
type Store = (typeof stores)["worker"];
const rehearsal = useSources();
const OCI = "https://apexapps.oracle.com/pls/apex/cetools/api/v1/products/";
const VULTR = "https://api.vultr.com/";
const PLAYED = new Set(["oci-price-list", "vultr"]);
const TOY = "toy-lead-times";
/** An installation that is called, or works, at these times of each day of the week. */
const TIMES = ["00:45", "07:00"];
const dayOf = (n: number): string => new Date(FIXTURES_DAY.getTime() + n * 86_400_000).toISOString().slice(0, 10);

const quote = (provider: string, value: number, period: string, route: string): ProposedObservation => ({
  dataset: "gpu-prices",
  measure: "price",
  dims: {
    gpu: "h100-sxm",
    segment: "neocloud",
    provider,
    tenor: "on-demand",
    prepay: "not-stated",
    kind: "quote",
    region: "not-stated",
    offer: "x8",
    publisher: route,
  },
  period,
  value,
  status: "A",
  source: "toy-survey",
});

/** What an analyst's colleague publishes of a day's market. */
const market = (period: string, more: number): ProposedObservation[] => [
  quote("lambda", 2.8 + more, period, "one"),
  quote("crusoe", 2.9 + more, period, "one"),
  quote("nebius", 3.1 + more, period, "two"),
  quote("verda", 3.2, period, "two"),
];

const oracleAsks = (price: number) =>
  rehearsal.sources.play(OCI, {
    body: JSON.stringify({
      items: [
        {
          partNumber: "B98415",
          displayName: "Constructed",
          metricName: "GPU Per Hour",
          currencyCodeLocalizations: [{ currencyCode: "USD", prices: [{ model: "PAY_AS_YOU_GO", value: price }] }],
        },
      ],
    }),
  });

type People = { ada: Viewer; ben: Viewer };

async function moveTo({ ownerUrl }: Store, moment: string): Promise<void> {
  await moveDatabaseTo(ownerUrl, new Date(moment));
  standAt(new Date(moment));
}

/** A draft of one value of the toy, approved. */
async function draftOf({ db }: Store, { ada, ben }: People, month: number, value: number): Promise<number> {
  const { id } = await openDraft(ada, { dataset: TOY }, db);
  await editDraft(ada, { draft: id, edits: [edit(month, content(value, { reason: "correction" }))] }, db);
  await approved(db, ada, ben, id);
  return id;
}

/** The store as the week finds it: a draft among it that was discarded 28 days ago. */
async function begin(store: Store): Promise<People> {
  const { db } = store;
  await moveTo(store, `${dayOf(-28)}T12:00:00Z`);
  await knowAccelerators(db);
  await knowSellers(db, ["lambda", "crusoe", "nebius", "verda"]);
  await noteMethods(db.sql);
  const people = { ada: await colleague(db, "Ada One"), ben: await colleague(db, "Ben Two", "admin") };
  await publishToy(db, 1, 10);
  const { id } = await openDraft(people.ada, { dataset: TOY }, db);
  await editDraft(people.ada, { draft: id, edits: [edit(2, content(7))] }, db);
  await discardDraft(people.ada, { draft: id }, db);
  await moveTo(store, `${dayOf(-1)}T12:00:00Z`);
  await publish(db, {
    entities: ["one", "two"].map((slug) => ({ kind: "publisher" as const, slug, name: slug, verified: true })),
    observations: [5, 4, 3, 2].flatMap((back) => market(dayOf(-back), 0)),
  });
  const { settings } = await readSettings(people.ada, TOY, db);
  await changeSettings(people.ada, { dataset: TOY, settings: { ...settings, told: [people.ben.personId] } }, db);
  for (const { slug } of connectors.filter((one) => !PLAYED.has(one.slug)))
    await db.sql`insert into connector_state (connector, paused_at, paused_by, pause_reason)
      values (${slug}, now(), 'Test', 'not played')`;
  return people;
}

const plan = (draft: number, ben: Viewer, local: string, closesEdition: boolean, { db }: Store) =>
  scheduleDraft(ben, { draft, local, zone: "Europe/Berlin", closesEdition }, db);

/** What people and sources do before the call of that day and time. */
async function happens(store: Store, people: People, day: number, time: string): Promise<void> {
  const { db } = store;
  const at = `${day} ${time}`;
  if (time === "00:45") oracleAsks(9 + day / 10);
  if (time === "07:00" && day < 6) await publish(db, { observations: market(dayOf(day), day / 50) });
  if (at === "1 07:00") await plan(await draftOf(store, people, 1, 11), people.ben, `${dayOf(2)}T07:30`, true, store);
  if (at === "2 00:45") await enqueueRefresh(db.sql, { connector: "vultr", trigger: "person", startedBy: "Ada One" });
  if (at === "3 07:00") rehearsal.sources.play(VULTR, { status: 403, body: "" });
  // A day's prices turn out to have been others, while its index may still be restated.
  if (at === "3 07:00") await publish(db, { observations: market(dayOf(1), 0.4) });
  if (at === "4 00:45") rehearsal.sources.reset();
  if (at === "4 00:45") oracleAsks(9.4);
  if (at === "4 07:00") await plan(await draftOf(store, people, 1, 12), people.ben, `${dayOf(5)}T06:00`, false, store);
  // The value that is about to be corrected is published by somebody else meanwhile.
  if (at === "5 00:45") await publishToy(db, 1, 13);
}

type Played = {
  picture: Awaited<ReturnType<typeof pictureOf>>;
  mails: string[];
  mishaps: Mishap[];
};

const shopOf = ({ db }: Store, mails: string[], mishaps: Mishap[]): Shop => ({
  db,
  log: () => undefined,
  workshop: () => ({ toolsFor: () => rehearsal.tools(db), close: async () => undefined }),
  send: async ({ to, subject }) => void mails.push(`${to.replace(/\.[0-9a-f]{6}@/, "@")}: ${subject}`),
  noted: (what) => void mishaps.push(what),
});

/** Plays the week; `work` brings everything about that has to be done at a moment. */
async function play(store: Store, work: (shop: Shop) => Promise<void>): Promise<Played> {
  rehearsal.sources.reset();
  const people = await begin(store);
  const [mails, mishaps]: [string[], Mishap[]] = [[], []];
  for (let day = 0; day < 7; day += 1)
    for (const time of TIMES) {
      await moveTo(store, `${dayOf(day)}T${time}:00Z`);
      await happens(store, people, day, time);
      await work(shopOf(store, mails, mishaps));
    }
  return { picture: await pictureOf(store.db), mails, mishaps };
}

/** Nothing that can be done at this moment waits or is being done. */
async function quiet({ db }: Store): Promise<void> {
  const patience = performance.now() + 30_000;
  const busy = () => db.sql`
    select 1 from graphile_worker.jobs where locked_at is not null or (attempts < max_attempts and run_at <= clock_timestamp())`;
  while ((await busy()).length > 0) {
    if (performance.now() > patience) throw new Error("the worker is never done");
    await pause(25);
  }
}

const played: Record<string, Played> = {};

beforeAll(async () => {
  toyDataset();
  const { worker, script } = stores;
  played["worker"] = await play(worker, async (shop) => {
    // It works while its clock stands: what it would do between two moments of the week depends on how fast they come.
    const runner = await startWorker(worker.db.url, shop);
    for (const { task } of SCHEDULE) await enqueue(worker.db.sql, task, {}, { key: task });
    await quiet(worker);
    // What its own publications follow is asked for on the wire, a moment later.
    await enqueue(worker.db.sql, "deliver", {}, { key: "deliver", queue: "deliver" });
    await quiet(worker);
    await runner.stop();
  });
  played["script"] = await play(script, (shop) => workOnce(script.db.url, shop));
});
afterAll(() => standAt(FIXTURES_DAY));

const of = (name: "worker" | "script"): Played => {
  const found = played[name];
  if (!found) throw new Error(`${name} has not been played`);
  return found;
};

it("a week of the script alone leaves the store that a week of the worker leaves, part by part", () => {
  const [byWorker, byScript] = [of("worker").picture, of("script").picture];
  for (const part of Object.keys(byWorker)) expect(byScript[part], part).toEqual(byWorker[part]);
});

it("sends the same mails: of a source that failed and came back, of what was published, and of what could not be", () => {
  const sent = of("script").mails.toSorted();
  expect(sent).toEqual(of("worker").mails.toSorted());
  expect(sent).toEqual([
    "ada.one@house.test: Halfpitch: draft 3 was not published",
    "ben.two@house.test: Halfpitch: Constructed lead times was published",
    "ben.two@house.test: Vultr plans is back",
    "ben.two@house.test: Vultr plans is failing",
  ]);
  expect(new Set(of("script").mishaps)).toEqual(new Set(["failed", "held"]));
});

it("was a week in which everything happened that a worker brings about", () => {
  const { picture } = of("script");
  expect(picture["drafts"]).toMatchObject([
    { state: "discarded", cells: 0, steps: 0 },
    { state: "published", trouble: null },
    { state: "approved", trouble: expect.stringContaining("published by somebody else") },
  ]);
  expect(picture["editions"]).toHaveLength(1);
  expect(picture["methods"]?.length).toBeGreaterThan(10);
  const days = new Set((picture["assessments"] ?? []).map((one) => one["value_date"]));
  expect([-1, 0, 1, 2, 3, 4, 5].map(dayOf).filter((day) => !days.has(day))).toEqual([]);
  const runs = picture["runs"] ?? [];
  for (const state of ["published", "failed"])
    expect(runs).toContainEqual(expect.objectContaining({ connector: "vultr", state }));
  expect(runs).toContainEqual(expect.objectContaining({ connector: "vultr", trigger: "person", state: "published" }));
  const revised = (picture["revisions"] ?? []).map((one) => one["author"]);
  expect(new Set(revised)).toEqual(new Set(["Ada One", "Test analyst", "toy-feed", "gpu-price-index"]));
  expect(picture["undelivered"]).toMatchObject([
    { subscriber: "price-index", waiting: 0, tries: 0 },
    { subscriber: "told", waiting: 0, tries: 0 },
  ]);
});

it("of two scripts at once uses each slot once, and leaves nothing undelivered and nothing failed", async () => {
  const { script } = stores;
  const mishaps: Mishap[] = [];
  const runs = async () =>
    (
      await script.db.sql<{ runs: number }[]>`
        select count(*)::int as runs from connector_run where connector = any(${[...PLAYED]}) group by connector order by connector`
    ).map((row) => row.runs);
  await moveTo(script, `${dayOf(7)}T07:00:00Z`);
  const before = await runs();
  await Promise.all([1, 2].map(() => workOnce(script.db.url, shopOf(script, [], mishaps))));
  await workOnce(script.db.url, shopOf(script, [], mishaps));
  expect(await runs()).toEqual(before.map((count) => count + 1));
  expect(mishaps).toEqual([]);
  const { undelivered } = await pictureOf(script.db);
  expect(undelivered).toMatchObject([{ waiting: 0 }, { waiting: 0 }]);
});
