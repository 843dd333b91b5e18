import { createHash } from "node:crypto";
import { createWriteStream } from "node:fs";
import { stat } from "node:fs/promises";
import { Transform, type Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createBrotliDecompress, createGunzip, createGzip, createInflate, constants } from "node:zlib";
import { SourceError } from "../source-error";

/** What was taken from an answer: the hash and length of its plain bytes, and its beginning. */
export type Taken = { hash: string; bytes: number; keptBytes: number; beginning: string };

const BEGINNING = 512;

function plainOf(encoding: string): Transform[] {
  if (encoding === "gzip" || encoding === "x-gzip") return [createGunzip()];
  if (encoding === "deflate") return [createInflate()];
  if (encoding === "br") return [createBrotliDecompress()];
  if (encoding === "" || encoding === "identity") return [];
  throw new SourceError("not-what-was-asked", `The answer is packed as “${encoding}”, which was not asked for.`);
}

/**
 * Streams an answer into a gzip file, whatever its size: never more than a few blocks are in memory. Throws SourceError
 * too-big beyond `mostBytes` plain bytes, which also stops an answer that unpacks without end. Gives up after `answerMs`.
 */
export async function takeBody(
  body: Readable,
  encoding: string,
  file: string,
  { mostBytes, answerMs }: { mostBytes: number; answerMs: number },
): Promise<Taken> {
  const hash = createHash("sha256");
  const beginning: Buffer[] = [];
  let bytes = 0;
  const measure = new Transform({
    transform(chunk: Buffer, _, done) {
      bytes += chunk.length;
      if (bytes > mostBytes)
        return done(new SourceError("too-big", `The answer is larger than the ${mostBytes} bytes that are taken.`));
      if (bytes - chunk.length < BEGINNING) beginning.push(chunk);
      hash.update(chunk);
      return done(null, chunk);
    },
  });
  const pack = createGzip({ level: constants.Z_BEST_SPEED });
  const parts = [body, ...plainOf(encoding), measure, pack, createWriteStream(file, { mode: 0o600 })];
  await pipeline(parts, { signal: AbortSignal.timeout(answerMs) });
  const { size } = await stat(file);
  const first = Buffer.concat(beginning).subarray(0, BEGINNING).toString("utf8");
  return { hash: hash.digest("hex"), bytes, keptBytes: size, beginning: first };
}
