// Runs a script on DATABASE_URL, or on the database of a running `npm start`: `node scripts/with-database.mjs refresh …`.
// A worker that ends by itself, as it may when its database is restarted, is started again.
import { spawn } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { openFolder } from "./launch/checks.mjs";
import { root } from "./launch/folders.mjs";
import { keepRunning } from "./launch/keep-running.mjs";
import { Refusal } from "./launch/refusal.mjs";
import { running } from "./launch/running.mjs";

/** That the script has ended before it said that it had started, as one that does something once does. */
class Ended extends Error {
  constructor(code) {
    super("The worker did not start.");
    this.code = code;
  }
}

/**
 * Runs the script until it ends, or is told to; one that says that it has started is then kept running.
 * @param {string[]} command
 * @param {NodeJS.ProcessEnv} env
 */
async function keep(command, env) {
  let stopping = false;
  let child;
  const start = () =>
    new Promise((resolve, reject) => {
      child = spawn(process.execPath, command, { cwd: root, env, stdio: ["inherit", "inherit", "inherit", "ipc"] });
      // What it said last may arrive after its end, and not after its channel is closed.
      const silent = once(child, "disconnect");
      const exited = once(child, "exit").then(async ([code, signal]) => {
        await silent;
        stopping ||= code === 0;
        reject(new Ended(code));
        return { code, signal };
      });
      child.on("message", ({ kind }) => kind === "started" && resolve({ exited }));
    });
  for (const signal of ["SIGINT", "SIGTERM"])
    process.on(signal, () => {
      stopping = true;
      child.kill(signal);
    });
  try {
    const { givenUp } = await keepRunning("worker", start, { wanted: () => !stopping });
    await givenUp;
    process.exitCode = stopping ? 0 : 1;
  } catch (error) {
    if (!(error instanceof Ended)) throw error;
    process.exitCode = error.code ?? 1;
  }
}

try {
  openFolder();
  const [script = "", ...args] = process.argv.slice(2);
  const url = process.env.DATABASE_URL || running()?.application;
  const asks = args.some((word) => word === "--help" || word === "-h");
  if (!url && !asks)
    throw new Refusal("There is no database to work on: set DATABASE_URL, or start Halfpitch with `npm start` first.");
  await keep(["--import", "tsx", path.join(root, "scripts", `${script}.ts`), ...args], {
    ...process.env,
    ...(url ? { DATABASE_URL: url } : {}),
    ...(process.env.AUTH_SECRET ? {} : { NODE_ENV: "development" }),
  });
} catch (error) {
  if (!(error instanceof Refusal)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
