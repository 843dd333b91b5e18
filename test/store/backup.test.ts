import { createHash, randomBytes } from "node:crypto";
import { cp, mkdtemp, readdir, readFile, rm, truncate, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { connect, type Database } from "@/db/client";
import type { Viewer } from "@/lib/access/viewer";
import { checkBackup } from "@/lib/backup/check-backup";
import { findBackup, listBackups } from "@/lib/backup/manifest";
import { backupSecrets, restoreBackup } from "@/lib/backup/restore-backup";
import { type BackupOrder, takeBackup } from "@/lib/backup/take-backup";
import { folderStore } from "@/lib/ingest/payload/folder-store";
import { readObservations, readVintages } from "@/lib/store/read-observations";
import { publishDraft } from "@/lib/studio/drafts/publish-draft";
import { editDraft } from "@/lib/studio/drafts/edit-draft";
import { openDraft } from "@/lib/studio/drafts/open-draft";
import { migrate, migrateUpTo } from "@/scripts/migrate";
import { addressOf } from "../setup/database-server";
import { toyDataset, useStore } from "../setup/store";
import { approved, colleague, content, edit, publishToy } from "../setup/studio";

const store = useStore();
const KEY = "constructed key of the tests, long enough";
const DATASET = { dataset: "toy-lead-times" };
let root = "";
let payloads = "";
let ada: Viewer;
let ben: Viewer;
const made: string[] = [];

const folder = (name: string) => path.join(root, name);
const log = () => undefined;

async function keepPayload(text: string): Promise<string> {
  const hash = createHash("sha256").update(text).digest("hex");
  const packed = folder(`${hash}.gz`);
  await writeFile(packed, gzipSync(text));
  await folderStore(payloads).keep(hash, packed);
  await store.db.sql`insert into payload (hash, bytes, kept_bytes) values (${hash}, ${text.length}, 1)`;
  return hash;
}

const order = (to: string, change: Partial<BackupOrder> = {}): BackupOrder => ({
  ownerUrl: store.ownerUrl,
  store: folderStore(payloads),
  to: folder(to),
  key: null,
  secrets: { AUTH_SECRET: "constructed secret" },
  keep: null,
  log,
  ...change,
});

/** An empty database on the run's server, as its owner. */
async function emptyDatabase(): Promise<string> {
  const server = inject("databaseServer");
  const name = `test_restored_${randomBytes(5).toString("hex")}`;
  const owner = connect(addressOf(server, "postgres", "owner"), { role: null, max: 1 });
  await owner.sql.unsafe(`create database ${name}`);
  await owner.close();
  made.push(name);
  return addressOf(server, name, "owner");
}

const restoreOrder = (from: { folder: string; root: string }, ownerUrl: string, key: string | null = null) => ({
  ...from,
  ownerUrl,
  key,
  store: folderStore(folder(`payloads-${randomBytes(3).toString("hex")}`)),
  migrate: (upTo: readonly number[] | null) => (upTo ? migrateUpTo(ownerUrl, upTo) : migrate(ownerUrl)),
  log,
});

const days = ["2025-12-31", "2026-06-30", "2026-11-23", "2026-11-24"].map((day) => `${day}T23:59:59.999Z`);

/** What readers of a database get as of each of some days up to a moment, and what stands beside the numbers. */
async function told({ sql }: Pick<Database, "sql">, until: string): Promise<string> {
  const reads = [];
  for (const day of [...days.filter((one) => one < until), until])
    reads.push(await readObservations(sql, DATASET, day), await readVintages(sql, DATASET, day));
  const others = await sql`
    select (select json_agg(row_to_json(e) order by id) from edition e where closed_at <= ${until}::timestamptz)::text as editions,
      (select json_agg(row_to_json(r) order by change_set_id, series, period) from revision r join change_set c on c.id = change_set_id
        where c.published_at <= ${until}::timestamptz)::text as revisions,
      (select json_agg(row_to_json(p) order by email) from person p)::text as people`;
  return JSON.stringify([reads, others]);
}

async function publishAll(month: number, value: number): Promise<void> {
  const { id } = await openDraft(ada, DATASET, store.db);
  await editDraft(ada, { draft: id, edits: [edit(month, content(value, { reason: "correction" }))] }, store.db);
  await approved(store.db, ada, ben, id);
  await publishDraft(ben, { draft: id, closesEdition: true }, store.db);
}

const moment = async () => {
  const [row] = await store.db.sql<
    { at: string }[]
  >`select to_char(clock_timestamp() at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as at`;
  return row?.at ?? "";
};

beforeAll(async () => {
  toyDataset();
  root = await mkdtemp(path.join(os.tmpdir(), "halfpitch-backup-"));
  payloads = folder("payloads");
  [ada, ben] = [await colleague(store.db, "Ada One"), await colleague(store.db, "Ben Two")];
  for (const month of [1, 2, 3]) await publishToy(store.db, month, 10 + month);
  await publishAll(2, 22);
}, 60_000);

afterAll(async () => {
  await rm(root, { recursive: true, force: true });
  const owner = connect(addressOf(inject("databaseServer"), "postgres", "owner"), { role: null, max: 1 });
  for (const name of made) await owner.sql.unsafe(`drop database if exists ${name} with (force)`);
  await owner.close();
});

describe("a backup that is restored after more was published and all was lost", () => {
  it("answers every read up to its moment with the same bytes, is append-only again and can be published on", async () => {
    const hash = await keepPayload("constructed answer of a source");
    const before = await moment();
    const was = await told(store.db, before);
    const { folder: taken, manifest } = await takeBackup(order("drill"));
    await publishAll(3, 33);
    await publishToy(store.db, 4, 44);
    expect(await told(store.db, before)).toBe(was);

    const ownerUrl = await emptyDatabase();
    const into = restoreOrder({ folder: taken, root: folder("drill") }, ownerUrl);
    await restoreBackup(into);
    const [db, owner] = [connect(ownerUrl), connect(ownerUrl, { role: null })];
    try {
      expect(await told(db, before)).toBe(was);
      expect(await told(db, manifest.at)).toBe(was);
      expect(await into.store.has(hash)).toBe(true);
      await expect(db.sql`update observation set value = 1`).rejects.toThrow("permission denied");
      await expect(owner.sql`update observation set value = 1`).rejects.toThrow("append-only");
      await publishToy(db, 5, 55);
      const [row] = await db.sql<{ n: number }[]>`select count(*)::int as n from change_set`;
      const [then] = await store.db.sql<{ n: number }[]>`
        select count(*)::int as n from change_set where published_at <= ${manifest.at}::timestamptz`;
      expect(row?.n).toBe((then?.n ?? 0) + 1);
    } finally {
      await db.close();
      await owner.close();
    }
  }, 60_000);

  it("keeps a secret in an encrypted backup alone, and opens nothing without the key", async () => {
    const { folder: taken } = await takeBackup(order("sealed", { key: KEY }));
    const place = { folder: taken, root: folder("sealed") };
    for (const file of await readdir(taken, { recursive: true, withFileTypes: true })) {
      if (!file.isFile() || file.name === "manifest.json") continue;
      const bytes = await readFile(path.join(file.parentPath, file.name));
      expect(bytes.subarray(0, 16).toString()).toBe("HALFPITCH-SEAL-1");
    }
    await expect(checkBackup({ ...place, key: null })).rejects.toThrow("The backup is encrypted");
    await expect(checkBackup({ ...place, key: `${KEY}!` })).rejects.toThrow("not the key of this backup");
    const manifest = await checkBackup({ ...place, key: KEY });
    expect(await backupSecrets({ ...place, key: KEY }, manifest)).toEqual({ AUTH_SECRET: "constructed secret" });
    const plain = await takeBackup(order("plain"));
    expect(await backupSecrets({ ...plain, root: folder("plain"), key: null }, plain.manifest)).toEqual({});
  });
});

describe("a backup that is not right", () => {
  it("is refused by the name of the file, whichever file it is and however it was changed", async () => {
    const { folder: taken, manifest } = await takeBackup(order("whole", { key: KEY }));
    const largest = manifest.tables.toSorted((a, b) => b.part.stored.bytes - a.part.stored.bytes)[0]?.part.file ?? "";
    const damages: [string, (file: string) => Promise<void>][] = [
      ["cut", async (file) => truncate(file, 40)],
      ["gone", async (file) => rm(file)],
      [
        "changed",
        async (file) => {
          const bytes = await readFile(file);
          bytes[bytes.length - 20] = (bytes[bytes.length - 20] ?? 0) ^ 1;
          await writeFile(file, bytes);
        },
      ],
    ];
    for (const [name, damage] of damages) {
      const copy = folder(`damaged-${name}/${path.basename(taken)}`);
      await cp(taken, copy, { recursive: true });
      await damage(path.join(copy, largest));
      const place = { folder: copy, root: folder("whole"), key: KEY };
      await expect(checkBackup(place)).rejects.toThrow(/damaged|cannot be opened/);
    }
    const forged = folder(`forged/${path.basename(taken)}`);
    await cp(taken, forged, { recursive: true });
    const text = await readFile(path.join(forged, "manifest.json"), "utf8");
    await writeFile(path.join(forged, "manifest.json"), text.replace('"rows":', '"rows":1'));
    await expect(checkBackup({ folder: forged, root: folder("whole"), key: KEY })).rejects.toThrow("was changed");
  });

  it("is never written over a database that holds anything", async () => {
    await takeBackup(order("full"));
    const into = restoreOrder(await findBackup(folder("full")), store.ownerUrl);
    const before = await told(store.db, await moment());
    await expect(restoreBackup(into)).rejects.toThrow("The database is not empty");
    expect(await told(store.db, await moment())).toBe(before);
  });

  it("has no name until it was read back, and is not found until then", async () => {
    await expect(findBackup(folder("nothing"))).rejects.toThrow("no finished backup");
    const lost = { ...folderStore(payloads), has: () => Promise.reject(new Error("constructed: the store is away")) };
    await keepPayload("another answer");
    await expect(takeBackup(order("half", { store: lost }))).rejects.toThrow("the store is away");
    expect(await listBackups(folder("half"))).toEqual([]);
    await takeBackup(order("half"));
    expect((await readdir(folder("half"))).toSorted()).toEqual([...(await listBackups(folder("half"))), "payloads"]);
  });
});

describe("several backups in one folder", () => {
  it("share payloads, and the newest stay with what they name", async () => {
    const first = await takeBackup(order("many"));
    await keepPayload("an answer that came later");
    await store.db.sql`select pg_sleep(1)`;
    const second = await takeBackup(order("many", { keep: 1 }));
    expect(second.removed).toEqual([path.basename(first.folder)]);
    expect(second.manifest.payloads.length).toBe(first.manifest.payloads.length + 1);
    expect(second.manifest.payloads).toEqual(expect.arrayContaining(first.manifest.payloads));
    await checkBackup({ folder: second.folder, root: folder("many"), key: null });
  });

  it("names a payload that the store has not, and keeps all else", async () => {
    await store.db.sql`insert into payload (hash, bytes, kept_bytes) values (${"0".repeat(64)}, 1, 1)`;
    const { manifest } = await takeBackup(order("missing"));
    expect(manifest.missing).toEqual(["0".repeat(64)]);
  });

  it("are taken one at a time", async () => {
    const outcomes = await Promise.allSettled([takeBackup(order("twice")), takeBackup(order("twice"))]);
    expect(outcomes.filter(({ status }) => status === "rejected")).toHaveLength(1);
    expect(await listBackups(folder("twice"))).toHaveLength(1);
  });
});
