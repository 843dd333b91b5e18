import path from "node:path";
import { connect, type Database } from "@/db/client";
import { decideAll } from "@/lib/indices/decide-indices";
import { publishIndices } from "@/lib/indices/publish-indices";
import { now } from "@/lib/kernel/clock";
import { dayFrom } from "@/lib/kernel/days";
import { loadStarter } from "@/lib/starter/load";
import { readOpenOrders } from "@/lib/store/editions/editions";
import { lockPublishing } from "@/lib/store/publish/publish-change-set";
import { closeEdition } from "@/lib/studio/editions/close-edition";
import { sealEdition } from "@/lib/studio/editions/seal-edition";
import { databaseAddresses, ensureDatabase } from "../launch/embedded-database.mjs";
import { freePort, type startPostgres } from "../launch/postgres.mjs";
import { startSite } from "../launch/site.mjs";
import { migrate } from "../migrate";
import { seedDemo } from "../seed-demo";
import { growPrices } from "./grow-prices";
import { signInCookie } from "./sign-in";

type Server = Awaited<ReturnType<typeof startPostgres>>;
type Cells = Map<string, string>;

/** What is measured, with its goal. */
const ROWS: readonly (readonly [what: string, goal: string])[] = [
  ["rows of gpu-prices", ""],
  ["one more day of the index, s", "1 at 130,040; 3 at 500,000"],
  ["longest that it holds the process up, ms", ""],
  ["closing an edition: lock held, s", "0.5"],
  ["making its bytes, s", ""],
  ["/ , ms", "60"],
  ["/data, ms", "60"],
  ["/status, ms", "60"],
  ["/data/gpu-prices, ms", "600"],
  ["the same, first time after a release, ms", ""],
  ["/studio/gpu-prices, KB of HTML", ""],
];

const seconds = (since: number): string => ((performance.now() - since) / 1000).toFixed(2);
const middle = (values: number[]): number => values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN;

async function heldUp<T>(work: () => Promise<T>): Promise<{ longest: number; done: T }> {
  let [last, longest] = [performance.now(), 0];
  const timer = setInterval(() => {
    longest = Math.max(longest, performance.now() - last - 10);
    last = performance.now();
  }, 10);
  const done = await work().finally(() => clearInterval(timer));
  return { longest, done };
}

async function measureEdition(db: Database, cells: Cells): Promise<void> {
  const dataset = "gpu-prices";
  const [newest = { release: 0, changeSetId: 0 }] = await db.sql<{ release: number; changeSetId: number }[]>`
    select number as release, change_set_id::int as "changeSetId" from release where dataset = ${dataset}
    order by number desc limit 1`;
  const started = performance.now();
  await db.sql.begin(async (tx) => {
    await lockPublishing(tx);
    await closeEdition(tx, { dataset, ...newest, closedBy: "Bench", note: "Constructed for measurements" });
  });
  cells.set("closing an edition: lock held, s", seconds(started));
  const sealing = performance.now();
  for (const order of await readOpenOrders(db.sql, dataset)) await sealEdition(db, order);
  cells.set("making its bytes, s", seconds(sealing));
}

async function measurePages(base: string, password: string, cells: Cells): Promise<void> {
  const cookies = {
    subscriber: await signInCookie(base, "subscriber@halfpitch.local", password),
    analyst: await signInCookie(base, "analyst@halfpitch.local", password),
  };
  const ask = async (where: string, role: keyof typeof cookies = "subscriber") => {
    const started = performance.now();
    const answer = await fetch(`${base}${where}`, { headers: { cookie: cookies[role] } });
    const bytes = (await answer.arrayBuffer()).byteLength;
    if (answer.status !== 200) throw new Error(`${where} answered ${answer.status}`);
    return { ms: performance.now() - started, bytes };
  };
  const first = await ask("/data/gpu-prices");
  cells.set("the same, first time after a release, ms", first.ms.toFixed(0));
  for (const [where, what] of [
    ["/", "/ , ms"],
    ["/data", "/data, ms"],
    ["/status", "/status, ms"],
    ["/data/gpu-prices", "/data/gpu-prices, ms"],
  ] as const) {
    await ask(where);
    const took: number[] = [];
    for (let n = 0; n < 9; n += 1) took.push((await ask(where)).ms);
    cells.set(what, middle(took).toFixed(0));
  }
  const grid = await ask("/studio/gpu-prices", "analyst");
  cells.set("/studio/gpu-prices, KB of HTML", (grid.bytes / 1024).toFixed(0));
}

async function measureAt(times: number, server: Server, password: string, say: (line: string) => void): Promise<Cells> {
  const cells: Cells = new Map();
  const database = `growth_${times}`;
  await ensureDatabase(server, { database, password });
  const addresses = databaseAddresses(server, { database, password });
  await migrate(addresses.DATABASE_OWNER_URL);
  const owner = connect(addresses.DATABASE_OWNER_URL, { role: null, max: 2 });
  const db = connect(addresses.DATABASE_URL, { max: 4 });
  try {
    const today = now().toISOString().slice(0, 10);
    await loadStarter(db, path.resolve("db/starter"));
    cells.set("rows of gpu-prices", (await growPrices(owner.sql, times, today)).toLocaleString("en-US"));
    await seedDemo(owner, password);
    await publishIndices(db, { today });
    const order = { today: dayFrom(today, 1) };
    await decideAll(db.sql, order);
    const started = performance.now();
    const { longest } = await heldUp(() => decideAll(db.sql, order));
    cells.set("one more day of the index, s", seconds(started));
    cells.set("longest that it holds the process up, ms", longest.toFixed(0));
    await measureEdition(db, cells);
    say(`growth: ${times} times the prices measured, but for the pages`);
  } finally {
    await owner.close();
    await db.close();
  }
  const port = await freePort();
  const base = `http://127.0.0.1:${port}`;
  const env = { ...addresses, HALFPITCH_URL: base, AUTH_SECRET: "a secret for measurements, longer than thirty-two" };
  const web = await startSite({ mode: "start", host: "127.0.0.1", port, env });
  await measurePages(base, password, cells).finally(() => web.stop());
  return cells;
}

/**
 * Measures what must not grow with what is stored, on the starter data with its rental prices grown to so many times
 * what they are, and prints a line for each thing with its goal.
 */
export async function benchGrowth(
  server: Server,
  { password, factors }: { password: string; factors: readonly number[] },
  say: (line: string) => void,
): Promise<void> {
  const columns: Cells[] = [];
  for (const times of factors) columns.push(await measureAt(times, server, password, say));
  const line = (what: string, cells: readonly string[], goal: string) =>
    `growth: ${what.padEnd(44)}${cells.map((cell) => cell.padStart(12)).join("")}   ${goal}`;
  say(
    line(
      "",
      factors.map((one) => `×${one}`),
      "goal",
    ),
  );
  for (const [what, goal] of ROWS)
    say(
      line(
        what,
        columns.map((cells) => cells.get(what) ?? "?"),
        goal,
      ),
    );
}
