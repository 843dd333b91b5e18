import { fork } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { connect } from "@/db/client";
import { dayFrom } from "@/lib/kernel/days";
import { registerExtraDatasets } from "@/lib/datasets/extra";
import { benchFront, endUnderReaders } from "./bench/front";
import { benchGrowth } from "./bench/growth";
import { benchImport } from "./bench/import";
import { benchIngest } from "./bench/ingest";
import { fillStore, firstDay } from "./bench/fill-store";
import { LANES } from "./bench/kill/order";
import { killAtRandom } from "./bench/kill/run";
import { measure } from "./bench/measure";
import { fillGpuPrices, LARGE, walkDays } from "./bench/memory";
import { signInCookie } from "./bench/sign-in";
import { benchStudio } from "./bench/studio";
import { build, builtFrom } from "./launch/build.mjs";
import { databaseAddresses, ensureDatabase } from "./launch/embedded-database.mjs";
import { freePort, startPostgres } from "./launch/postgres.mjs";
import { startSite } from "./launch/site.mjs";
import { migrate } from "./migrate";
import { seedDemo } from "./seed-demo";

// Measures the read path against the same SQL behind a bare node:http server, in one run, on a constructed store.
const { values } = parseArgs({
  options: {
    series: { type: "string", default: "2000" },
    observations: { type: "string", default: "1000000" },
    seconds: { type: "string", default: "8" },
    kills: { type: "string", default: "1000" },
    seed: { type: "string", default: "12" },
    megabytes: { type: "string", default: "300" },
    factors: { type: "string", default: "1,10,50" },
    only: { type: "string" },
  },
});
const wanted = (part: "reads" | "ingest" | "studio" | "import" | "front" | "kill" | "memory") =>
  values.only === undefined || values.only === part;
const here = path.dirname(fileURLToPath(import.meta.url));
const folder = mkdtempSync(path.join(os.tmpdir(), "halfpitch-bench-"));
const password = "bench-password";
const say = (line: string) => console.log(line);

async function bare(url: string): Promise<{ base: string; stop: () => void }> {
  const port = await freePort();
  const env = { ...process.env, DATABASE_URL: url, NODE_ENV: "production" as const };
  const child = fork(path.join(here, "bench/bare-server.ts"), [String(port)], {
    env,
    execArgv: ["--import", "tsx"],
    stdio: ["ignore", "pipe", "inherit", "ipc"],
  });
  await new Promise((resolve) => child.stdout?.once("data", resolve));
  return { base: `http://127.0.0.1:${port}`, stop: () => child.kill() };
}

/** Paths to series in a fixed shuffled order, so that neighbours in the index are not asked one after the other. */
function pathsTo(prefix: string, series: number, query: (n: number) => string): string[] {
  const count = Math.min(series, 1000);
  return Array.from({ length: count }, (_, at) => {
    const n = ((at * 7919) % series) + 1;
    return `${prefix}BENCH.X${String(n).padStart(6, "0")}${query(at)}`;
  });
}

async function run(): Promise<void> {
  const server = await startPostgres({
    folder: path.join(folder, "postgres"),
    password,
    logFile: path.join(folder, "postgres.log"),
    settings: { shared_buffers: "512MB", max_wal_size: "4GB" },
  });
  const stops: (() => unknown)[] = [() => server.stop()];
  try {
    if (values.only === "growth") {
      if (!builtFrom(".next")) await build(".next");
      await benchGrowth(server, { password, factors: values.factors.split(",").map(Number) }, say);
      say("growth: imports, single cells and series as JSON are measured by --only import, studio and reads");
      return;
    }
    await ensureDatabase(server, { database: "bench", password });
    const addresses = databaseAddresses(server, { database: "bench", password });
    await migrate(addresses.DATABASE_OWNER_URL);
    const owner = connect(addresses.DATABASE_OWNER_URL, { role: null, max: 2 });
    const much = values.only === "kill" || values.only === "memory" ? 20_000 : Number(values.observations);
    const filled = await fillStore(owner.sql, Math.min(Number(values.series), much / 10), much);
    say(
      `store: ${filled.series} series, ${filled.observations} observations, ${filled.revised} of them revisions, filled and vacuumed in ${filled.seconds.toFixed(1)} s`,
    );
    if (values.only === "memory") say(`memory: ${await fillGpuPrices(owner.sql, LARGE)} rows of gpu-prices`);
    await seedDemo(owner, password);
    await owner.close();

    if (wanted("ingest")) {
      const application = connect(addresses.DATABASE_URL, { max: 4 });
      await benchIngest(application, folder, say, Number(values.megabytes));
      await application.close();
    }
    if (wanted("studio")) {
      await registerExtraDatasets([path.join(here, "bench/bench-observations.mjs")]);
      const application = connect(addresses.DATABASE_URL, { max: 10 });
      await benchStudio(application, Number(values.seconds), say);
      await application.close();
    }
    if (wanted("import")) {
      await registerExtraDatasets([path.join(here, "bench/bench-observations.mjs")]);
      await benchImport(addresses, folder, say);
    }
    // Not among what is measured by default: it takes a quarter of an hour, and shows that something holds.
    if (values.only === "kill") {
      const ways = { url: addresses.DATABASE_URL, ownerUrl: addresses.DATABASE_OWNER_URL, folder };
      const found = await killAtRandom(ways, LANES, Number(values.kills), Number(values.seed));
      for (const [lane, { tasks, cut }] of Object.entries(found.lanes))
        say(`kill: ${lane}: ${tasks} tasks done, ${cut} times cut short`);
      say(`kill: ${found.kills} kills, ${found.reads} reads meanwhile, ${found.differences.length} differences`);
      for (const one of found.differences) say(`kill: ${one}`);
      if (found.differences.length > 0) process.exitCode = 1;
    }
    if (!wanted("reads") && !wanted("front") && !wanted("memory")) return;

    if (!builtFrom(".next")) await build(".next");
    const port = await freePort();
    const base = `http://127.0.0.1:${port}`;
    const env = {
      ...addresses,
      HALFPITCH_URL: base,
      AUTH_SECRET: "a secret for measurements, longer than thirty-two characters",
      HALFPITCH_DATASETS: path.join(here, "bench/bench-observations.mjs"),
      HALFPITCH_DEMO_PASSWORD: password,
    };
    let pid = 0;
    const onStarted = (its: number) => (pid = its);
    const heap = values.only === "memory" ? { NODE_OPTIONS: "--max-old-space-size=512" } : {};
    const web = await startSite({ mode: "start", host: "127.0.0.1", port, env: { ...env, ...heap }, onStarted });
    stops.unshift(() => web.stop());
    const cookie = await signInCookie(base, "subscriber@halfpitch.local", password);
    // Not among what is measured by default: it takes minutes.
    if (values.only === "memory") await walkDays({ base, cookie, pid: () => pid }, 260, say);
    if (wanted("front")) {
      const paths = pathsTo("/api/v1/series/", Number(values.series), () => "");
      await benchFront(
        { ours: base, behind: web.behind(), cookie, pid: () => pid },
        paths,
        Number(values.seconds),
        say,
      );
    }
    if (values.only === "front") await endUnderReaders({ ours: base, cookie }, () => web.stop(), say);
    if (!wanted("reads")) return;
    const yardstick = await bare(addresses.DATABASE_URL);
    stops.unshift(yardstick.stop);
    await compare({ ours: base, bare: yardstick.base, cookie });
  } finally {
    for (const stop of stops) await stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function compare(at: { ours: string; bare: string; cookie: string }): Promise<void> {
  const series = Number(values.series);
  const seconds = Number(values.seconds);
  // Each as-of path is a day of its own, so that no answer is kept from before.
  const points = Math.ceil(Number(values.observations) / series);
  const day = (n: number) => `?asOf=${dayFrom(firstDay(points), 60 + (n % Math.min(400, points)))}`;
  const reads = [
    { title: "latest", query: () => "" },
    { title: "as of 400 days", query: day },
  ];
  say("read             side       concurrency   answers/s   p50 ms   p99 ms   failed");
  for (const { title, query } of reads)
    for (const concurrency of [1, 16, 64])
      for (const side of ["bare", "halfpitch"] as const) {
        const ours = side === "halfpitch";
        const paths = pathsTo(ours ? "/api/v1/series/" : "/", series, query);
        const options = { concurrency, seconds, ...(ours ? { cookie: at.cookie } : {}) };
        const found = await measure(ours ? at.ours : at.bare, paths, options);
        const cells = [
          title.padEnd(16),
          side.padEnd(10),
          String(concurrency).padStart(11),
          found.rate.toFixed(0).padStart(11),
          String(found.p50).padStart(8),
          String(found.p99).padStart(8),
          String(found.failed).padStart(8),
        ];
        say(cells.join(" "));
      }
}

await run();
