import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { keptFolder } from "./folders.mjs";
import { birthOf, end } from "./processes.mjs";
import { Refusal } from "./refusal.mjs";

const file = path.join(keptFolder, "running.json");

/** What a launcher writes down of itself and of the web server that it started. */
function readRecord() {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch {
    return null;
  }
}

const sameProcess = (note) => Boolean(note) && birthOf(note.pid) === note.birth;

/** What runs in this folder now: its launcher's number, web address and database. Null where nothing does. */
export function running() {
  const record = readRecord();
  return record && sameProcess(record.launcher) ? record : null;
}

/** Throws a Refusal while Halfpitch runs in this folder. @param {string} what the thing that has to wait */
export function demandStopped(what) {
  const record = running();
  if (record) throw new Refusal(`Halfpitch is running in this folder (process ${record.launcher.pid}): stop it, then ${what}.`);
}

/** Takes the folder for this process, or throws a Refusal. Ends a web server that a killed launcher left behind. */
export async function takeFolder() {
  const own = { launcher: { pid: process.pid, birth: birthOf(process.pid) } };
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, JSON.stringify(own), { mode: 0o600 });
  try {
    for (let attempt = 0; attempt < 3; attempt += 1) {
      try {
        linkSync(draft, file);
        return;
      } catch (error) {
        if (error.code !== "EEXIST") throw error;
      }
      const left = readRecord();
      if (left && sameProcess(left.launcher)) {
        const where = left.url ? ` at ${left.url}` : ", and is still starting";
        throw new Refusal(`Halfpitch is already running in this folder${where} (process ${left.launcher.pid}).`);
      }
      const aside = `${file}.left.${process.pid}`;
      renameSync(file, aside);
      rmSync(aside, { force: true });
      if (left && sameProcess(left.web)) await end(-left.web.pid, [{ signal: "SIGTERM", waitMs: 5000 }, { signal: "SIGKILL", waitMs: 5000 }]);
    }
    throw new Refusal("Halfpitch is being started in this folder by somebody else.");
  } finally {
    rmSync(draft, { force: true });
  }
}

/** Notes more about what runs, for the next start after a kill and for other commands. @param {object} more */
export function noteRunning(more) {
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, JSON.stringify({ ...readRecord(), ...more }), { mode: 0o600 });
  renameSync(draft, file);
}

export function releaseFolder() {
  if (readRecord()?.launcher.pid === process.pid) rmSync(file, { force: true });
}
