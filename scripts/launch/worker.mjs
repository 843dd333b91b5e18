import { fork } from "node:child_process";
import path from "node:path";
import { track } from "./children.mjs";
import { root } from "./folders.mjs";
import { keepRunning } from "./keep-running.mjs";
import { end } from "./processes.mjs";
import { Refusal } from "./refusal.mjs";

const asks = [
  { signal: "SIGTERM", waitMs: 5000 },
  { signal: "SIGKILL", waitMs: 2000 },
];
const patienceMs = 60_000;

/**
 * Starts the worker, and starts it again when it ends by itself, for as long as `wanted` says so.
 * @param {Record<string, string>} env
 * @param {{ wanted: () => boolean, onRestart: (count: number) => void }} ways
 */
export async function keepWorker(env, { wanted, onRestart }) {
  let shown = false;
  const kept = await keepRunning("worker", () => startWorker(env), {
    wanted,
    onStarted: (worker, count) => {
      if (shown) worker.show();
      onRestart(count);
    },
  });
  return {
    givenUp: kept.givenUp,
    /** From now on its lines go to the terminal. */
    show: () => {
      shown = true;
      kept.current().show();
    },
  };
}

/**
 * Starts the worker that refreshes the data, and waits until it works on the queue.
 * @param {Record<string, string>} env
 */
function startWorker(env) {
  return new Promise((resolve, reject) => {
    const child = fork(path.join(root, "scripts", "worker.ts"), [], {
      cwd: root,
      env: { ...process.env, NODE_ENV: "production", ...env },
      execArgv: ["--import", "tsx"],
      stdio: ["ignore", "pipe", "pipe", "ipc"],
    });
    track(child, () => end(child.pid, asks));
    let output = "";
    let forward = (text) => (output += text);
    for (const stream of [child.stdout, child.stderr]) stream.setEncoding("utf8").on("data", (text) => forward(text));
    const exited = new Promise((done) => child.once("exit", (code, signal) => done({ code, signal })));
    const timer = setTimeout(() => reject(new Refusal("The worker did not start in time.")), patienceMs);
    child.on("message", ({ kind }) => {
      if (kind !== "started") return;
      clearTimeout(timer);
      resolve({ exited, show: () => (forward = (text) => process.stderr.write(text)) });
    });
    child.once("exit", () => {
      clearTimeout(timer);
      if (output) console.error(output.trimEnd().split("\n").slice(-20).join("\n"));
      reject(new Refusal("The worker ended while starting, for the reason above."));
    });
  });
}
