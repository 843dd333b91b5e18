import { mkdir, open, readdir, rename, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import type { PayloadStore } from "@/lib/ingest/payload/payload-store";
import { AppError } from "@/lib/kernel/error";
import { copiedTables, copyTarget, sequenceStates } from "./copied-tables";
import { FORMAT, listBackups, type Manifest, MANIFEST_FILE, manifestText, readManifest, stampOf } from "./manifest";
import { writePart } from "./part";
import { poolPayloads, sweepPool } from "./payload-pool";
import { openSession, type Session } from "./session";
import { checkBackup } from "./check-backup";

export type BackupOrder = {
  /** The database, as its owner. */
  ownerUrl: string;
  store: PayloadStore;
  /** The folder of all backups. */
  to: string;
  /** Encrypts where there is one. */
  key: string | null;
  /** Secrets without which a restored installation could not read what it holds; kept in encrypted backups alone. */
  secrets: Readonly<Record<string, string>>;
  /** How many of the newest finished backups stay; null keeps all. */
  keep: number | null;
  log: (step: { step: string } & Record<string, string | number>) => void;
};

/** What was taken, and what `keep` removed. */
export type Taken = { folder: string; manifest: Manifest; removed: string[] };

const secretsText = (secrets: BackupOrder["secrets"]): Buffer[] => [Buffer.from(JSON.stringify(secrets))];

async function* chunksOf(list: readonly Buffer[]): AsyncGenerator<Buffer> {
  yield* list;
}

const ABOUT = `
  select to_char(now() at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as at, version() as server,
    (select coalesce(array_agg(hash order by hash), '{}') from (select hash from payload union select hash from upload) named) as hashes,
    (select array_agg(created_at::text order by created_at) from drizzle.__drizzle_migrations) as made`;

type About = { at: string; server: string; hashes: string[]; made: string[] };

async function demandTables(session: Session): Promise<void> {
  const [made] = await session.rows<{ any: boolean }>(
    "select to_regclass('drizzle.__drizzle_migrations') is not null as any",
  );
  if (!made?.any) throw new AppError("not_found", "The database is empty: there is nothing to back up.");
}

/** Copies the tables as they stood at one moment. Nobody waits for it, however long it takes. */
async function copyTables(session: Session, folder: string, { key, log }: BackupOrder) {
  await demandTables(session);
  return session.within("begin isolation level repeatable read read only", async () => {
    // A big table would otherwise be read from where another scan of it is.
    await session.rows("set local synchronize_seqscans = off");
    const [about] = await session.rows<About>(ABOUT);
    if (!about) throw new Error("a snapshot without a moment");
    const { made, ...rest } = about;
    const tables: Manifest["tables"] = [];
    for (const table of await copiedTables(session)) {
      const file = `tables/${table.schema}.${table.name}.copy`;
      const { part, lines } = await writePart(folder, file, session.copyOut(copyTarget(table)), key);
      tables.push({ ...table, rows: lines, part });
      log({ step: "copied", table: `${table.schema}.${table.name}`, rows: lines });
    }
    return { ...rest, migrations: made.map(Number), tables, sequences: await sequenceStates(session) };
  });
}

/** Has what a folder lists outlast a power cut. */
async function settle(folder: string): Promise<void> {
  const handle = await open(folder, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function newestOf(root: string, key: string | null): Promise<Manifest | null> {
  const name = (await listBackups(root)).at(-1);
  return name ? readManifest(path.join(root, name), key).catch(() => null) : null;
}

async function clearUnfinished(root: string): Promise<void> {
  for (const name of await readdir(root))
    if (name.endsWith(".unfinished")) await rm(path.join(root, name), { recursive: true, force: true });
}

/** Removes all but the newest finished backups, and payloads that none of the rest names. */
async function prune(root: string, keep: number, key: string | null): Promise<string[]> {
  const all = await listBackups(root);
  const old = all.slice(0, Math.max(0, all.length - keep));
  if (old.length === 0) return [];
  const stay: Manifest[] = [];
  for (const name of all.slice(old.length)) stay.push(await readManifest(path.join(root, name), key));
  for (const name of old) await rm(path.join(root, name), { recursive: true, force: true });
  await sweepPool(root, stay);
  return old;
}

const LOCK = "hashtext('halfpitch backup')";

async function alone<T>(session: Session, work: () => Promise<T>): Promise<T> {
  const [lock] = await session.rows<{ got: boolean }>(`select pg_try_advisory_lock(${LOCK}) as got`);
  if (!lock?.got) throw new AppError("conflict", "A backup of this database is under way already. Nothing was done.");
  return work().finally(() => session.rows(`select pg_advisory_unlock(${LOCK})`));
}

/**
 * Takes a backup of the whole installation as it stands at one moment, reads it back, and gives it its name only then:
 * what is there under a name is whole. Throws AppError conflict where another is under way.
 */
export async function takeBackup(order: BackupOrder): Promise<Taken> {
  const { ownerUrl, to, key, keep, store } = order;
  const root = path.resolve(to);
  await mkdir(root, { recursive: true, mode: 0o700 });
  const session = await openSession(ownerUrl);
  try {
    return await alone(session, async () => {
      await clearUnfinished(root);
      const draft = path.join(root, `${process.pid}.unfinished`);
      await mkdir(draft, { mode: 0o700 });
      const { hashes, ...copied } = await copyTables(session, draft, order);
      const pooled = await poolPayloads(root, hashes, store, key, await newestOf(root, key));
      const secrets = key ? (await writePart(draft, "secrets", chunksOf(secretsText(order.secrets)), key)).part : null;
      const manifest: Manifest = { format: FORMAT, encrypted: key !== null, ...copied, ...pooled, secrets };
      await writeFile(path.join(draft, MANIFEST_FILE), manifestText(manifest, key), { mode: 0o600, flush: true });
      await checkBackup({ folder: draft, root, key });
      order.log({ step: "read-back", tables: manifest.tables.length, payloads: manifest.payloads.length });
      const folder = path.join(root, stampOf(manifest.at));
      await settle(draft);
      await rename(draft, folder);
      await settle(root);
      return { folder, manifest, removed: keep === null ? [] : await prune(root, keep, key) };
    });
  } finally {
    await session.close();
  }
}
