import { setTimeout as pause } from "node:timers/promises";
import { afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { Pool } from "pg";
import { Logger, type Runner, run } from "graphile-worker";
import { deadLetters, enqueue, enqueueRefresh } from "@/lib/jobs/queue";
import { taskList } from "@/lib/work/tasks";
import type { Connector } from "@/lib/ingest/connector";
import { connectorOf } from "@/lib/ingest/find-connector";
import { watchConnectors } from "@/lib/ingest/alerts/watch";
import { troubleOf, type PastRun } from "@/lib/ingest/alerts/trouble";
import { dueConnectors, lastSlot, nextSlot } from "@/lib/ingest/schedule/due";
import { standingOf } from "@/lib/ingest/schedule/connector-states";
import { createPerson, ensureOrganisation, setMember } from "@/lib/access/organisations";
import { Reader } from "@/lib/access/reader";
import type { Viewer } from "@/lib/access/viewer";
import { readStatus } from "@/lib/status/read-status";
import type { Mail } from "@/lib/mail/send-mail";
import type { Step } from "@/lib/ingest/run/log";
import { knowAccelerators, useSources } from "../setup/ingest";
import { useStore } from "../setup/store";

const store = useStore();
const rehearsal = useSources();
const OCI = "https://apexapps.oracle.com/pls/apex/cetools/api/v1/products/";
const runners: Runner[] = [];
vi.setConfig({ testTimeout: 60_000 });

beforeAll(async () => {
  await knowAccelerators(store.db);
});
afterEach(async () => {
  for (const runner of runners.splice(0)) await runner.stop();
});

/** A worker of the tests on the test's database, with the sources that are played here. */
async function work(steps: Step[] = []): Promise<void> {
  const [row] = await store.db.sql<{ name: string }[]>`select current_database() as name`;
  const url = new URL(store.ownerUrl);
  url.pathname = `/${row?.name}`;
  const shop = {
    db: store.db,
    log: (step: Step) => void steps.push(step),
    send: null,
    noted: () => undefined,
    workshop: () => ({ toolsFor: () => rehearsal.tools(store.db, steps), close: async () => undefined }),
  };
  const pgPool = new Pool({ connectionString: url.href, max: 4 });
  const runner = await run({
    pgPool,
    concurrency: 4,
    pollInterval: 50,
    noHandleSignals: true,
    logger: new Logger(() => () => undefined),
    taskList: taskList(shop),
  });
  runners.push({ ...runner, stop: async () => runner.stop().then(() => pgPool.end()) });
}

async function until(what: string, holds: () => Promise<boolean>): Promise<void> {
  for (const started = performance.now(); performance.now() - started < 50_000; await pause(20))
    if (await holds()) return;
  throw new Error(`never: ${what}`);
}
/** Everything that is waiting or being worked on: what is done is no longer in the queue. */
const undone = async () => (await store.db.sql`select 1 from graphile_worker.jobs`).length;
const order = { connector: "oci-price-list", trigger: "schedule", startedBy: "schedule" } as const;

describe("the queue", () => {
  it("runs a connector once at a time, however many workers and orders there are", async () => {
    let asked = 0;
    let answer: () => void = () => undefined;
    rehearsal.sources.play(OCI, (_, response) => {
      asked += 1;
      answer = () => void response.writeHead(200, { "content-type": "application/json" }).end('{"items":[]}');
    });
    await enqueueRefresh(store.db.sql, order);
    await enqueueRefresh(store.db.sql, order);
    await enqueue(store.db.sql, "refresh", order, { key: "another" });
    await enqueue(store.db.sql, "refresh", order, { key: "a third" });
    expect(await undone()).toBe(3);
    await work();
    await work();
    // The source does not answer before the other orders have been taken up, beside the one that is running.
    await until("one order runs and the others are done", async () => asked > 0 && (await undone()) === 1);
    expect(asked).toBe(1);
    answer();
    await until("the queue is empty", async () => (await undone()) === 0);
    expect(asked).toBe(1);
  });

  it("tries a failing run again and gives it up as a dead letter", async () => {
    rehearsal.sources.play(OCI, { status: 403, body: "" });
    const asked = { ...order, trigger: "person" as const };
    await enqueue(store.db.sql, "refresh", asked, { key: "failing", attempts: 1 });
    await work();
    await until("it was given up", async () => (await deadLetters(store.db.sql)).length > 0);
    expect(await deadLetters(store.db.sql)).toMatchObject([{ task: "refresh", key: "failing", attempts: 1 }]);
    await store.db.sql`select graphile_worker.complete_jobs(array(select id from graphile_worker.jobs))`;
  });

  it("refuses what is no order", async () => {
    const steps: Step[] = [];
    await store.db.sql`select graphile_worker.add_job('refresh', '{"connector": 7}'::json, max_attempts => 1)`;
    await work(steps);
    await until("it was refused", async () => (await deadLetters(store.db.sql)).length > 0);
    expect(steps.filter((one) => one.step === "begun")).toEqual([]);
  });
});

describe("what is due", () => {
  const daily: Connector["cadence"] = { cron: "30 6 * * *", timeZone: "America/New_York" };
  it("follows the clocks of its time zone, also over a change of them", () => {
    expect(lastSlot(daily, new Date("2026-10-31T12:00:00Z")).toISOString()).toBe("2026-10-31T10:30:00.000Z");
    expect(lastSlot(daily, new Date("2026-11-02T12:00:00Z")).toISOString()).toBe("2026-11-02T11:30:00.000Z");
    expect(nextSlot(daily, new Date("2026-11-02T11:30:00Z")).toISOString()).toBe("2026-11-03T11:30:00.000Z");
    expect(lastSlot(daily, new Date("2026-11-02T11:30:00Z")).toISOString()).toBe("2026-11-02T11:30:00.000Z");
  });

  it("is a connector whose last slot nobody has used, once", async () => {
    const vultr = connectorOf("vultr");
    const at = new Date("2026-11-24T12:00:00Z");
    expect(await dueConnectors(store.db.sql, [vultr], at)).toHaveLength(1);
    await store.db.sql`
      insert into connector_run (connector, trigger, started_by, observed_on, started_at) values
        ('vultr', 'replay', 'test', '2026-11-24', '2026-11-24T11:00:00Z')`;
    expect(await dueConnectors(store.db.sql, [vultr], at)).toHaveLength(1);
    await store.db.sql`
      insert into connector_run (connector, trigger, started_by, observed_on, started_at) values
        ('vultr', 'schedule', 'test', '2026-11-24', '2026-11-24T06:10:03Z')`;
    expect(await dueConnectors(store.db.sql, [vultr], at)).toHaveLength(0);
    expect(await dueConnectors(store.db.sql, [vultr], new Date("2026-11-25T06:10:00Z"))).toHaveLength(1);
  });

  it("is never one without its key, nor one that is off or paused", () => {
    const lambda = connectorOf("lambda");
    expect(standingOf(lambda, undefined)).toEqual({ on: false, because: "no LAMBDA_API_KEY is set" });
    const runpod = connectorOf("runpod");
    const state = {
      connector: "runpod",
      turnedOn: true,
      pausedAt: null,
      pausedBy: null,
      pauseReason: null,
      trouble: null,
      troubleSince: null,
    };
    expect(standingOf(runpod, undefined).on).toBe(false);
    expect(standingOf(runpod, state).on).toBe(true);
    const paused = { ...state, pausedAt: "2026-11-24T00:00:00Z", pausedBy: "A", pauseReason: "moved house" };
    expect(standingOf(runpod, paused)).toEqual({ on: false, because: "paused by A: moved house" });
  });
});

describe("trouble", () => {
  const subscriber: Viewer = {
    personId: "",
    name: "Sue",
    email: "sue@example.com",
    organisationId: 0,
    organisation: "A bank",
    role: "subscriber",
    entitlements: [{ dataset: "*", delayDays: 0 }],
    sessionId: "",
    viewedBy: null,
  };
  beforeAll(async () => {
    const house = await ensureOrganisation(store.db, "house", "House");
    for (const [role, email] of [
      ["admin", "admin@example.com"],
      ["analyst", "analyst@example.com"],
    ] as const) {
      const person = await createPerson(store.db, { email, name: email, password: "a password of the tests" });
      await setMember(store.db, house, person, role);
    }
  });
  const at = new Date("2026-11-24T12:00:00Z");
  const past = (state: PastRun["state"], hoursAgo: number, seen = 5): PastRun => ({
    state,
    startedAt: new Date(at.getTime() - hoursAgo * 3_600_000).toISOString(),
    seen,
    error: state === "failed" ? "it fails with 500." : null,
  });
  it("is a failed run, a silence, or nothing seen three times", () => {
    expect(troubleOf([], 36, at)).toBeNull();
    expect(troubleOf([past("published", 1)], 36, at)).toBeNull();
    expect(troubleOf([past("failed", 1), past("published", 25)], 36, at)).toEqual({
      kind: "failing",
      words: "it fails with 500.",
    });
    expect(troubleOf([past("published", 40)], 36, at)).toMatchObject({ kind: "silent" });
    expect(
      troubleOf([past("unchanged", 1, 0), past("unchanged", 25, 0), past("unchanged", 49, 0)], 36, at),
    ).toMatchObject({ kind: "silent" });
    const flat = { ...past("unchanged", 1), newBytesAt: "2026-05-01T00:00:00Z" };
    expect(troubleOf([flat], 36, at)).toMatchObject({
      kind: "silent",
      words: expect.stringMatching(/^It has sent the very same bytes for 207 days/),
    });
    expect(troubleOf([{ ...flat, newBytesAt: "2026-08-01T00:00:00Z" }], 36, at)).toBeNull();
    expect(troubleOf([past("running", 0), past("published", 1)], 36, at)).toBeNull();
  });

  it("is a stale source where a file is dated long ago, or comes again unchanged where it used to be rewritten", () => {
    const stale = [{ words: "pricing.yml was last written on 2026-07-30." }];
    expect(troubleOf([{ ...past("unchanged", 1), stale }], 36, at)).toEqual({
      kind: "stale source",
      words: "pricing.yml was last written on 2026-07-30. Its values keep the date that it gives them.",
    });
    expect(troubleOf([{ ...past("published", 1), stale: [] }], 36, at)).toBeNull();
    expect(troubleOf([{ ...past("failed", 1), stale }, past("published", 25)], 36, at)).toMatchObject({
      kind: "failing",
    });
    const same = { ...past("unchanged", 1), newBytesAt: "2026-10-01T00:00:00Z" };
    const expected = { freshWithinHours: 36, rewrittenWithinDays: 30 };
    expect(troubleOf([same], expected, at)).toMatchObject({ kind: "stale source" });
    expect(troubleOf([same], { ...expected, rewrittenWithinDays: 90 }, at)).toBeNull();
  });

  it("of a stale source is noted under its own kind, mailed once, shown to readers, and ends with a new file", async () => {
    const mails: Mail[] = [];
    const watch = () =>
      watchConnectors(
        store.db,
        [connectorOf("cyclenerd-gcp")],
        async (mail) => void mails.push(mail),
        () => undefined,
      );
    const ran = (stale: object[]) =>
      store.db
        .sql`insert into connector_run (connector, trigger, started_by, observed_on, state, ended_at, seen, findings)
        values ('cyclenerd-gcp', 'schedule', 'test', '2026-11-24', 'held', now(), 5, ${JSON.stringify({ stale })}::text::jsonb)`;
    await ran([{ file: "pricing.yml", written: "2026-07-30", words: "pricing.yml was last written on 2026-07-30." }]);
    await watch();
    await watch();
    expect(mails.map((mail) => mail.subject)).toEqual(["GCP machine prices (Cyclenerd) is a stale source"]);
    const [state] = await store.db
      .sql`select trouble_kind, trouble from connector_state where connector = 'cyclenerd-gcp'`;
    expect(state).toEqual({
      trouble_kind: "stale source",
      trouble: expect.stringMatching(/^pricing\.yml was last written on 2026-07-30/),
    });
    const reader = new Reader(store.db, subscriber, null, at);
    const incident = (await readStatus(reader, store.db)).incidents.find((one) => one.title.includes("Cyclenerd"));
    expect(incident).toMatchObject({ kind: "stale source", datasets: ["gpu-prices"] });
    await ran([]);
    await watch();
    expect(mails.at(-1)?.subject).toBe("GCP machine prices (Cyclenerd) is back");
    const [after] = await store.db.sql`select trouble_kind from connector_state where connector = 'cyclenerd-gcp'`;
    expect(after).toEqual({ trouble_kind: null });
  });

  it("is mailed to the admins once, and its end once", async () => {
    const mails: Mail[] = [];
    const post = async (mail: Mail) => void mails.push(mail);
    const watch = () => watchConnectors(store.db, [connectorOf("azure-retail-prices")], post, () => undefined);
    const ran = (state: string) =>
      store.db.sql`insert into connector_run (connector, trigger, started_by, observed_on, state, ended_at, seen, error)
        values ('azure-retail-prices', 'schedule', 'test', '2026-11-24', ${state}, now(), 5, ${state === "failed" ? "It fails with 500." : null})`;
    await ran("published");
    await watch();
    expect(mails).toEqual([]);
    await ran("failed");
    await Promise.all([watch(), watch()]);
    await watch();
    expect(mails).toMatchObject([{ to: "admin@example.com", subject: "Azure Retail Prices is failing" }]);
    expect(mails[0]?.text).toContain("It fails with 500.");
    await ran("published");
    await watch();
    await watch();
    expect(mails.map((one) => one.subject)).toEqual(["Azure Retail Prices is failing", "Azure Retail Prices is back"]);
  });

  it("is mailed again by the next watch where no mail went out", async () => {
    const mails: string[] = [];
    let down = true;
    const post = async (mail: Mail) => {
      if (down) throw new Error("no mail server answers");
      mails.push(mail.subject);
    };
    const watch = () => watchConnectors(store.db, [connectorOf("vultr")], post, () => undefined);
    const ran = (state: string) =>
      store.db.sql`insert into connector_run (connector, trigger, started_by, observed_on, state, ended_at, seen, error)
        values ('vultr', 'schedule', 'test', '2026-11-24', ${state}, now(), 5, ${state === "failed" ? "It fails with 500." : null})`;
    await ran("failed");
    await watch();
    down = false;
    await watch();
    await watch();
    expect(mails).toEqual(["Vultr plans is failing"]);
    await ran("published");
    down = true;
    await watch();
    down = false;
    await watch();
    await watch();
    expect(mails).toEqual(["Vultr plans is failing", "Vultr plans is back"]);
  });
});
