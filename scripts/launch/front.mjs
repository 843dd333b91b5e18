import { fork } from "node:child_process";
import path from "node:path";
import { track } from "./children.mjs";
import { root } from "./folders.mjs";
import { end } from "./processes.mjs";
import { Refusal } from "./refusal.mjs";

// It finishes what is under way, for ten seconds at most.
const asks = [
  { signal: "SIGTERM", waitMs: 12_000 },
  { signal: "SIGKILL", waitMs: 2000 },
];
const patienceMs = 60_000;

/**
 * Starts the front, which owns the public port, and waits until it listens.
 * @param {NodeJS.ProcessEnv} env
 */
export function startFront(env) {
  return new Promise((resolve, reject) => {
    const child = fork(path.join(root, "scripts", "front.ts"), [], {
      cwd: root,
      env,
      execArgv: ["--import", "tsx"],
      stdio: ["ignore", "pipe", "pipe", "ipc"],
    });
    const stop = () => end(child.pid, asks);
    track(child, stop);
    let output = "";
    let forward = (text) => (output += text);
    for (const stream of [child.stdout, child.stderr]) stream.setEncoding("utf8").on("data", (text) => forward(text));
    const exited = new Promise((done) => child.once("exit", (code, signal) => done({ code, signal })));
    const timer = setTimeout(() => void stop(), patienceMs);
    child.once("message", () => {
      clearTimeout(timer);
      resolve({
        exited,
        stop,
        tell: (told) => child.connected && child.send(told),
        show: () => (forward = (text) => process.stderr.write(text)),
      });
    });
    child.once("exit", () => {
      clearTimeout(timer);
      if (output) console.error(output.trimEnd().split("\n").slice(-20).join("\n"));
      reject(new Refusal("The front of the web server ended while starting, for the reason above."));
    });
  });
}
