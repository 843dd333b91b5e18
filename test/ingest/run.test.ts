import { readdirSync } from "node:fs";
import { text } from "node:stream/consumers";
import { createGunzip } from "node:zlib";
import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { now } from "@/lib/kernel/clock";
import { connectors } from "@/lib/ingest/index";
import { replayedRun } from "@/lib/ingest/run/replayed";
import type { RunOrder } from "@/lib/ingest/run/order";
import { runConnector } from "@/lib/ingest/run/run-connector";
import { alone } from "@/lib/ingest/run/lock";
import type { PayloadStore } from "@/lib/ingest/payload/payload-store";
import { readSeries } from "@/lib/store/read-series";
import { traceNumber } from "@/lib/store/trace";
import { readLatest } from "@/lib/store/read-observations";
import { publishChangeSet } from "@/lib/store/publish/publish-change-set";
import { knowAccelerators, useSources } from "../setup/ingest";
import { useStore } from "../setup/store";

const store = useStore();
const rehearsal = useSources();
const OCI = "https://apexapps.oracle.com/pls/apex/cetools/api/v1/products/?currencyCode=USD";
const order: RunOrder = { trigger: "command", startedBy: "test" };

beforeAll(async () => {
  await knowAccelerators(store.db);
});

function connectorOf(slug: string) {
  const found = connectors.find((one) => one.slug === slug);
  if (!found) throw new Error(`no connector ${slug}`);
  return found;
}
const oci = connectorOf("oci-price-list");
const run = (more: Partial<RunOrder> = {}) => runConnector(rehearsal.tools(store.db), oci, { ...order, ...more });

const products = (prices: Record<string, number>) =>
  JSON.stringify({
    items: Object.entries(prices).map(([partNumber, value]) => ({
      partNumber,
      displayName: "Constructed",
      metricName: "GPU Per Hour",
      serviceCategory: "Compute - GPU",
      currencyCodeLocalizations: [{ currencyCode: "USD", prices: [{ model: "PAY_AS_YOU_GO", value }] }],
    })),
  });

const rowOf = async (id: number | null) => (await store.db.sql`select * from connector_run where id = ${id}`)[0];

describe("a run", () => {
  it("publishes what passes, and its row says what happened and what it rests on", async () => {
    const { run: id, ending } = await run();
    expect(ending).toMatchObject({
      state: "published",
      seen: 8,
      accepted: 6,
      appended: 6,
      held: 0,
      rejected: 0,
      passed: 2,
    });
    const row = await rowOf(id);
    expect(row).toMatchObject({ state: "published", requests: 2, connector: "oci-price-list", error: null });
    const payloads = await store.db
      .sql`select run_payload.hash, bytes::int from run_payload join payload using (hash) where run_id = ${id}`;
    expect(payloads).toHaveLength(1);
    const kept = readdirSync(rehearsal.folder, { recursive: true, encoding: "utf8" });
    expect(kept.some((name) => name.endsWith(`${payloads[0]?.["hash"]}.gz`))).toBe(true);
    const found = await readLatest(store.db.sql, {
      dataset: "gpu-prices",
      measure: "price",
      where: { provider: ["oracle-oci"] },
    });
    expect(found.map((one) => one.value).toSorted((a, b) => (a ?? 0) - (b ?? 0))).toEqual([4, 10, 10, 14, 15, 16]);
    expect(await store.db.sql`select author_kind, author from change_set where id = ${row?.["change_set_id"]}`).toEqual(
      [{ author_kind: "connector", author: "oci-price-list" }],
    );
  });

  it("leaves each number traceable to the bytes that it was read from", async () => {
    const [found] = await readSeries(store.db.sql, {
      dataset: "gpu-prices",
      measure: "price",
      where: { provider: ["oracle-oci"], gpu: ["h100-sxm"] },
    });
    if (!found) throw new Error("the price was published");
    const [row] = await store.db.sql<{ run: number; name: string; hash: string; day: string }[]>`
      select run_id::int as run, name, hash, observed_on as day from run_payload join connector_run on connector_run.id = run_id
      order by run_id limit 1`;
    const { vintages } = await traceNumber(store.db.sql, found, row?.day ?? "");
    expect(vintages[0]?.readBy).toEqual({
      run: row?.run,
      connector: "oci-price-list",
      count: 1,
      payloads: [{ name: "products", hash: row?.hash }],
    });
    const bytes = await rehearsal.tools(store.db).store.open(row?.hash ?? "");
    expect(await text(bytes.pipe(createGunzip()))).toContain("B98415");
  });

  it("of the same payload publishes nothing the second time", async () => {
    const before = await store.db.sql`select count(*)::int as count from release`;
    const { ending } = await run();
    expect(ending).toMatchObject({ state: "unchanged", appended: 0, changeSetId: null });
    expect(await store.db.sql`select count(*)::int as count from release`).toEqual(before);
  });

  it("read again gives the same, byte for byte", async () => {
    const first = await run();
    const { replayOf } = await replayedRun(store.db.sql, first.run ?? 0);
    const asked = rehearsal.sources.seen.length;
    const again = await run({ trigger: "replay", replayOf });
    expect(again.ending.findings["proposalHash"]).toBe(first.ending.findings["proposalHash"]);
    expect(again.ending).toMatchObject({ state: "unchanged", requests: 0 });
    expect(rehearsal.sources.seen).toHaveLength(asked);
  });

  it("read again by a mended reading corrects what it had published, and withdraws what it had not been", async () => {
    rehearsal.sources.play(OCI, { body: products({ B98415: 8, B110519: 9 }) });
    const slug = "oci-mended";
    const other = {
      ...oci,
      slug,
      source: { ...oci.source, key: slug },
      publisher: { slug: "constructed-oracle", name: "Constructed" },
    };
    const relabel = (scale: number, only: string | null): typeof oci => ({
      ...other,
      read: async function* (payloads, context) {
        for await (const reading of oci.read(payloads, context)) {
          if (!("observation" in reading)) yield reading;
          else if (only === null || reading.observation.dims["gpu"] === only)
            yield {
              observation: {
                ...reading.observation,
                dims: { ...reading.observation.dims, publisher: "constructed-oracle" },
                source: slug,
                value: (reading.observation.value ?? 0) * scale,
              },
            };
        }
      },
    });
    const tools = rehearsal.tools(store.db);
    const first = await runConnector(tools, relabel(1.1, null), order);
    expect(first.ending).toMatchObject({ state: "published", appended: 2 });
    const { replayOf } = await replayedRun(store.db.sql, first.run ?? 0);
    const mended = await runConnector(tools, relabel(1, "h100-sxm"), { ...order, trigger: "replay", replayOf });
    expect(mended.ending).toMatchObject({ state: "published", appended: 2 });
    const left = await readLatest(store.db.sql, {
      dataset: "gpu-prices",
      measure: "price",
      where: { publisher: ["constructed-oracle"] },
    });
    expect(left.map((one) => [one.dims["gpu"], one.value])).toEqual([["h100-sxm", 8]]);
  });
});

describe("a run that cannot go on", () => {
  beforeEach(() => undefined);

  it("says why in words, and publishes nothing", async () => {
    rehearsal.sources.play(OCI, { status: 500, body: "" });
    const { run: id, ending } = await run();
    expect(ending).toMatchObject({ state: "failed", error: "apexapps.oracle.com fails with 500.", appended: 0 });
    expect((await rowOf(id))?.["state"]).toBe("failed");
  });

  it("by a change of shape names what is missing, and keeps the payload for a replay", async () => {
    rehearsal.sources.play(OCI, { body: '{"products": []}' });
    const { run: id, ending } = await run();
    expect(ending).toMatchObject({ state: "failed", error: "Oracle's answer has no list of items." });
    expect(await store.db.sql`select 1 from run_payload where run_id = ${id}`).toHaveLength(1);
  });

  it("by a full disk says so", async () => {
    const tools = rehearsal.tools(store.db);
    const full: PayloadStore = {
      ...tools.store,
      keep: () => Promise.reject(Object.assign(new Error("no space left on device"), { code: "ENOSPC" })),
    };
    rehearsal.sources.play(OCI, { body: products({ B98415: 7 }) });
    const { ending } = await runConnector({ ...tools, store: full }, oci, order);
    expect(ending).toMatchObject({
      state: "failed",
      error: "The disk on which payloads are kept is full. Nothing was published.",
    });
  });

  it("by a defect never repeats the defect's text", async () => {
    const broken = { ...oci, fetch: () => Promise.reject(new Error("secret detail")) };
    const { ending } = await runConnector(rehearsal.tools(store.db), broken, order);
    expect(ending.error).toMatch(/^A defect stopped the run/);
    expect(ending.error).not.toContain("secret");
  });

  it("is not begun while the connector runs elsewhere", async () => {
    await alone(store.db, "oci-price-list", async () => {
      await expect(run()).rejects.toThrow("oci-price-list is running already");
    });
    expect((await run()).ending.state).not.toBe("failed");
  });

  it("left open by a dead process is closed as aborted by the next", async () => {
    const [dead] = await store.db.sql<{ id: number }[]>`
      insert into connector_run (connector, trigger, started_by, observed_on) values ('oci-price-list', 'schedule', 'test', '2026-11-24')
      returning id::int`;
    await run();
    expect(await rowOf(dead?.id ?? 0)).toMatchObject({ state: "aborted" });
    await expect(
      store.db.sql`update connector_run set state = 'published' where id = ${dead?.id ?? 0}`,
    ).rejects.toThrow("has ended");
  });
});

describe("what the gate holds", () => {
  const day = (ago: number) => new Date(now().getTime() - ago * 86_400_000).toISOString().slice(0, 10);
  const key = { publisher: { slug: "gated", name: "Gated" }, source: { ...oci.source, key: "gated" }, slug: "gated" };
  const gated: typeof oci = {
    ...oci,
    ...key,
    read: async function* (payloads, context) {
      for await (const reading of oci.read(payloads, context))
        yield "observation" in reading
          ? {
              observation: {
                ...reading.observation,
                dims: { ...reading.observation.dims, publisher: "gated" },
                source: "gated",
              },
            }
          : reading;
    },
  };

  it("waits for an analyst with its reason; the last good value stands", async () => {
    const yesterday = { B98415: 10, B110519: 10, B110978: 14, B112237: 15 };
    const readings = products(yesterday);
    rehearsal.sources.play(OCI, { body: readings });
    const tools = rehearsal.tools(store.db);
    const first = await runConnector(tools, gated, order);
    // What was seen today is moved to yesterday, so that today's values have something to be held against.
    const moved = first.passed.map(({ proposal }) => ({ ...proposal, period: day(1), note: "yesterday" }));
    await publishChangeSet(store.db, {
      author: { kind: "person", name: "Test" },
      reason: "Constructed",
      observations: moved,
    });
    rehearsal.sources.play(OCI, { body: products({ B98415: 20, B110519: 20, B110978: 28, B112237: 30 }) });
    const doubled = await runConnector(tools, gated, order);
    expect(doubled.ending).toMatchObject({ state: "held", accepted: 0, appended: 0, held: 4 });
    const items = await store.db
      .sql`select rule, reason, standing, value, state from held_item where connector = 'gated' order by value`;
    expect(items[0]).toMatchObject({ rule: "unit-switch", standing: 10, value: 20, state: "held" });
    expect(items[0]?.["reason"]).toMatch(/^4 of 4 values are 2 times what they were/);
    const standing = await readLatest(store.db.sql, {
      dataset: "gpu-prices",
      measure: "price",
      where: { publisher: ["gated"], gpu: ["h100-sxm"] },
    });
    expect(standing[0]?.value).toBe(10);
    const again = await runConnector(tools, gated, order);
    expect(again.ending).toMatchObject({ state: "unchanged", held: 4 });
    expect(await store.db.sql`select 1 from held_item where connector = 'gated' and state = 'held'`).toHaveLength(4);
  });
});
