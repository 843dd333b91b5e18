import { type ChildProcess, spawn } from "node:child_process";
import path from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { Logger, runOnce } from "graphile-worker";
import postgres from "postgres";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { connect, type Database } from "@/db/client";
import { connectorOf } from "@/lib/ingest/find-connector";
import { connectors } from "@/lib/ingest/index";
import { runConnector } from "@/lib/ingest/run/run-connector";
import { releaseDead } from "@/lib/jobs/presence";
import { enqueueRefresh } from "@/lib/jobs/queue";
import { type TestDatabase, testDatabase } from "../setup/database";
import { knowAccelerators, useSources } from "../setup/ingest";

const rehearsal = useSources();
const OCI = "https://apexapps.oracle.com/pls/apex/cetools/api/v1/products/";
let made: TestDatabase;
let db: Database;
const children: ChildProcess[] = [];
// Each test starts processes of its own, which takes seconds on a machine that is busy.
vi.setConfig({ testTimeout: 120_000 });

beforeAll(async () => {
  made = await testDatabase();
  db = connect(made.url, { max: 4 });
  await knowAccelerators(db);
});
afterAll(async () => {
  for (const child of children) child.kill("SIGKILL");
  await db.close();
  await made.drop();
});

/** A script in a process of its own: a refresh of the OCI list, or a worker. */
function refresh(script: readonly string[] = ["scripts/refresh.ts", "oci-price-list"]): {
  child: ChildProcess;
  ended: Promise<number | null>;
  output: () => string;
} {
  const env = {
    ...process.env,
    NODE_ENV: "test" as const,
    DATABASE_URL: made.url,
    HALFPITCH_CONTACT: "tests@halfpitch.example",
    HALFPITCH_SOURCES_AT: rehearsal.sources.address,
    HALFPITCH_PAYLOADS: path.join(rehearsal.folder, "killed"),
  };
  const child = spawn(process.execPath, ["--import", "tsx", ...script], {
    env,
    stdio: ["ignore", "pipe", "pipe"],
  });
  children.push(child);
  let output = "";
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding("utf8").on("data", (text) => (output += text));
  const ended = new Promise<number | null>((resolve) => child.once("exit", resolve));
  return { child, ended, output: () => output };
}

/** Waits until something holds, and says what did not where it never does. */
async function until(what: string, holds: () => Promise<boolean>): Promise<void> {
  for (const started = performance.now(); performance.now() - started < 50_000; await pause(20))
    if (await holds()) return;
  throw new Error(`never: ${what}`);
}

const published = async () =>
  (await db.sql`select 1 from observation join series on series.id = series_id where dataset = 'gpu-prices'`).length;
const states = async () =>
  (await db.sql<{ state: string }[]>`select state from connector_run order by id`).map((row) => row.state);
const inProcess = () =>
  runConnector(rehearsal.tools(db), connectorOf("oci-price-list"), { trigger: "command", startedBy: "test" });

describe("a run that is killed", () => {
  it("while it fetches leaves nothing published, and the next one completes", async () => {
    rehearsal.sources.play(OCI, () => undefined);
    const { child, ended } = refresh();
    await until("the request came", async () => rehearsal.sources.seen.some((one) => one.url.startsWith(OCI)));
    child.kill("SIGKILL");
    await ended;
    expect(await published()).toBe(0);
    expect(await states()).toEqual(["running"]);
    rehearsal.sources.reset();
    expect((await inProcess()).ending).toMatchObject({ state: "published", appended: 6 });
    expect(await states()).toEqual(["aborted", "published"]);
  });

  it("in the middle of publishing leaves nothing half published", async () => {
    const body = JSON.stringify({
      items: [
        {
          partNumber: "B98415",
          displayName: "Constructed",
          metricName: "GPU Per Hour",
          currencyCodeLocalizations: [{ currencyCode: "USD", prices: [{ model: "PAY_AS_YOU_GO", value: 9.5 }] }],
        },
      ],
    });
    rehearsal.sources.play(OCI, { body });
    const owner = postgres(made.ownerUrl, { max: 1, onnotice: () => undefined });
    const before = await published();
    await owner`begin`;
    // Whoever publishes now waits inside its transaction, with its change set already written there.
    await owner`lock table release in access exclusive mode`;
    const { child, ended } = refresh();
    // Of this database alone: the other ones of the tests have tables of the same number.
    const waiting = async () =>
      (
        await db.sql`
          select 1 from pg_locks where not granted and relation = 'release'::regclass
            and database = (select oid from pg_database where datname = current_database())`
      ).length;
    await until("it waits inside its transaction", async () => (await waiting()) > 0);
    child.kill("SIGKILL");
    await ended;
    await owner`rollback`;
    await owner.end();
    await until("its transaction is gone", async () => (await waiting()) === 0);
    expect(await published()).toBe(before);
    const { ending } = await inProcess();
    expect(ending).toMatchObject({ state: "published", appended: 1 });
    expect((await states()).slice(-2)).toEqual(["aborted", "published"]);
  });

  it("of its database connections ends in order, and the next one completes", async () => {
    let answer: () => void = () => undefined;
    rehearsal.sources.play(OCI, (_, response) => {
      answer = () => void response.writeHead(200, { "content-type": "application/json" }).end('{"items":[]}');
    });
    const { ended, output } = refresh();
    await until("the request came", async () => rehearsal.sources.seen.some((one) => one.url.startsWith(OCI)));
    const before = await published();
    const owner = postgres(made.ownerUrl, { max: 1, onnotice: () => undefined });
    // What a restart of the database does to those who are connected.
    await owner`select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and application_name like 'halfpitch%'`;
    await owner.end();
    answer();
    await ended;
    expect(output()).not.toContain("node_modules");
    const again = connect(made.url, { max: 4 });
    try {
      rehearsal.sources.reset();
      const tools = rehearsal.tools(again);
      const { ending } = await runConnector(tools, connectorOf("oci-price-list"), {
        trigger: "command",
        startedBy: "test",
      });
      expect(["published", "unchanged"]).toContain(ending.state);
      const rows =
        await again.sql`select 1 from observation join series on series.id = series_id where dataset = 'gpu-prices'`;
      expect(rows.length).toBeGreaterThanOrEqual(before);
      expect(await again.sql`select 1 from connector_run where state = 'running'`).toHaveLength(0);
    } finally {
      await again.close();
    }
  });
});

describe("a worker that is killed", () => {
  it("leaves its work to others at once, and keeps it while it lives", async () => {
    rehearsal.sources.play(OCI, () => undefined);
    await enqueueRefresh(db.sql, { connector: "oci-price-list", trigger: "person", startedBy: "test" });
    const before = (await states()).filter((one) => one === "aborted").length;
    const { child, ended } = refresh(["scripts/worker.ts"]);
    await until("the request came", async () => rehearsal.sources.seen.some((one) => one.url.startsWith(OCI)));
    const job = async () =>
      (await db.sql`select locked_by, attempts from graphile_worker.jobs where key = 'refresh:oci-price-list'`)[0];
    expect(await releaseDead(db, 0)).toEqual([]);
    expect(await job()).toMatchObject({ locked_by: expect.any(String), attempts: 1 });
    child.kill("SIGKILL");
    await ended;
    await until("it is known to be gone", async () => (await releaseDead(db, 0)).length > 0);
    await until("its work is free", async () => (await job())?.["locked_by"] === null);
    rehearsal.sources.reset();
    const runner = { connectionString: made.ownerUrl, taskList: { refresh: async () => void (await inProcess()) } };
    await runOnce({ ...runner, logger: new Logger(() => () => undefined) });
    expect(await job()).toBeUndefined();
    expect((await states()).filter((one) => one === "aborted")).toHaveLength(before + 1);
  });
});

describe("the command", () => {
  it("prints one line of JSON a step where there is no terminal, and exits by what happened", async () => {
    // The worker that was killed may have delivered before it was.
    await db.sql`update delivery set up_to = 0 where subscriber = 'price-index'`;
    const { ended, output } = refresh();
    expect(await ended).toBe(0);
    const lines = output()
      .trim()
      .split("\n")
      .map((line): unknown => JSON.parse(line));
    expect(lines[0]).toMatchObject({ step: "begun", connector: "oci-price-list" });
    expect(lines).toContainEqual(expect.objectContaining({ step: "ended", connector: "oci-price-list" }));
    // What the runs of this file published is delivered by the command too.
    expect(lines.at(-1)).toMatchObject({ step: "delivered", subscriber: "price-index" });
    rehearsal.sources.play(OCI, { status: 403, body: "" });
    const refused = refresh();
    expect(await refused.ended).toBe(1);
  });

  it("without a name does what a worker does, planned work that nobody else does among it", async () => {
    await db.sql`
      insert into connector_state (connector, paused_at, paused_by, pause_reason)
      select slug, now(), 'Test', 'not played' from unnest(${connectors.map((one) => one.slug)}::text[]) slug
      on conflict (connector) do update set paused_at = excluded.paused_at`;
    await enqueueRefresh(db.sql, { connector: "oci-price-list", trigger: "person", startedBy: "test" });
    await db.sql`update delivery set up_to = 0 where subscriber = 'price-index'`;
    const { ended, output } = refresh(["scripts/refresh.ts"]);
    expect(await ended).toBe(0);
    for (const step of ["begun", "ended", "delivered"]) expect(output()).toContain(`"step":"${step}"`);
    expect(await db.sql`select 1 from graphile_worker.jobs where key = 'refresh:oci-price-list'`).toHaveLength(0);
    const again = refresh(["scripts/refresh.ts"]);
    expect(await again.ended).toBe(0);
    expect(again.output().trim()).toBe("Nothing is due.");
  });

  it("fails as long as something does not arrive, also while its next try is not due, and for a name that is none", async () => {
    await db.sql`
      update delivery set up_to = 0, tries = 5, error = 'The letter box is full.', retry_at = now() + interval '6 hours'
      where subscriber = 'price-index'`;
    const late = refresh(["scripts/refresh.ts"]);
    const unknown = refresh(["scripts/refresh.ts", "nothing"]);
    expect([await late.ended, await unknown.ended]).toEqual([1, 64]);
    expect(JSON.parse(late.output())).toMatchObject({ step: "undelivered", error: "The letter box is full." });
  });
});

it("a worker is started again by the command that runs it, until that is told to stop", async () => {
  const { child, ended, output } = refresh(["scripts/with-database.mjs", "worker"]);
  const started = () => [...output().matchAll(/"worker":"(\d+)","step":"started"/g)].map(([, pid]) => Number(pid));
  await until("it works", async () => started().length === 1);
  process.kill(started()[0] ?? 0, "SIGKILL");
  await until("another one works", async () => started().length === 2);
  expect(output()).toContain('"step":"ended","program":"worker","ended":"SIGKILL"');
  child.kill("SIGTERM");
  expect(await ended).toBe(0);
});
