import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:http";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { connect, type Database } from "@/db/client";
import type { Viewer } from "@/lib/access/viewer";
import { registerExtraDatasets } from "@/lib/datasets/extra";
import { publishChangeSet } from "@/lib/store/publish/publish-change-set";
import { analyst } from "../analyst";
import { bundleVictim } from "./bundle";
import { differences } from "./oracle";
import { DATASET, type Lane, type Order, Said, SOURCE } from "./order";
import { readUnderLoad } from "./readers";

const dataset = path.join(path.dirname(fileURLToPath(import.meta.url)), "..", "bench-observations.mjs");

export type Killed = {
  kills: number;
  /** How many tasks each lane did to their end, and in how many a victim was killed. */
  lanes: Record<string, { tasks: number; cut: number }>;
  reads: number;
  differences: string[];
  /** The newest day of what was written, by which the store can be asked again. */
  day: string;
};

type Ways = { url: string; ownerUrl: string; folder: string };

/** The same numbers from 0 to 1 for the same seed. */
function chances(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

/** A source that says the number in its address. */
async function numberSource(): Promise<{ at: string; close: () => void }> {
  const server = createServer((request, response) => {
    response.writeHead(200, { "content-type": "application/json" }).end((request.url ?? "").split("/").at(-1));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (!address || typeof address === "string") throw new Error("a port was asked for");
  return { at: `http://127.0.0.1:${address.port}`, close: () => server.close() };
}

type Victim = { child: ChildProcess; ready: Promise<void>; doing: number; done: number; gone: Promise<string | null> };

function victimOf(file: string, order: Order): Victim {
  const child = fork(file, [JSON.stringify(order)], { execArgv: [], stdio: ["ignore", "ignore", "pipe", "ipc"] });
  let words = "";
  child.stderr?.setEncoding("utf8").on("data", (text) => (words += String(text)));
  let begin: () => void = () => undefined;
  const ready = new Promise<void>((resolve) => (begin = resolve));
  const gone = new Promise<string | null>((resolve) =>
    child.once("close", (_, signal) => {
      begin();
      resolve(signal === "SIGKILL" ? null : words || "it ended by itself");
    }),
  );
  const victim: Victim = { child, ready, doing: order.from, done: order.from - 1, gone };
  child.on("message", (message) => {
    const { kind, task } = Said.parse(message);
    if (kind === "begun") victim.doing = task;
    if (kind === "done") victim.done = task;
    if (kind !== "ready") begin();
  });
  return victim;
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Kills victim after victim of one lane at moments of chance, and lets the last one finish what it began. */
async function runLane(
  file: string,
  order: Omit<Order, "from">,
  kills: number,
  chance: () => number,
): Promise<{ tasks: number; cut: number }> {
  let [from, cut, usualMs] = [1, 0, 0];
  for (let n = 0; n <= kills; n += 1) {
    const victim = victimOf(file, { ...order, from });
    await victim.ready;
    const startedAt = performance.now();
    const oneDone = async () => {
      while (victim.done < from && victim.child.exitCode === null) await pause(5);
      usualMs = performance.now() - startedAt;
    };
    // The first shows how long a task takes, and the last finishes what those before it began.
    if (n === 0 || n === kills) await oneDone();
    if (n < kills) await pause(chance() * 2 * usualMs);
    victim.child.kill("SIGKILL");
    const words = await victim.gone;
    if (words !== null) throw new Error(`a victim of ${order.lane} ended by itself: ${words}`);
    if (n < kills && victim.doing > victim.done) cut += 1;
    from = victim.done + 1;
  }
  return { tasks: from - 1, cut };
}

async function prepared(db: Database): Promise<{ people: Viewer[]; day: string }> {
  await publishChangeSet(db, {
    author: { kind: "person", name: "Bench" },
    reason: "Constructed for measurements",
    sources: [{ key: SOURCE, title: "Constructed", publisher: "Constructed", kind: "constructed" }],
  });
  const people: Viewer[] = [];
  for (let n = 0; n < 3; n += 1) people.push(await analyst(db, 70 + n));
  const [today] = await db.sql<{ day: string }[]>`select (now() at time zone 'UTC')::date - 1 as day`;
  return { people, day: today?.day ?? "" };
}

/** Has what a killed victim's connections still held come to its end. */
async function settled(db: Database): Promise<void> {
  const own = db.sql<{ n: number }[]>`
    select count(*)::int as n from pg_stat_activity
    where datname = current_database() and state <> 'idle' and pid <> pg_backend_pid() and backend_type = 'client backend'`;
  for (let rows = await own; (rows[0]?.n ?? 0) > 0; rows = await own) await pause(20);
}

/**
 * Kills processes that publish, import, refresh and back up, so many in all, at moments of chance, while others read, and
 * holds the store against what it must contain then: everything that was said to be done once, and nothing twice.
 */
export async function killAtRandom(ways: Ways, lanes: readonly Lane[], kills: number, seed: number): Promise<Killed> {
  await registerExtraDatasets([dataset]);
  const db = connect(ways.url, { max: 6 });
  const [victim, source] = [await bundleVictim(), await numberSource()];
  try {
    const { people, day } = await prepared(db);
    const [publisher, importer, second] = people;
    if (!publisher || !importer || !second) throw new Error("three analysts were made");
    const order = (lane: Lane) => ({
      ...ways,
      lane,
      day,
      dataset,
      sourcesAt: source.at,
      author: lane === "import" ? importer : publisher,
      second,
    });
    const share = (at: number) => Math.floor(kills / lanes.length) + (at < kills % lanes.length ? 1 : 0);
    const readers = readUnderLoad(db, DATASET);
    const runs = lanes.map(async (lane, at) => {
      const ended = await runLane(victim.file, order(lane), share(at), chances(seed + at));
      return { lane, ...ended };
    });
    const ended = await Promise.all(runs).finally(readers.stop);
    const read = await readers.stop();
    await settled(db);
    const done = new Map(ended.map(({ lane, tasks }) => [lane, tasks]));
    return {
      day,
      kills,
      lanes: Object.fromEntries(ended.map(({ lane, tasks, cut }) => [lane, { tasks, cut }])),
      reads: read.count,
      differences: [...read.torn, ...(await differences(db, done, day, ways.folder))],
    };
  } finally {
    await db.close();
    source.close();
    victim.remove();
  }
}
