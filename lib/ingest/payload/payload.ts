import type { Readable } from "node:stream";

/** The bytes that a source answered with, as kept: what a run reads and a replay reads again. */
export type Payload = {
  /** What the connector called it when it asked. */
  name: string;
  url: string;
  /** SHA-256 of the bytes, hexadecimal. */
  hash: string;
  bytes: number;
  stream: () => Promise<Readable>;
  text: () => Promise<string>;
  /** The parsed JSON. Throws SourceError where the bytes are none, as when an error page comes with status 200. */
  json: () => Promise<unknown>;
};
