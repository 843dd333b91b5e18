import { createServer, type IncomingMessage } from "node:http";
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { buffer } from "node:stream/consumers";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { bucketStore } from "@/lib/ingest/payload/bucket-store";
import { folderStore } from "@/lib/ingest/payload/folder-store";
import { keptPayload } from "@/lib/ingest/payload/kept-payload";
import type { PayloadStore } from "@/lib/ingest/payload/payload-store";

const HASH = "ab".repeat(32);
const folder = mkdtempSync(path.join(os.tmpdir(), "halfpitch-store-"));
const file = path.join(folder, "incoming.gz");
const objects = new Map<string, Buffer>();
const asked: IncomingMessage[] = [];
let refusing = false;
let address = "";

// A bucket as S3 answers: signed requests to /bucket/key.
const bucket = createServer(async (request, response) => {
  asked.push(request);
  const body = await buffer(request);
  const key = request.url ?? "";
  if (refusing) return response.writeHead(403).end();
  if (request.method === "PUT") objects.set(key, body);
  const found = objects.get(key);
  return response.writeHead(found ? 200 : 404).end(request.method === "GET" ? found : undefined);
});

beforeAll(async () => {
  writeFileSync(file, gzipSync('{"kept":true}'));
  await new Promise<void>((resolve) => bucket.listen(0, "127.0.0.1", resolve));
  const at = bucket.address();
  address = at && typeof at === "object" ? `http://127.0.0.1:${at.port}/payloads` : "";
});
afterAll(() => {
  bucket.close();
  rmSync(folder, { recursive: true, force: true });
});

const stores: [string, () => PayloadStore][] = [
  ["a folder", () => folderStore(path.join(folder, "store"))],
  ["a bucket", () => bucketStore({ endpoint: address, region: "eu", accessKeyId: "key", secretAccessKey: "secret" })],
];

describe.each(stores)("%s", (_, open) => {
  it("gives back what it keeps, and keeps the same once", async () => {
    const store = open();
    expect(await store.has(HASH)).toBe(false);
    await expect(store.open(HASH)).rejects.toMatchObject({ code: "not_found" });
    await store.keep(HASH, file);
    await store.keep(HASH, file);
    expect(await store.has(HASH)).toBe(true);
    const payload = keptPayload(store, { name: "x", url: "u", hash: HASH, bytes: 13 });
    expect(await payload.json()).toEqual({ kept: true });
  });
});

describe("the folder", () => {
  it("never shows a half-written payload, also when several write the same", async () => {
    const store = folderStore(path.join(folder, "many"));
    const hash = "cd".repeat(32);
    await Promise.all(Array.from({ length: 8 }, () => store.keep(hash, file)));
    expect(readdirSync(path.join(folder, "many", "cd"))).toEqual([`${hash}.gz`]);
  });
});

describe("the bucket", () => {
  it("is asked by signed requests, without the secret in them", () => {
    const put = asked.find((request) => request.method === "PUT");
    expect(put?.url).toBe(`/payloads/ab/${HASH}.gz`);
    expect(put?.headers.authorization).toMatch(/^AWS4-HMAC-SHA256 Credential=key\//);
    expect(JSON.stringify(asked.map((request) => [request.url, request.headers]))).not.toContain("secret");
  });
  it("says in words that it refuses", async () => {
    refusing = true;
    const store = bucketStore({ endpoint: address, region: "eu", accessKeyId: "key", secretAccessKey: "secret" });
    await expect(store.has("ef".repeat(32))).rejects.toThrow("The payload bucket answers 403.");
  });
});
