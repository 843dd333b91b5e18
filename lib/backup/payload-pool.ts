import { createHmac, randomBytes } from "node:crypto";
import { mkdir, readdir, rename, rm, stat } from "node:fs/promises";
import path from "node:path";
import { createGunzip } from "node:zlib";
import type { PayloadStore } from "@/lib/ingest/payload/payload-store";
import { AppError } from "@/lib/kernel/error";
import type { Manifest } from "./manifest";
import { type Part, writePart } from "./part";

const POOL = "payloads";

/** Backups with one key share their payloads, which never change; another key means other files. */
const shelfOf = (key: string | null): string =>
  key ? createHmac("sha256", key).update("payload pool").digest("hex").slice(0, 12) : "plain";

async function isThere(root: string, part: Part): Promise<boolean> {
  const found = await stat(path.join(root, part.file)).catch(() => null);
  return found?.size === part.stored.bytes;
}

/** Copies one payload into the pool. Null where the store has none of that hash. */
async function take(root: string, hash: string, store: PayloadStore, key: string | null): Promise<Part | null> {
  if (!(await store.has(hash))) return null;
  const fresh = path.join(POOL, "incoming", `${hash}-${randomBytes(4).toString("hex")}`);
  const zipped = await store.open(hash);
  const plain = createGunzip();
  zipped.on("error", (error) => plain.destroy(error)).pipe(plain);
  const { part } = await writePart(root, fresh, plain, key);
  if (part.plain.sha256 !== hash)
    throw new AppError("invalid", `The payload ${hash} is damaged in its store: its bytes have another hash.`);
  const file = path.join(POOL, shelfOf(key), hash.slice(0, 2), hash);
  await mkdir(path.dirname(path.join(root, file)), { recursive: true, mode: 0o700 });
  await rename(path.join(root, fresh), path.join(root, file));
  return { ...part, file };
}

/**
 * Sees that the pool of backups in `root` holds these payloads. What an earlier backup brought there is not copied
 * again. Returns where each is, and which the store had not.
 */
export async function poolPayloads(
  root: string,
  hashes: readonly string[],
  store: PayloadStore,
  key: string | null,
  earlier: Manifest | null,
): Promise<Pick<Manifest, "payloads" | "missing">> {
  const known = new Map(earlier?.payloads.map(({ hash, part }) => [hash, part]));
  const payloads: Manifest["payloads"] = [];
  const missing: string[] = [];
  for (const hash of hashes) {
    const kept = known.get(hash);
    const part = kept && (await isThere(root, kept)) ? kept : await take(root, hash, store, key);
    if (part) payloads.push({ hash, part });
    else missing.push(hash);
  }
  return { payloads, missing };
}

/** Removes from the pool what none of the named backups holds. Returns how many files went. */
export async function sweepPool(root: string, standing: readonly Manifest[]): Promise<number> {
  const held = new Set(standing.flatMap(({ payloads }) => payloads.map(({ part }) => path.normalize(part.file))));
  const entries = await readdir(path.join(root, POOL), { recursive: true, withFileTypes: true }).catch(() => []);
  let gone = 0;
  for (const entry of entries) {
    if (!entry.isFile()) continue;
    const file = path.relative(root, path.join(entry.parentPath, entry.name));
    if (held.has(file)) continue;
    await rm(path.join(root, file), { force: true });
    gone += 1;
  }
  return gone;
}
