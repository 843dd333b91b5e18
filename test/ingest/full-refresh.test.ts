import { beforeAll, describe, expect, it } from "vitest";
import { loadAllStarters } from "@/scripts/load-starter";
import { datasets } from "@/lib/datasets/registry";
import { connectors } from "@/lib/ingest/index";
import { replayedRun } from "@/lib/ingest/run/replayed";
import type { RunReport } from "@/lib/ingest/run/order";
import { runConnector } from "@/lib/ingest/run/run-connector";
import { lastSlot, nextSlot } from "@/lib/ingest/schedule/due";
import { useSources } from "../setup/ingest";
import type { Seen } from "../setup/source-server";
import { useStore } from "../setup/store";

const store = useStore();
const rehearsal = useSources();
const reports = new Map<string, RunReport>();
let asked: Seen[] = [];

// Every connector, each against its recorded response, into a store that knows the starter dataset.
beforeAll(async () => {
  await loadAllStarters(store.db);
  for (const connector of connectors) {
    const since = connector.slug === "ecb-rates" ? "2026-08-20" : null;
    const tools = { ...rehearsal.tools(store.db), key: connector.keyedBy ? "a-key-of-the-tests" : "" };
    reports.set(connector.slug, await runConnector(tools, connector, { trigger: "command", startedBy: "test", since }));
  }
  asked = [...rehearsal.sources.seen];
}, 180_000);

const reportOf = (slug: string): RunReport => {
  const found = reports.get(slug);
  if (!found) throw new Error(`${slug} has not run`);
  return found;
};

describe.each(connectors.map((one) => [one.slug, one] as const))("%s", (slug, connector) => {
  it("reads its recorded response: something is accepted, nothing fails", () => {
    const { ending } = reportOf(slug);
    expect(ending.error).toBeNull();
    expect(ending.accepted).toBeGreaterThan(0);
    expect(ending.seen).toBe(ending.accepted + ending.held + ending.rejected + ending.passed);
  });

  it("read again gives the same, byte for byte, and publishes nothing", async () => {
    const { run, ending } = reportOf(slug);
    const { replayOf } = await replayedRun(store.db.sql, run ?? 0);
    const again = await runConnector(rehearsal.tools(store.db), connector, {
      trigger: "replay",
      startedBy: "test",
      replayOf,
    });
    expect(again.ending.findings["proposalHash"]).toBe(ending.findings["proposalHash"]);
    expect(again.ending.appended).toBe(0);
  });

  it("declares what readers and operators need to know", () => {
    const known = new Set(datasets().map((one) => one.slug));
    expect(connector.datasets.filter((one) => !known.has(one))).toEqual([]);
    expect(connector.licence.length).toBeGreaterThan(5);
    const at = new Date("2026-11-24T12:00:00Z");
    const apartHours =
      (nextSlot(connector.cadence, at).getTime() - lastSlot(connector.cadence, at).getTime()) / 3_600_000;
    expect(connector.freshWithinHours, "it would be called silent between two runs").toBeGreaterThan(apartHours);
  });

  it("asks no host that it does not name", () => {
    expect(Object.keys(connector.hosts).length).toBeGreaterThan(0);
    for (const { perSecond } of Object.values(connector.hosts)) expect(perSecond).toBeLessThanOrEqual(10);
  });
});

describe("all of them", () => {
  it("ask only what was recorded, with a truthful name", () => {
    expect(new Set(asked.map((one) => one.headers["user-agent"]))).toEqual(
      new Set(["Halfpitch/test (tests@halfpitch.example)"]),
    );
    const named = new Set(connectors.flatMap((one) => Object.keys(one.hosts)));
    expect(asked.filter((one) => !named.has(new URL(one.url).host)).map((one) => one.url)).toEqual([]);
  });

  it("put no key into an address", async () => {
    const rows = await store.db.sql<{ url: string }[]>`select url from run_payload`;
    expect(rows.filter((row) => row.url.includes("a-key-of-the-tests"))).toEqual([]);
    expect(asked.filter((one) => one.url.includes("a-key-of-the-tests"))).toEqual([]);
  });
});
