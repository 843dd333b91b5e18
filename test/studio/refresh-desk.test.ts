import { beforeAll, describe, expect, it } from "vitest";
import type { Viewer } from "@/lib/access/viewer";
import { createPerson, ensureOrganisation, setMember } from "@/lib/access/organisations";
import { connectorOf } from "@/lib/ingest/find-connector";
import { runConnector } from "@/lib/ingest/run/run-connector";
import { readLatest } from "@/lib/store/read-observations";
import { decideHeld } from "@/lib/studio/refresh/decide-held";
import { readDesk } from "@/lib/studio/refresh/read-desk";
import { readHeld } from "@/lib/studio/refresh/read-held";
import { readRun } from "@/lib/studio/refresh/read-run";
import { steer } from "@/lib/studio/refresh/steer";
import { metricsText } from "@/lib/status/metrics";
import { knowAccelerators, useSources } from "../setup/ingest";
import { useStore } from "../setup/store";
import { colleague } from "../setup/studio";

const store = useStore();
const rehearsal = useSources();
let analyst: Viewer;
let subscriber: Viewer;

async function viewer(role: Viewer["role"]): Promise<Viewer> {
  const house = await ensureOrganisation(store.db, "house", "House");
  const email = `${role}@example.com`;
  const personId = await createPerson(store.db, { email, name: `The ${role}`, password: "a password of the tests" });
  await setMember(store.db, house, personId, role);
  return {
    personId,
    name: `The ${role}`,
    email,
    organisationId: house,
    organisation: "House",
    role,
    entitlements: [{ dataset: "*", delayDays: 0 }],
    sessionId: "",
    viewedBy: null,
  };
}

/** A source of which an analyst has to accept everything. */
const watched = { ...connectorOf("oci-price-list"), publishes: "held" as const };

beforeAll(async () => {
  await knowAccelerators(store.db);
  [analyst, subscriber] = [await viewer("analyst"), await viewer("subscriber")];
  await runConnector(rehearsal.tools(store.db), watched, { trigger: "command", startedBy: "test" });
});

const level = async (gpu: string) => {
  const where = { gpu: [gpu], provider: ["oracle-oci"] };
  return (await readLatest(store.db.sql, { dataset: "gpu-prices", measure: "price", where }))[0]?.value;
};
const idOf = async (part: string) => {
  const { items } = await readHeld(analyst, { open: true }, store.db);
  const found = items.find((item) => item.series.includes(part));
  if (!found) throw new Error(`nothing held for ${part}`);
  return found.id;
};

describe("held values", () => {
  it("are for analysts alone", async () => {
    await expect(readHeld(subscriber, {}, store.db)).rejects.toMatchObject({ code: "forbidden" });
    await expect(readDesk(subscriber, store.db)).rejects.toMatchObject({ code: "forbidden" });
    await expect(
      decideHeld(subscriber, { ids: [1], what: "accept", reason: "why not" }, store.db),
    ).rejects.toMatchObject({ code: "forbidden" });
  });

  it("are neither shown to an organisation that does not work on their dataset, nor decided by it", async () => {
    const ids = [await idOf("H100")];
    const others = [[{ dataset: "hbm-share", delayDays: 0 }], [{ dataset: "*", delayDays: 30 }]];
    for (const entitlements of others) {
      const other = { ...analyst, entitlements };
      expect(await readHeld(other, { open: true }, store.db)).toEqual({ items: [], more: 0 });
      const decision = { ids, what: "accept", reason: "Looks fine" };
      await expect(decideHeld(other, decision, store.db)).rejects.toMatchObject({ code: "conflict" });
      const [run] = (await readDesk(analyst, store.db)).lines.flatMap((line) => line.runs);
      await expect(readRun(other, run?.id ?? 0, store.db)).rejects.toMatchObject({ code: "not_found" });
      const order = { what: "pause", connector: "oci-price-list", reason: "to see" };
      await expect(steer(other, order, store.db)).rejects.toMatchObject({ code: "not_found" });
    }
  });

  it("are published in the analyst's name when accepted", async () => {
    expect(await level("h100-sxm")).toBeUndefined();
    const id = await idOf("H100_SXM");
    expect(await decideHeld(analyst, { ids: [id], what: "accept", reason: "checked on the page" }, store.db)).toEqual({
      published: 1,
      waiting: 0,
    });
    expect(await level("h100-sxm")).toBe(10);
    const [set] = await store.db.sql`select author_kind, author, reason from change_set order by id desc limit 1`;
    expect(set).toEqual({
      author_kind: "person",
      author: "The analyst",
      reason: "Accepted after review: checked on the page",
    });
    expect(await store.db.sql`select action from audit_event where action = 'held.decided'`).toHaveLength(1);
  });

  it("are published at the right value when corrected, with the held one in the note", async () => {
    const id = await idOf("B200");
    await decideHeld(analyst, { ids: [id], what: "correct", value: 13.5, reason: "typo at the source" }, store.db);
    expect(await level("b200-sxm")).toBe(13.5);
    const [row] = await store.db.sql<{ note: string }[]>`select note from observation where value = 13.5`;
    expect(row?.note).toMatch(/^Corrected by an analyst from 14: typo at the source\. B110978/);
  });

  it("stay out when rejected, and do not come again with the same value", async () => {
    const id = await idOf("A100");
    await decideHeld(analyst, { ids: [id], what: "reject", reason: "an old price" }, store.db);
    await runConnector(rehearsal.tools(store.db), watched, { trigger: "command", startedBy: "test" });
    expect(await level("a100-80gb")).toBeUndefined();
    const { items } = await readHeld(analyst, { open: true }, store.db);
    expect(items.filter((item) => item.series.includes("A100"))).toEqual([]);
  });

  it("are decided once: the second analyst is told", async () => {
    const id = await idOf("B300");
    const decide = () => decideHeld(analyst, { ids: [id], what: "accept", reason: "fine" }, store.db);
    const results = await Promise.allSettled([decide(), decide()]);
    expect(results.filter((one) => one.status === "rejected")).toHaveLength(1);
    await expect(decide()).rejects.toMatchObject({ code: "conflict" });
  });

  it("of the index against its alarm go out when a second analyst agrees, and are not corrected by hand", async () => {
    const dims = { gpu: "h100-sxm", segment: "neocloud", tenor: "on-demand" };
    const base = { dataset: "gpu-price-index", measure: "level", dims, period: "2026-11-20", value: 2.5 };
    const proposal = { ...base, status: "P", source: "oci-price-list" };
    const [item] = await store.db.sql<{ id: number }[]>`
      insert into held_item (run_id, connector, dataset, series, period, value, proposal, rule, reason)
      select max(id), 'gpu-price-index', 'gpu-price-index', 'GPU_INDEX.H100_SXM.NEOCLOUD.ON_DEMAND', '2026-11-20', 2.5,
        ${JSON.stringify(proposal)}::text::jsonb, 'index-alarm', 'The index moved 20 % in a day.' from connector_run
      returning id::int`;
    const decide = (by: Viewer, what: string) =>
      decideHeld(by, { ids: [item?.id], what, reason: "seen at three providers", value: 2 }, store.db);
    await expect(decide(analyst, "correct")).rejects.toThrow("not corrected by hand");
    expect(await decide(analyst, "accept")).toEqual({ published: 0, waiting: 1 });
    await expect(decide(analyst, "accept")).rejects.toMatchObject({ code: "conflict" });
    const { items } = await readHeld(analyst, { open: true }, store.db);
    expect(items.find((one) => one.id === item?.id)?.agreed).toEqual([
      { name: "The analyst", why: "seen at three providers" },
    ]);
    expect(await decide(await colleague(store.db, "Ben Two"), "accept")).toEqual({ published: 1, waiting: 0 });
    expect(await store.db.sql`select action from audit_event where action = 'held.agreed'`).toHaveLength(1);
  });

  it("ask for a reason, and for one value and a number to correct", async () => {
    const id = await idOf("H200");
    await expect(decideHeld(analyst, { ids: [id], what: "accept", reason: " " }, store.db)).rejects.toThrow("say why");
    await expect(decideHeld(analyst, { ids: [id], what: "correct", reason: "typo" }, store.db)).rejects.toThrow(
      "right number",
    );
    await expect(decideHeld(analyst, { ids: [], what: "accept", reason: "fine" }, store.db)).rejects.toThrow(
      "at least one",
    );
  });
});

describe("the desk", () => {
  it("shows every connector with its runs, and a run with its payloads and reasons", async () => {
    const { lines } = await readDesk(analyst, store.db);
    const oci = lines.find((line) => line.slug === "oci-price-list");
    expect(oci?.runs.length).toBeGreaterThan(1);
    expect(oci).toMatchObject({ on: true, heldOpen: 2 });
    const run = await readRun(analyst, oci?.runs.at(-1)?.id ?? 0, store.db);
    expect(run.payloads).toHaveLength(1);
    expect(run.findings.passed["no GPU"]?.count).toBe(1);
  });

  it("pauses with a reason, resumes, and writes down who did", async () => {
    await steer(analyst, { what: "pause", connector: "vultr", reason: "terms under review" }, store.db);
    const paused = (await readDesk(analyst, store.db)).lines.find((line) => line.slug === "vultr");
    expect(paused).toMatchObject({ on: false, paused: true, because: "paused by The analyst: terms under review" });
    await steer(analyst, { what: "resume", connector: "vultr" }, store.db);
    expect((await readDesk(analyst, store.db)).lines.find((line) => line.slug === "vultr")?.on).toBe(true);
    const events = await store.db.sql`select action from audit_event where subject = 'vultr' order by id`;
    expect(events.map((row) => row["action"])).toEqual(["connector.pause", "connector.resume"]);
  });

  it("lets only an admin turn on a source whose terms are open", async () => {
    await expect(steer(analyst, { what: "turn-on", connector: "runpod" }, store.db)).rejects.toMatchObject({
      code: "forbidden",
    });
    const admin = await viewer("admin");
    expect(await steer(admin, { what: "turn-on", connector: "runpod" }, store.db)).toBe(
      "RunPod GPU types is turned on.",
    );
  });

  it("puts a replay into the queue, and refuses a run without payloads", async () => {
    const [run] = await store.db.sql<{ id: number }[]>`select id::int from connector_run order by id limit 1`;
    await steer(analyst, { what: "replay", run: run?.id ?? 0 }, store.db);
    expect(await store.db.sql`select 1 from graphile_worker.jobs where task_identifier = 'replay'`).toHaveLength(1);
    await expect(steer(analyst, { what: "replay", run: 999 }, store.db)).rejects.toMatchObject({ code: "not_found" });
    await expect(steer(analyst, { what: "run", connector: "nobody" }, store.db)).rejects.toMatchObject({
      code: "not_found",
    });
  });
});

describe("metrics", () => {
  it("name connectors, datasets and the queue, and nobody", async () => {
    const text = await metricsText(store.db);
    expect(text).toMatch(/halfpitch_connector_last_run_records\{connector="oci-price-list",kind="accepted"\} 0/);
    expect(text).toMatch(/halfpitch_held_values\{dataset="gpu-prices"\} 2/);
    expect(text).toMatch(/halfpitch_jobs_waiting\{task="replay"\} 1/);
    expect(text).not.toMatch(/The analyst|@example/);
  });
});
