import type { IncomingMessage } from "node:http";
import { Readable } from "node:stream";

/** So much is taken in before any work begins: who sends slowly keeps nobody from working. */
const AHEAD_BYTES = 65_536;

type Part = Buffer;
export type Body = Part | Readable | null;

async function* rest(parts: readonly Part[], more: AsyncIterator<Part>): AsyncGenerator<Part> {
  yield* parts;
  for (let next = await more.next(); !next.done; next = await more.next()) yield next.value;
}

/** The body of a request: whole where it is small, else its beginning and a stream of what follows. Null for none. */
export function bodyOf(request: IncomingMessage): null | Promise<Body> {
  const { headers } = request;
  if (headers["transfer-encoding"] === undefined && Number(headers["content-length"] ?? 0) === 0) return null;
  return taken(request.iterator({ destroyOnReturn: false }));
}

async function taken(more: AsyncIterator<Part>): Promise<Body> {
  const parts: Part[] = [];
  for (let bytes = 0; bytes <= AHEAD_BYTES;) {
    const next = await more.next();
    if (next.done) return Buffer.concat(parts);
    parts.push(next.value);
    bytes += next.value.length;
  }
  return Readable.from(rest(parts, more), { objectMode: false });
}
