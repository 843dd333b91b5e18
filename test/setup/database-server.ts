import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import type { TestProject } from "vitest/node";
import { ensureDatabase } from "@/scripts/launch/embedded-database.mjs";
import { startPostgres, superuser } from "@/scripts/launch/postgres.mjs";
import { migrate } from "@/scripts/migrate";
import { letFunctionsFollow, standOnFixturesDay } from "./fixtures-day";

/** Where a run's throw-away Postgres is, and which database is the migrated template of all others. */
export type DatabaseServer = { port: number; password: string; template: string };

declare module "vitest" {
  export interface ProvidedContext {
    databaseServer: DatabaseServer;
    /** By how much the tests' clock is ahead of this machine's. */
    clockAheadMs: number;
  }
}

const password = "test";
const template = "halfpitch_template";
const passing = { fsync: "off", synchronous_commit: "off", full_page_writes: "off", max_connections: "200" };

/** The address of a database on the run's server, as its superuser or as the application's login. */
export function addressOf(server: DatabaseServer, database: string, user: "owner" | "application"): string {
  const name = user === "owner" ? superuser : "halfpitch_web";
  return `postgres://${name}:${server.password}@127.0.0.1:${server.port}/${database}`;
}

/** Has the folder removed, and the server in it stopped, when this process is gone: killed runs leave nothing. */
function removeAtTheEnd(folder: string): void {
  const keeper = spawn(process.execPath, ["scripts/launch/remove-after.mjs", folder], {
    stdio: ["pipe", "ignore", "ignore"],
    detached: true,
  });
  keeper.unref();
}

/** Starts one Postgres for the run, in a folder of its own under the system's temporary folder. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = mkdtempSync(path.join(os.tmpdir(), "halfpitch-test-"));
  removeAtTheEnd(folder);
  const server = await startPostgres({
    folder: path.join(folder, "postgres"),
    password,
    logFile: path.join(folder, "postgres.log"),
    settings: passing,
  });
  await ensureDatabase(server, { database: template, password });
  const aheadMs = await standOnFixturesDay(server.url(template), [superuser, "halfpitch_web"]);
  await migrate(server.url(template));
  await letFunctionsFollow(server.url(template));
  project.provide("databaseServer", { port: server.port, password, template });
  project.provide("clockAheadMs", aheadMs);
  return async () => {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  };
}
