import { createHash } from "node:crypto";
import { createReadStream, createWriteStream } from "node:fs";
import { mkdir } from "node:fs/promises";
import path from "node:path";
import { pipeline } from "node:stream/promises";
import { createGunzip, createGzip } from "node:zlib";
import { z } from "zod";
import { AppError } from "@/lib/kernel/error";
import { opened, sealed } from "./seal";

const Sha256 = z.string().regex(/^[0-9a-f]{64}$/);

/** A file of a backup: what is on the disk, and what it says once it is unpacked. */
export const Part = z.object({
  file: z.string().regex(/^[a-zA-Z0-9_./-]+$/),
  stored: z.object({ bytes: z.number().int(), sha256: Sha256 }),
  plain: z.object({ bytes: z.number().int(), sha256: Sha256 }),
});
export type Part = z.infer<typeof Part>;

/** Counts and hashes what passes. */
export class Tally {
  bytes = 0;
  lines = 0;
  readonly #hash = createHash("sha256");

  async *over(source: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
    for await (const chunk of source) {
      this.bytes += chunk.length;
      for (let at = chunk.indexOf(10); at !== -1; at = chunk.indexOf(10, at + 1)) this.lines += 1;
      this.#hash.update(chunk);
      yield chunk;
    }
  }

  end(): { bytes: number; sha256: string } {
    return { bytes: this.bytes, sha256: this.#hash.digest("hex") };
  }
}

/** Writes a part, packed, encrypted where there is a key, and on the disk when this returns. */
export async function writePart(
  folder: string,
  file: string,
  source: AsyncIterable<Buffer>,
  key: string | null,
): Promise<{ part: Part; lines: number }> {
  const [plain, stored] = [new Tally(), new Tally()];
  const place = path.join(folder, file);
  await mkdir(path.dirname(place), { recursive: true, mode: 0o700 });
  await pipeline(
    (async function* () {
      yield* plain.over(source);
    })(),
    createGzip({ level: 3 }),
    async function* (packed: AsyncIterable<Buffer>) {
      yield* stored.over(key ? sealed(packed, key) : packed);
    },
    createWriteStream(place, { flags: "wx", mode: 0o600, flush: true }),
  );
  return { part: { file, stored: stored.end(), plain: plain.end() }, lines: plain.lines };
}

const damaged = (file: string) =>
  new AppError(
    "invalid",
    `The file ${file} of the backup is not what was written. The backup is damaged; use another.`,
  );

async function* unpacked(folder: string, part: Part, key: string | null): AsyncGenerator<Buffer> {
  const [stored, plain] = [new Tally(), new Tally()];
  const gunzip = createGunzip();
  const flowing = pipeline(
    createReadStream(path.join(folder, part.file)),
    async function* (bytes: AsyncIterable<Buffer>) {
      const all = stored.over(bytes);
      yield* key ? opened(all, key) : all;
    },
    gunzip,
  );
  // Its failure ends the reading below, which then awaits it.
  flowing.catch(() => undefined);
  yield* plain.over(gunzip);
  await flowing;
  if (stored.end().sha256 !== part.stored.sha256 || plain.end().sha256 !== part.plain.sha256) throw damaged(part.file);
}

/**
 * What a part says, unpacked. Throws AppError invalid where it is not what was written, which may show at its end alone:
 * nothing of it may count before.
 */
export async function* readPart(folder: string, part: Part, key: string | null): AsyncGenerator<Buffer> {
  try {
    yield* unpacked(folder, part, key);
  } catch (error) {
    throw error instanceof AppError ? error : damaged(part.file);
  }
}

/** Reads a part from end to end and keeps nothing of it. Throws as readPart does. */
export async function checkPart(folder: string, part: Part, key: string | null): Promise<void> {
  const reading = readPart(folder, part, key);
  while (!(await reading.next()).done);
}
