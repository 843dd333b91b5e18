// Runs a script on DATABASE_URL, or on the database of a running `npm start`: `node scripts/with-database.mjs refresh …`.
// A worker that ends by itself, as it may when its database is restarted, is started again.
import { spawn } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { openFolder } from "./launch/checks.mjs";
import { root } from "./launch/folders.mjs";
import { Refusal } from "./launch/refusal.mjs";
import { running } from "./launch/running.mjs";

const restMs = 1000;

/**
 * Runs the script until it ends, or is told to; one that says that it has started is then kept.
 * @param {string[]} command
 * @param {NodeJS.ProcessEnv} env
 */
function keep(command, env) {
  let [started, stopping] = [false, false];
  let child = start();
  function start() {
    const stdio = ["inherit", "inherit", "inherit", "ipc"];
    const next = spawn(process.execPath, command, { cwd: root, env, stdio });
    next.on("message", ({ kind }) => (started ||= kind === "started"));
    // What it said last may arrive after its end, and not after its channel is closed.
    const silent = once(next, "disconnect");
    next.once("exit", async (code) => {
      await silent;
      if (stopping || !started || code === 0) return void (process.exitCode = code ?? 1);
      console.error("The worker ended unexpectedly; it starts again in a moment.");
      setTimeout(() => stopping || (child = start()), restMs);
    });
    return next;
  }
  for (const signal of ["SIGINT", "SIGTERM"])
    process.on(signal, () => {
      stopping = true;
      child.kill(signal);
    });
}

try {
  openFolder();
  const [script = "", ...args] = process.argv.slice(2);
  const url = process.env.DATABASE_URL || running()?.application;
  const asks = args.some((word) => word === "--help" || word === "-h");
  if (!url && !asks)
    throw new Refusal("There is no database to work on: set DATABASE_URL, or start Halfpitch with `npm start` first.");
  keep(["--import", "tsx", path.join(root, "scripts", `${script}.ts`), ...args], {
    ...process.env,
    ...(url ? { DATABASE_URL: url } : {}),
    ...(process.env.AUTH_SECRET ? {} : { NODE_ENV: "development" }),
  });
} catch (error) {
  if (!(error instanceof Refusal)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
