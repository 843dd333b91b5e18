import { fork } from "node:child_process";
import path from "node:path";
import { track } from "./children.mjs";
import { tail } from "./commands.mjs";
import { root } from "./folders.mjs";
import { Refusal } from "./refusal.mjs";

/**
 * Runs scripts/prepare.ts, which is TypeScript and uses the installed packages, and hands on what it tells.
 * @param {"check" | "database"} part
 * @param {Record<string, string>} env
 * @param {(progress: any) => void} onProgress
 * @returns {Promise<void>}
 */
export function prepare(part, env, onProgress) {
  return new Promise((resolve, reject) => {
    const child = fork(path.join(root, "scripts", "prepare.ts"), [part], {
      cwd: root,
      env: { ...process.env, NODE_ENV: "production", ...env },
      execArgv: ["--import", "tsx"],
      stdio: ["ignore", "pipe", "pipe", "ipc"],
    });
    track(child, () => child.kill("SIGTERM"));
    let output = "";
    let sentence = "";
    for (const stream of [child.stdout, child.stderr]) stream.on("data", (text) => (output += text));
    child.on("message", (progress) => {
      if (progress.kind === "refusal") sentence = progress.sentence;
      else onProgress(progress);
    });
    child.once("error", reject);
    child.once("close", (code) => {
      if (code === 0) return resolve();
      if (!sentence) console.error(tail(output, 60));
      reject(new Refusal(sentence || "The database could not be prepared, for the reason above."));
    });
  });
}
