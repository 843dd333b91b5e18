import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { setTimeout as pause } from "node:timers/promises";
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
  if (record)
    throw new Refusal(`Halfpitch is running in this folder (process ${record.launcher.pid}): stop it, then ${what}.`);
}

// A launcher whose npm was killed notices within half a second, and then needs a moment to stop the database.
const noticeMs = 1500;
const stoppingMs = 30_000;

/** Waits for a launcher that is on its way out. Throws a Refusal where it is there to stay. */
async function awaitEnd(launcher) {
  for (const began = Date.now(); ; await pause(50)) {
    const record = readRecord();
    if (!record || record.launcher.pid !== launcher.pid || !sameProcess(record.launcher)) return;
    if (Date.now() - began > (record.ending ? stoppingMs : noticeMs)) {
      const where = record.url ? ` at ${record.url}` : ", and is still starting";
      throw new Refusal(`Halfpitch is already running in this folder${where} (process ${launcher.pid}).`);
    }
  }
}

/** Removes what a killed launcher left: its note, and its web server if that still runs. */
async function clearLeft(left) {
  const aside = `${file}.left.${process.pid}`;
  try {
    renameSync(file, aside);
    rmSync(aside, { force: true });
  } catch (error) {
    if (error.code !== "ENOENT") throw error;
  }
  if (!left || !sameProcess(left.web)) return;
  const asks = [
    { signal: "SIGTERM", waitMs: 5000 },
    { signal: "SIGKILL", waitMs: 5000 },
  ];
  await end(-left.web.pid, asks);
}

/** Takes the folder for this process, or throws a Refusal. */
export async function takeFolder() {
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, JSON.stringify({ launcher: { pid: process.pid, birth: birthOf(process.pid) } }), {
    mode: 0o600,
  });
  try {
    for (let attempt = 0; attempt < 5; attempt += 1) {
      try {
        linkSync(draft, file);
        return;
      } catch (error) {
        if (error.code !== "EEXIST") throw error;
      }
      const left = readRecord();
      if (left && sameProcess(left.launcher)) await awaitEnd(left.launcher);
      else await clearLeft(left);
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

/** Tells a next start that it need not wait long. */
export function noteEnding() {
  if (readRecord()?.launcher.pid === process.pid) noteRunning({ ending: true });
}

export function releaseFolder() {
  if (readRecord()?.launcher.pid === process.pid) rmSync(file, { force: true });
}
