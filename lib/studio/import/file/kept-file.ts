import { createWriteStream } from "node:fs";
import { mkdir, mkdtemp, readdir, rm, stat } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { pipeline } from "node:stream/promises";
import { createGunzip } from "node:zlib";
import { env } from "@/lib/env";
import { now } from "@/lib/kernel/clock";
import type { PayloadStore } from "@/lib/ingest/payload/payload-store";

const PREFIX = "import-";
const FORGOTTEN_MS = 24 * 3_600_000;

/** Takes away what a process that was killed has left behind; one that is still at work is younger than a day. */
async function sweep(base: string): Promise<void> {
  for (const name of await readdir(base)) {
    if (!name.startsWith(PREFIX)) continue;
    const folder = path.join(base, name);
    const made = await stat(folder).catch(() => null);
    if (made && now().getTime() - made.mtimeMs > FORGOTTEN_MS) await rm(folder, { recursive: true, force: true });
  }
}

/** A folder of one's own for half-finished files; `remove` takes it away with all that is in it. */
export async function openScratch(): Promise<{ folder: string; remove: () => Promise<void> }> {
  const { PAYLOAD_BUCKET_URL, HALFPITCH_PAYLOADS } = env();
  // Beside the kept files, so that a full disk is noticed here and not later.
  const base = PAYLOAD_BUCKET_URL ? os.tmpdir() : path.resolve(HALFPITCH_PAYLOADS, "incoming");
  await mkdir(base, { recursive: true, mode: 0o700 });
  await sweep(base);
  const folder = await mkdtemp(path.join(base, PREFIX));
  return { folder, remove: () => rm(folder, { recursive: true, force: true }) };
}

/** The plain bytes of a gzip file or a kept payload as a file, which can be read anywhere in it. */
export async function unpackTo(target: string, gzip: NodeJS.ReadableStream): Promise<void> {
  await pipeline(gzip, createGunzip(), createWriteStream(target, { mode: 0o600 }));
}

/** Lays a kept file out on disk. Throws AppError not_found where the store has lost it. */
export async function layOut(
  store: PayloadStore,
  hash: string,
): Promise<{ file: string; remove: () => Promise<void> }> {
  const { folder, remove } = await openScratch();
  const file = path.join(folder, "file");
  try {
    await unpackTo(file, await store.open(hash));
    return { file, remove };
  } catch (error) {
    await remove();
    throw error;
  }
}
