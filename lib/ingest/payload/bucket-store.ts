import { readFile } from "node:fs/promises";
import { Readable } from "node:stream";
import { AwsClient } from "aws4fetch";
import { AppError } from "@/lib/kernel/error";
import type { PayloadStore } from "./payload-store";

/** An S3-compatible bucket: `endpoint` is its address with the bucket's name, as in `https://s3.example/payloads`. */
export type Bucket = { endpoint: string; region: string; accessKeyId: string; secretAccessKey: string };

/** Keeps payloads in a bucket that speaks S3. */
export function bucketStore({ endpoint, ...keys }: Bucket): PayloadStore {
  const client = new AwsClient({ ...keys, service: "s3", retries: 3 });
  const place = (hash: string) => `${endpoint.replace(/\/+$/, "")}/${hash.slice(0, 2)}/${hash}.gz`;
  const has = async (hash: string) => {
    const answer = await client.fetch(place(hash), { method: "HEAD" });
    if (answer.ok) return true;
    if (answer.status === 404) return false;
    throw new AppError("unavailable", `The payload bucket answers ${answer.status}.`);
  };
  return {
    has,
    keep: async (hash, gzipFile) => {
      if (await has(hash)) return;
      const body = new Uint8Array(await readFile(gzipFile));
      const answer = await client.fetch(place(hash), { method: "PUT", body });
      if (!answer.ok) throw new AppError("unavailable", `The payload bucket refused a payload: ${answer.status}.`);
    },
    open: async (hash) => {
      const answer = await client.fetch(place(hash));
      if (answer.status === 404 || !answer.body)
        throw new AppError("not_found", `The payload ${hash.slice(0, 12)} is not in the bucket.`);
      if (!answer.ok) throw new AppError("unavailable", `The payload bucket answers ${answer.status}.`);
      const { body } = answer;
      return Readable.from(body);
    },
    remove: async (hash) => {
      const answer = await client.fetch(place(hash), { method: "DELETE" });
      if (!answer.ok && answer.status !== 404)
        throw new AppError("unavailable", `The payload bucket would not remove a payload: ${answer.status}.`);
      return true;
    },
  };
}
