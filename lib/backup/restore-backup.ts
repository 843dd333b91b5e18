import { mkdtemp, rm } from "node:fs/promises";
import { createWriteStream } from "node:fs";
import os from "node:os";
import path from "node:path";
import { text } from "node:stream/consumers";
import { pipeline } from "node:stream/promises";
import { createGzip } from "node:zlib";
import { Readable } from "node:stream";
import { z } from "zod";
import type { PayloadStore } from "@/lib/ingest/payload/payload-store";
import { AppError } from "@/lib/kernel/error";
import { type BackupPlace, checkBackup, keyFor } from "./check-backup";
import { copiedTables, copyTarget, tableName } from "./copied-tables";
import type { KeptTable, Manifest } from "./manifest";
import { readPart, Tally } from "./part";
import { openSession, type Session } from "./session";

export type RestoreOrder = BackupPlace & {
  /** An empty database, as its owner. */
  ownerUrl: string;
  store: PayloadStore;
  /** Brings the database to the migrations made at these moments; to the newest without any. */
  migrate: (upTo: readonly number[] | null) => Promise<unknown>;
  log: (step: { step: string } & Record<string, string | number>) => void;
};

async function demandEmpty(session: Session): Promise<void> {
  const [found] = await session.rows<{ tables: number }>(
    "select count(*)::int as tables from pg_tables where schemaname in ('public', 'drizzle', 'graphile_worker')",
  );
  if (found && found.tables > 0)
    throw new AppError(
      "conflict",
      "The database is not empty, and nothing is ever written over. Make a new database and restore into that.",
    );
}

type Constraint = { table: string; name: string; definition: string };

/** Takes foreign keys and triggers away while rows are copied, in whatever order, and has them back after. */
async function withoutRules(session: Session, tables: readonly KeptTable[], work: () => Promise<void>): Promise<void> {
  const keys = await session.rows<Constraint>(`
    select format('%I.%I', nspname, relname) as table, quote_ident(conname) as name, pg_get_constraintdef(pg_constraint.oid) as definition
    from pg_constraint join pg_class on pg_class.oid = conrelid join pg_namespace on pg_namespace.oid = relnamespace
    where contype = 'f' and nspname in ('public', 'graphile_worker')`);
  for (const { table, name } of keys) await session.rows(`alter table ${table} drop constraint ${name}`);
  for (const table of tables) await session.rows(`alter table ${tableName(table)} disable trigger user`);
  await work();
  for (const table of tables) await session.rows(`alter table ${tableName(table)} enable trigger user`);
  for (const { table, name, definition } of keys)
    await session.rows(`alter table ${table} add constraint ${name} ${definition}`);
}

/**
 * The tables to restore. Throws where they are not those of the backup, as when a migration was changed after it was
 * applied; the queue's own are left out where its library has changed them: what is due is ordered again by itself.
 */
async function restorable(session: Session, { tables }: Manifest, log: RestoreOrder["log"]): Promise<KeptTable[]> {
  const nameOf = ({ schema, name }: { schema: string; name: string }) => `${schema}.${name}`;
  const shape = ({ columns }: { columns: string[] }) => columns.toSorted().join();
  const here = new Map((await copiedTables(session)).map((one) => [nameOf(one), shape(one)]));
  const differs = (one: KeptTable) => here.get(nameOf(one)) !== shape(one);
  const kept = new Set(tables.map(nameOf));
  const other = [...here.keys()].find((name) => name.startsWith("public.") && !kept.has(name));
  const wrong = tables.find((one) => one.schema === "public" && differs(one));
  if (wrong || other)
    throw new AppError(
      "invalid",
      `The table ${wrong ? nameOf(wrong) : other} of the backup is not that of this version. Use the version that made it.`,
    );
  const queue = tables.filter((one) => one.schema !== "public");
  if (!queue.some(differs)) return tables;
  log({ step: "left-out", tables: "the job queue, whose library is another version" });
  return tables.filter((one) => one.schema === "public");
}

/** Copies a table's rows in, and reads them out again: what is read has to be what was written. */
async function fill(session: Session, table: KeptTable, folder: string, key: string | null): Promise<void> {
  await session.copyIn(copyTarget(table), readPart(folder, table.part, key));
  const tally = new Tally();
  const reading = tally.over(session.copyOut(copyTarget(table)));
  while (!(await reading.next()).done);
  if (tally.end().sha256 !== table.part.plain.sha256)
    throw new AppError(
      "invalid",
      `The rows of ${table.name} came back otherwise than they were kept. Nothing was restored.`,
    );
}

async function loadTables(session: Session, manifest: Manifest, { folder, key, log }: RestoreOrder): Promise<void> {
  const opens = keyFor(manifest, key);
  await session.within("begin", async () => {
    await session.rows("set local synchronize_seqscans = off");
    const tables = await restorable(session, manifest, log);
    await withoutRules(session, tables, async () => {
      await session.rows(`truncate ${tables.map(tableName).join(", ")}`);
      for (const table of tables) {
        await fill(session, table, folder, opens);
        log({ step: "restored", table: `${table.schema}.${table.name}`, rows: table.rows });
      }
    });
    const filled = new Set(tables.map(({ schema }) => schema));
    for (const { schema, name, last, called } of manifest.sequences.filter((one) => filled.has(one.schema)))
      await session.rows("select setval($1::regclass, $2::bigint, $3)", [tableName({ schema, name }), last, called]);
  });
  await session.rows("analyze");
}

async function restorePayloads(manifest: Manifest, { root, key, store }: RestoreOrder): Promise<void> {
  const scratch = await mkdtemp(path.join(os.tmpdir(), "halfpitch-restore-"));
  const file = path.join(scratch, "payload.gz");
  try {
    for (const { hash, part } of manifest.payloads) {
      if (await store.has(hash)) continue;
      const plain = readPart(root, part, keyFor(manifest, key));
      await pipeline(Readable.from(plain), createGzip({ level: 1 }), createWriteStream(file, { mode: 0o600 }));
      await store.keep(hash, file);
    }
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

const Secrets = z.record(z.string(), z.string());

/** The secrets of an encrypted backup; none of one that is not. */
export async function backupSecrets(
  { folder, key }: BackupPlace,
  manifest: Manifest,
): Promise<Readonly<Record<string, string>>> {
  if (!manifest.secrets) return {};
  const kept = await text(Readable.from(readPart(folder, manifest.secrets, keyFor(manifest, key))));
  return Secrets.parse(JSON.parse(kept));
}

/**
 * Restores a backup into an empty database: reads it through first, brings the database to the migrations that it was
 * made at, copies the rows in one transaction and reads them out again, and migrates on from there. Throws AppError
 * invalid for a damaged backup or a wrong key, before anything is written, and conflict for a database with tables.
 */
export async function restoreBackup(order: RestoreOrder): Promise<Manifest> {
  const session = await openSession(order.ownerUrl);
  try {
    await demandEmpty(session);
    const manifest = await checkBackup(order);
    order.log({ step: "checked", tables: manifest.tables.length, payloads: manifest.payloads.length });
    await order.migrate(manifest.migrations);
    await loadTables(session, manifest, order);
    await restorePayloads(manifest, order);
    await order.migrate(null);
    return manifest;
  } finally {
    await session.close();
  }
}
