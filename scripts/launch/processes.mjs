import { execFileSync } from "node:child_process";
import { readFileSync, readlinkSync } from "node:fs";
import { setTimeout as pause } from "node:timers/promises";

/** @param {number} pid */
export function alive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === "EPERM";
  }
}

/** @param {number} pid */
function linuxFields(pid) {
  const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
  const name = stat.slice(stat.indexOf("(") + 1, stat.lastIndexOf(")"));
  const [state, parent, ...rest] = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  return { name, state, parent: Number(parent), started: rest[17] };
}

/**
 * What tells a process from a later one with the same number: when it was started. Null where there is none.
 * @param {number} pid
 * @returns {string | null}
 */
export function birthOf(pid) {
  try {
    if (process.platform === "linux") {
      const { state, started } = linuxFields(pid);
      return state === "Z" ? null : `${started}`;
    }
    return execFileSync("ps", ["-o", "lstart=", "-p", String(pid)], { encoding: "utf8" }).trim() || null;
  } catch {
    return null;
  }
}

/**
 * The name and the parent of a process, or null where the system does not say.
 * @param {number} pid
 */
export function originOf(pid) {
  try {
    if (process.platform === "linux") return linuxFields(pid);
    const [parent, ...name] = execFileSync("ps", ["-o", "ppid=,comm=", "-p", String(pid)], { encoding: "utf8" })
      .trim()
      .split(/\s+/);
    return { parent: Number(parent), name: name.join(" ") };
  } catch {
    return null;
  }
}

/**
 * Whether the process works in that folder; where the system does not say, whether its command names `program`.
 * @param {number} pid
 * @param {string} folder
 * @param {string} program
 */
export function worksIn(pid, folder, program) {
  try {
    if (process.platform === "linux") return readlinkSync(`/proc/${pid}/cwd`) === folder;
    return execFileSync("ps", ["-o", "command=", "-p", String(pid)], { encoding: "utf8" }).includes(program);
  } catch {
    return false;
  }
}

/**
 * Waits until the process is gone; false where it is not within that time.
 * @param {number} pid
 * @param {number} waitMs
 */
export async function gone(pid, waitMs) {
  for (const until = Date.now() + waitMs; Date.now() < until; await pause(40)) {
    if (birthOf(pid) === null) return true;
  }
  return birthOf(pid) === null;
}

/**
 * Ends a process, or with a negative number its whole group: first asked, then forced.
 * @param {number} target
 * @param {readonly { signal: NodeJS.Signals, waitMs: number }[]} asks
 */
export async function end(target, asks) {
  for (const { signal, waitMs } of asks) {
    try {
      process.kill(target, signal);
    } catch {
      return;
    }
    if (await gone(Math.abs(target), waitMs)) return;
  }
}
