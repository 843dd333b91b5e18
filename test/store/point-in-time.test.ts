import { execFileSync } from "node:child_process";
import { chmodSync, chownSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { afterAll, describe, expect, it } from "vitest";
import { connect, type Database } from "@/db/client";
import { openSession } from "@/lib/backup/session";
import { readVintages } from "@/lib/store/read-observations";
import { ensureDatabase } from "@/scripts/launch/embedded-database.mjs";
import { startPostgres } from "@/scripts/launch/postgres.mjs";
import { migrate } from "@/scripts/migrate";
import { publishToy } from "../setup/studio";
import { toyDataset } from "../setup/store";

const password = "test";
const root = mkdtempSync(path.join(os.tmpdir(), "halfpitch-point-in-time-"));
chmodSync(root, 0o711);
const stops: (() => Promise<unknown>)[] = [];
afterAll(async () => {
  for (const stop of stops) await stop();
  rmSync(root, { recursive: true, force: true });
}, 60_000);

const folder = (name: string) => path.join(root, name);

async function start(name: string, settings: Record<string, string>) {
  const server = await startPostgres({ folder: folder(name), password, logFile: folder(`${name}.log`), settings });
  stops.push(server.stop);
  return server;
}

const values = async (db: Database) =>
  (await readVintages(db.sql, { dataset: "toy-lead-times" })).map(({ period, value, knownAt }) => ({
    period,
    value,
    knownAt,
  }));

/** The moment of the server's clock, in microseconds, as a target of recovery is given. */
async function moment(db: Database): Promise<string> {
  const [row] = await db.sql<{ at: string }[]>`select clock_timestamp()::text as at`;
  return row?.at ?? "";
}

describe("a server of one's own that archives its WAL", () => {
  it("comes back as it stood at any moment after a base backup, to the microsecond", async () => {
    toyDataset();
    const archive = folder("archive");
    mkdirSync(archive, { mode: 0o777 });
    const archiving = {
      archive_mode: "on",
      archive_command: `cp %p ${archive}/%f`,
      wal_level: "replica",
      fsync: "off",
    };
    const server = await start("first", archiving);
    const { uid, gid } = statSync(folder("first"));
    chownSync(archive, uid, gid);
    await ensureDatabase(server, { database: "halfpitch", password });
    const ownerUrl = server.url("halfpitch");
    await migrate(ownerUrl);
    const db = connect(ownerUrl);
    await publishToy(db, 1, 11);

    const session = await openSession(server.url("postgres"));
    await session.rows("select pg_backup_start('constructed', true)");
    // As its owner is another user than the tests where those run as root.
    execFileSync("cp", ["-a", folder("first"), folder("second")]);
    for (const own of ["postmaster.pid", "postmaster.opts", "pg_wal"])
      rmSync(folder(`second/${own}`), { recursive: true, force: true });
    const [ended] = await session.rows<{ labelfile: string }>("select labelfile from pg_backup_stop(true)");

    await publishToy(db, 2, 22);
    const then = await moment(db);
    const was = await values(db);
    await publishToy(db, 3, 33);
    await session.rows("select pg_switch_wal()");
    for (let tries = 0; tries < 400; tries += 1) {
      const [row] = await session.rows<{ waits: boolean }>(
        "select exists (select from pg_ls_archive_statusdir() where name like '%.ready') as waits",
      );
      if (!row?.waits) break;
      await pause(25);
    }
    await Promise.all([session.close(), db.close()]);
    await server.stop();
    rmSync(folder("first"), { recursive: true, force: true });

    mkdirSync(folder("second/pg_wal"), { mode: 0o700 });
    writeFileSync(folder("second/backup_label"), ended?.labelfile ?? "");
    writeFileSync(folder("second/recovery.signal"), "");
    for (const own of ["pg_wal", "backup_label", "recovery.signal"]) chownSync(folder(`second/${own}`), uid, gid);
    const recovering = {
      restore_command: `cp ${archive}/%f %p`,
      recovery_target_time: then,
      recovery_target_action: "promote",
      fsync: "off",
    };
    const back = connect((await start("second", recovering)).url("halfpitch"));
    try {
      expect(await values(back)).toEqual(was);
      expect(was).toHaveLength(2);
    } finally {
      await back.close();
    }
  }, 120_000);
});
