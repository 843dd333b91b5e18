import { spawn } from "node:child_process";
import {
  chownSync,
  closeSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { createServer } from "node:net";
import os from "node:os";
import path from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { track } from "./children.mjs";
import { isRoot } from "./folders.mjs";
import { postgresBinaries } from "./postgres-binaries.mjs";
import { postgresUser } from "./postgres-user.mjs";
import { end, worksIn } from "./processes.mjs";
import { Refusal } from "./refusal.mjs";

export const superuser = "halfpitch";
const stopAsks = [
  { signal: "SIGINT", waitMs: 20_000 },
  { signal: "SIGQUIT", waitMs: 5_000 },
  { signal: "SIGKILL", waitMs: 5_000 },
];

/** A port of 127.0.0.1 that nobody uses. @returns {Promise<number>} */
export function freePort() {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}

/** How a program of Postgres is run: with its working folder as data folder, so that a private parent does no harm. */
function setting(folder) {
  const user = postgresUser(folder);
  return { ...user, cwd: folder, env: { PATH: process.env.PATH ?? "", TZ: "UTC", LC_ALL: "C" } };
}

// Root's children enter the folder before they become another user, who perhaps could not find the way in.
const dataArgument = isRoot && process.platform === "linux" ? "/proc/self/cwd" : ".";

async function initialise(bin, folder, password) {
  const fresh = `${folder}.new`;
  rmSync(fresh, { recursive: true, force: true });
  mkdirSync(fresh, { recursive: true, mode: 0o700 });
  const user = postgresUser(fresh);
  const secrets = mkdtempSync(path.join(os.tmpdir(), "halfpitch-init-"));
  const passwordFile = path.join(secrets, "password");
  try {
    writeFileSync(passwordFile, `${password}\n`, { mode: 0o600 });
    if (user) for (const item of [fresh, secrets, passwordFile]) chownSync(item, user.uid, user.gid);
    const flags = ["--auth=scram-sha-256", `--username=${superuser}`, `--pwfile=${passwordFile}`, "--encoding=UTF8"];
    // Postgres's own collation: the same order on every machine, whatever its C library.
    const order = ["--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--no-instructions"];
    const initdb = spawn(path.join(bin, "initdb"), ["-D", dataArgument, ...flags, ...order], {
      ...setting(fresh),
      stdio: ["ignore", "pipe", "pipe"],
    });
    track(initdb, () => initdb.kill("SIGTERM"));
    let said = "";
    for (const stream of [initdb.stdout, initdb.stderr]) stream.on("data", (text) => (said += text));
    const code = await new Promise((resolve, reject) => initdb.once("error", reject).once("close", resolve));
    if (code !== 0) throw new Refusal(`Postgres could not make its data folder ${folder}: ${lastLine(said)}`);
    renameSync(fresh, folder);
  } finally {
    rmSync(secrets, { recursive: true, force: true });
    rmSync(fresh, { recursive: true, force: true });
  }
}

function lastLine(text) {
  const lines = text.trim().split("\n");
  return lines.findLast((line) => /error|fatal|could not|panic/i.test(line)) ?? lines.at(-1) ?? "no reason given";
}

function pidFile(folder) {
  try {
    return readFileSync(path.join(folder, "postmaster.pid"), "utf8").split("\n");
  } catch {
    return [];
  }
}

/**
 * Stops a server that a killed launcher left behind on this folder. True where there was one.
 * @param {string} folder
 */
export async function stopLeftPostgres(folder) {
  const pid = Number(pidFile(folder)[0]);
  if (!pid || !worksIn(pid, realpathSync(folder), "postgres")) return false;
  await end(pid, stopAsks);
  return true;
}

/** @returns {Promise<{ child?: import("node:child_process").ChildProcess, exited?: Promise<unknown>, port: number, failure?: string }>} */
async function launch({ bin, folder, logFile, settings }) {
  const port = await freePort();
  const log = openSync(logFile, "w", 0o600);
  const all = { listen_addresses: "127.0.0.1", unix_socket_directories: "", ...settings };
  const flags = Object.entries(all).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
  // Its own process group: Ctrl-C reaches the launcher only, which stops the web server first.
  const child = spawn(path.join(bin, "postgres"), ["-D", dataArgument, "-p", String(port), ...flags], {
    ...setting(folder),
    stdio: ["ignore", log, log],
    detached: true,
  });
  closeSync(log);
  track(child, () => end(child.pid, stopAsks));
  const exited = new Promise((resolve) => child.once("exit", resolve).once("error", resolve));
  let over = false;
  void exited.then(() => (over = true));
  for (const until = Date.now() + 60_000; !over && Date.now() < until; await pause(25)) {
    const lines = pidFile(folder);
    if (Number(lines[0]) === child.pid && lines[7]?.startsWith("ready")) return { child, exited, port };
  }
  if (!over) await end(child.pid, stopAsks);
  return { port, failure: lastLine(readFileSync(logFile, "utf8")) };
}

/**
 * Starts the embedded Postgres on a data folder, made if it is not there, on a free port of 127.0.0.1.
 * @param {{ folder: string, password: string, logFile: string, settings?: Record<string, string> }} options
 */
export async function startPostgres({ folder, password, logFile, settings = {} }) {
  const { bin, major } = postgresBinaries({ otherUser: isRoot });
  if (!existsSync(path.join(folder, "PG_VERSION"))) await initialise(bin, folder, password);
  const made = readFileSync(path.join(folder, "PG_VERSION"), "utf8").trim();
  if (made !== major) {
    throw new Refusal(
      `The data in ${folder} is Postgres ${made}'s and this is Postgres ${major}: \`npm run reset\` begins anew.`,
    );
  }
  await stopLeftPostgres(folder);
  let attempt = await launch({ bin, folder, logFile, settings });
  if (attempt.failure) {
    // A killed server's last helpers, or somebody else on the port that was free: both pass.
    await pause(1500);
    attempt = await launch({ bin, folder, logFile, settings });
  }
  if (attempt.failure) throw new Refusal(`Postgres did not start: ${attempt.failure} (its log: ${logFile})`);
  const { child, exited, port } = attempt;
  return {
    port,
    exited,
    /** @param {string} database */
    url: (database, user = superuser, secret = password) =>
      `postgres://${user}:${encodeURIComponent(secret)}@127.0.0.1:${port}/${database}`,
    /** Stops it: running transactions are rolled back, everything committed is on disk. */
    stop: () => end(child.pid, stopAsks),
  };
}
