import { readFileSync } from "node:fs";
import path from "node:path";
import { parseEnv } from "node:util";
import { Refusal } from "./refusal.mjs";

const assignment = /^\s*(?:export\s+)?[A-Za-z_][A-Za-z0-9_.]*\s*=\s*(.*)$/;

/** The first line that Node would pass over in silence, from 1; null where every line is understood. */
export function brokenLine(text) {
  const lines = text.split(/\r?\n/);
  for (let at = 0; at < lines.length; at += 1) {
    const line = lines[at];
    if (/^\s*(#|$)/.test(line)) continue;
    const value = assignment.exec(line)?.[1];
    if (value === undefined) return at + 1;
    const quote = /^["'`]/.exec(value)?.[0];
    if (!quote || value.indexOf(quote, 1) > 0) continue;
    const closing = lines.findIndex((later, index) => index > at && later.includes(quote));
    if (closing < 0) return at + 1;
    at = closing;
  }
  return null;
}

/** Adds the variables of `.env` to those of the process, which win. An empty variable counts as not set. */
export function readDotEnv(root) {
  let text;
  try {
    text = readFileSync(path.join(root, ".env"), "utf8");
  } catch (error) {
    if (error.code === "ENOENT") return;
    throw new Refusal(`The file .env cannot be read (${error.code}).`);
  }
  const broken = brokenLine(text);
  if (broken) throw new Refusal(`The file .env is broken in line ${broken}: it is not of the form NAME=value.`);
  for (const [name, value] of Object.entries(parseEnv(text))) process.env[name] ||= value;
}
