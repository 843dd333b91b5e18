import { makeKeptFolder, root } from "./folders.mjs";
import { readDotEnv } from "./dot-env.mjs";
import { Refusal } from "./refusal.mjs";

const oldest = [20, 19];

export function demandNode() {
  const [major, minor] = process.versions.node.split(".").map(Number);
  if (major < oldest[0] || (major === oldest[0] && minor < oldest[1])) {
    throw new Refusal(`Halfpitch needs Node ${oldest.join(".")} or later, and this is ${process.versions.node}.`);
  }
}

/** What must be right before any work: Node, the folder, the file .env. */
export function openFolder() {
  demandNode();
  makeKeptFolder();
  readDotEnv(root);
}
