import type { Readable } from "node:stream";

/** Where raw payloads are kept: compressed, by the hash of what they were before. */
export type PayloadStore = {
  /** Keeps a file of gzip bytes under a hash; keeping the same again changes nothing. */
  keep: (hash: string, gzipFile: string) => Promise<void>;
  has: (hash: string) => Promise<boolean>;
  /** The kept gzip bytes. Throws AppError not_found where there are none. */
  open: (hash: string) => Promise<Readable>;
  /** Removes the bytes of a hash, unless they were kept again within the last day. Returns whether they are gone. */
  remove: (hash: string) => Promise<boolean>;
};
