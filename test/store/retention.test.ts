import { createHash } from "node:crypto";
import { mkdtemp, rm, utimes, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { connect } from "@/db/client";
import { folderStore } from "@/lib/ingest/payload/folder-store";
import type { PayloadStore } from "@/lib/ingest/payload/payload-store";
import { replayedRun } from "@/lib/ingest/run/replayed";
import { forgetOld, type Keeping } from "@/lib/retention/forget-old";
import { toyDataset, useStore } from "../setup/store";
import { colleague } from "../setup/studio";

const store = useStore();
const forEver: Keeping = { payloads: null, uploads: null, audit: null, sessions: 90 };
const nothing = { payloads: 0, uploads: 0, audit: 0, sessions: 0 };
let root = "";
let kept: PayloadStore;
let person = "";

/** Constructed bytes of a source or an analyst, in the store since long ago. */
async function bytes(text: string): Promise<string> {
  const hash = createHash("sha256").update(text).digest("hex");
  const packed = path.join(root, "packed.gz");
  await writeFile(packed, gzipSync(text));
  await kept.keep(hash, packed);
  const long = new Date("2020-01-01T00:00:00Z");
  await utimes(path.join(root, "store", hash.slice(0, 2), `${hash}.gz`), long, long);
  return hash;
}

/** A run of a constructed connector that read some bytes so many days ago. Returns its number. */
async function run(connector: string, daysAgo: number, hash: string): Promise<number> {
  const { sql } = store.db;
  const seen = sql`now() - ${daysAgo}::int * interval '1 day'`;
  await sql`insert into payload (hash, bytes, kept_bytes, first_seen) values (${hash}, 1, 1, ${seen}) on conflict do nothing`;
  const [made] = await sql<{ id: number }[]>`
    insert into connector_run (connector, trigger, started_by, observed_on, started_at, state)
    values (${connector}, 'schedule', 'schedule', now()::date, ${seen}, 'unchanged') returning id::int`;
  const id = made?.id ?? 0;
  await sql`insert into run_payload (run_id, place, name, url, hash, fetched_at) values (${id}, 1, 'n', 'u', ${hash}, ${seen})`;
  return id;
}

beforeAll(async () => {
  toyDataset();
  root = await mkdtemp(path.join(os.tmpdir(), "halfpitch-retention-"));
  kept = folderStore(path.join(root, "store"));
  person = (await colleague(store.db, "Ada One")).personId;
});
afterAll(() => rm(root, { recursive: true, force: true }));

describe("what is older than it is kept", () => {
  it("goes where nothing needs it, and a run that read it says why it cannot be read again", async () => {
    const [old, standing, validated, recent] = [
      await bytes("old"),
      await bytes("newest"),
      await bytes("etag"),
      await bytes("recent"),
    ];
    const first = await run("one", 100, old);
    await run("one", 90, standing);
    await run("two", 100, validated);
    await run("two", 95, recent);
    await run("two", 3, recent);
    await store.db.sql`insert into http_validator (request, hash) values ('r', ${validated})`;
    expect(await forgetOld(store.db, kept, forEver)).toEqual(nothing);
    expect(await forgetOld(store.db, kept, { ...forEver, payloads: 60 })).toEqual({ ...nothing, payloads: 1 });
    expect(await Promise.all([old, standing, validated, recent].map(kept.has))).toEqual([false, true, true, true]);
    await expect(replayedRun(store.db.sql, first)).rejects.toThrow("payloads are kept for 60 days here");
    expect(await forgetOld(store.db, kept, { ...forEver, payloads: 60 })).toEqual(nothing);
  });

  it("stays where the same bytes came again just now", async () => {
    const hash = await bytes("again");
    await run("three", 100, hash);
    await run("three", 99, await bytes("other"));
    await kept.keep(hash, path.join(root, "packed.gz"));
    await forgetOld(store.db, kept, { ...forEver, payloads: 60 });
    expect(await kept.has(hash)).toBe(true);
  });

  it("is told apart: an upload goes by its own number of days", async () => {
    const hash = await bytes("a,b\n1,2\n");
    await store.db.sql`insert into upload (dataset, name, format, bytes, hash, person_id, at)
      values ('toy-lead-times', 'old.csv', 'csv', 1, ${hash}, ${person}, now() - interval '100 days')`;
    expect(await forgetOld(store.db, kept, { ...forEver, payloads: 60 })).toMatchObject({ uploads: 0 });
    expect(await forgetOld(store.db, kept, { ...forEver, uploads: 60 })).toMatchObject({ uploads: 1 });
    expect(await kept.has(hash)).toBe(false);
  });

  it("goes from the audit and the ended sessions, and the audit says so", async () => {
    const { sql } = store.db;
    const ownerLess = sql`insert into audit_event (action, at) values ('session.opened', now() - interval '400 days')`;
    await ownerLess;
    await sql`insert into sign_in_session (person_id, expires_at, revoked_at) values
      (${person}, now() + interval '1 day', now() - interval '91 days'), (${person}, now() - interval '91 days', null),
      (${person}, now() - interval '89 days', null), (${person}, now() + interval '1 day', null)`;
    expect(await forgetOld(store.db, kept, { ...forEver, audit: 365 })).toEqual({ ...nothing, audit: 1, sessions: 2 });
    const [last] = await sql<
      { action: string; detail: unknown }[]
    >`select action, detail from audit_event order by id desc limit 1`;
    expect(last).toMatchObject({ action: "retention.removed", detail: { audit: 1, sessions: 2 } });
  });

  it("goes by its age alone: the application cannot choose, and nothing younger than thirty days goes", async () => {
    const { sql } = store.db;
    const [before] = await sql<{ n: number }[]>`select count(*)::int as n from audit_event`;
    await sql`select forget_audit(0)`;
    expect((await sql<{ n: number }[]>`select count(*)::int as n from audit_event`)[0]).toEqual(before);
    await expect(sql`delete from audit_event`).rejects.toThrow("permission denied");
    const owner = connect(store.ownerUrl, { role: null, max: 1 });
    try {
      await expect(owner.sql`delete from audit_event`).rejects.toThrow("append-only");
      await expect(owner.sql`update payload_removal set hash = ''`).rejects.toThrow("append-only");
    } finally {
      await owner.close();
    }
  });
});
