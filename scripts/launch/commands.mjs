import { spawn } from "node:child_process";
import path from "node:path";
import { track } from "./children.mjs";
import { root } from "./folders.mjs";
import { end } from "./processes.mjs";

const stopAsks = [
  { signal: "SIGTERM", waitMs: 15_000 },
  { signal: "SIGKILL", waitMs: 2000 },
];

/**
 * Runs a program in the project's folder to its end, without input.
 * @param {string} program
 * @param {readonly string[]} args
 * @param {{ env?: NodeJS.ProcessEnv, onText?: (text: string) => void }} options
 * @returns {Promise<{ code: number, output: string }>}
 */
export function run(program, args, { env = process.env, onText } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { cwd: root, env, stdio: ["ignore", "pipe", "pipe"] });
    track(child, () => end(child.pid, stopAsks));
    let output = "";
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding("utf8").on("data", (text) => {
        output += text;
        onText?.(text);
      });
    }
    child.once("error", reject);
    child.once("close", (code) => resolve({ code: code ?? 1, output }));
  });
}

/** The script behind a package's command, to be run by Node itself. @param {string} file */
export const inPackage = (file) => path.join(root, "node_modules", ...file.split("/"));

/** @param {readonly string[]} args @param {Parameters<typeof run>[2]} options */
export const runNode = (args, options) => run(process.execPath, args, options);

/** The last lines of what a program said. @param {string} output */
export const tail = (output, lines = 30) => output.trimEnd().split("\n").slice(-lines).join("\n");
