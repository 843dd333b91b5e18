import { createWriteStream } from "node:fs";
import { mkdir, mkdtemp, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { pipeline } from "node:stream/promises";
import { createGunzip } from "node:zlib";
import { env } from "@/lib/env";
import type { PayloadStore } from "@/lib/ingest/payload/payload-store";

/** Runs `work` with a folder of its own for half-finished files, and removes it whatever happens. */
export async function withScratch<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const { PAYLOAD_BUCKET_URL, HALFPITCH_PAYLOADS } = env();
  // Beside the kept files, so that a full disk is noticed here and not later.
  const base = PAYLOAD_BUCKET_URL ? os.tmpdir() : path.resolve(HALFPITCH_PAYLOADS, "incoming");
  await mkdir(base, { recursive: true, mode: 0o700 });
  const folder = await mkdtemp(path.join(base, "import-"));
  try {
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** The plain bytes of a gzip file or a kept payload as a file, which can be read anywhere in it. */
export async function unpackTo(target: string, gzip: NodeJS.ReadableStream): Promise<void> {
  await pipeline(gzip, createGunzip(), createWriteStream(target, { mode: 0o600 }));
}

/** Runs `work` with a kept file laid out on disk. Throws AppError not_found where the store has lost it. */
export async function withKeptFile<T>(
  store: PayloadStore,
  hash: string,
  work: (file: string) => Promise<T>,
): Promise<T> {
  return withScratch(async (folder) => {
    const file = path.join(folder, "file");
    await unpackTo(file, await store.open(hash));
    return work(file);
  });
}
