import { accessSync, chmodSync, constants, mkdirSync, statSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { Refusal } from "./refusal.mjs";

/** The project's folder. */
export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "..", "..");
/** What `npm start` keeps between runs: the database, secrets, logs. Ignored by git. */
export const keptFolder = path.join(root, ".data");

export const isRoot = process.getuid?.() === 0;

/** @param {string} folder */
export function demandWritable(folder) {
  try {
    accessSync(folder, constants.W_OK | constants.X_OK);
  } catch {
    const { username } = os.userInfo();
    const owner = statSync(folder, { throwIfNoEntry: false })?.uid;
    throw new Refusal(
      `The user ${username} may not write to ${folder}${owner === 0 ? ", which belongs to root" : ""}: ` +
        "make the folder yours (chown) or clone Halfpitch to a place of your own.",
    );
  }
}

/** Makes .data, readable by its owner only (as root, Postgres runs as another user and has to pass through). */
export function makeKeptFolder() {
  if (!statSync(keptFolder, { throwIfNoEntry: false })) {
    demandWritable(root);
    mkdirSync(keptFolder);
    chmodSync(keptFolder, isRoot ? 0o711 : 0o700);
  }
  demandWritable(keptFolder);
}
