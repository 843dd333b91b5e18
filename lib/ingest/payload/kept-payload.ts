import { createGunzip } from "node:zlib";
import { pipeline, type Readable } from "node:stream";
import { text } from "node:stream/consumers";
import { SourceError } from "../source-error";
import type { Payload } from "./payload";
import type { PayloadStore } from "./payload-store";

type Kept = Pick<Payload, "name" | "url" | "hash" | "bytes">;

/** A kept payload as connectors read it: the bytes come from the store, also right after they were fetched. */
export function keptPayload(store: PayloadStore, kept: Kept): Payload {
  const stream = async (): Promise<Readable> => {
    const zipped = await store.open(kept.hash);
    const plain = createGunzip();
    pipeline(zipped, plain, () => undefined);
    return plain;
  };
  const whole = async () => text(await stream());
  return {
    ...kept,
    stream,
    text: whole,
    json: async () => {
      const written = await whole();
      try {
        return JSON.parse(written);
      } catch (error) {
        throw new SourceError("not-what-was-asked", `${kept.name}: the answer is no JSON.`, { cause: error });
      }
    },
  };
}
