import { spawn } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { keptSecret, startEmbeddedDatabase } from "./embedded-database.mjs";
import { root } from "./folders.mjs";
import { running, takeFolder } from "./running.mjs";

/**
 * The database to work on as its owner: the one that the environment names, that of a running `npm start`, or the
 * embedded one, started for this alone. The secret that signs sessions comes along.
 */
export async function ownDatabase() {
  const named = process.env.DATABASE_OWNER_URL || process.env.DATABASE_URL;
  if (named) return { ownerUrl: named, embedded: null, secrets: {} };
  const secrets = process.env.AUTH_SECRET ? {} : { AUTH_SECRET: keptSecret("auth-secret") };
  const live = running()?.database;
  if (live) return { ownerUrl: live, embedded: null, secrets };
  await takeFolder();
  const server = await startEmbeddedDatabase();
  return { ownerUrl: server.addresses.DATABASE_OWNER_URL, embedded: server, secrets };
}

/**
 * Runs a script of this folder on a database. Returns its exit code and what it told us.
 * @param {string} script
 * @param {{ ownerUrl: string, args: string[], env?: Record<string, string> }} options
 */
export async function runOn(script, { ownerUrl, args, env = {} }) {
  const command = ["--import", "tsx", path.join(root, "scripts", `${script}.ts`), ...args];
  const child = spawn(process.execPath, command, {
    cwd: root,
    env: { ...process.env, ...env, DATABASE_URL: ownerUrl, DATABASE_OWNER_URL: ownerUrl },
    stdio: ["inherit", "inherit", "inherit", "ipc"],
  });
  for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => child.kill(signal));
  const told = [];
  child.on("message", (message) => told.push(message));
  const silent = once(child, "disconnect");
  const [code] = await once(child, "exit");
  await silent;
  return { code: code ?? 1, told };
}
