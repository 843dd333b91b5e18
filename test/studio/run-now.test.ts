import { Client } from "pg";
import { beforeAll, describe, expect, it, vi } from "vitest";
import { runNow } from "@/lib/studio/refresh/run-now";
import { now } from "@/lib/kernel/clock";
import { alone } from "@/lib/ingest/run/lock";
import { useStore } from "../setup/store";

vi.hoisted(() => (process.env["HALFPITCH_CONTACT"] = "tests@halfpitch.example"));

const store = useStore();
const run = (connector: string) => runNow(store.db, "Ann", connector);
const waiting = async (connector: string): Promise<number> => {
  const rows = await store.db.sql`select 1 from graphile_worker.jobs where key = ${`refresh:${connector}`}`;
  return rows.length;
};

describe("a run that a person asks for", () => {
  beforeAll(async () => {
    await store.db.sql`
      insert into connector_state (connector, paused_at, paused_by, pause_reason)
      values ('vultr', now(), 'Bob', 'terms under review')`;
  });

  it.each([
    ["vultr", "Vultr plans is paused by Bob: terms under review. Resume it first."],
    ["lambda", "Lambda instance types is off, since no LAMBDA_API_KEY is set."],
    ["runpod", "RunPod GPU types is off until an admin turns it on. RunPod's terms"],
  ])("says why %s fetches nothing, and puts nothing into the queue", async (connector, words) => {
    await expect(run(connector)).rejects.toThrow(`Nothing is fetched: ${words}`);
    expect(await waiting(connector)).toBe(0);
  });

  it("says that the source is running already, and does not run it twice", async () => {
    await alone(store.db, "oci-price-list", async () => {
      await expect(run("oci-price-list")).rejects.toThrow(
        "Nothing more is fetched: OCI price list is running already.",
      );
    });
    expect(await waiting("oci-price-list")).toBe(0);
  });

  it("is in the queue where no worker is there to take it up, which is said", async () => {
    expect(await run("oci-price-list")).toBe(
      "Nothing is fetched yet: OCI price list is in the queue, and no worker is running. The next npm run refresh fetches it, or a worker: npm run worker.",
    );
    expect(await waiting("oci-price-list")).toBe(1);
  });

  it("comes as soon as a worker is free, and says that it is not due where it ran in its slot", async () => {
    const worker = new Client({ connectionString: store.db.url });
    await worker.connect();
    try {
      await worker.query("select pg_advisory_lock(hashtext('halfpitch.worker'), hashtext('worker-1'))");
      expect(await run("azure-retail-prices")).toBe("Azure Retail Prices runs as soon as a worker is free.");
      await store.db.sql`
        insert into connector_run (connector, trigger, started_by, observed_on, state, started_at, ended_at)
        values ('azure-retail-prices', 'schedule', 'schedule', '2026-11-24', 'published', ${now().toISOString()}, now())`;
      expect(await run("azure-retail-prices")).toMatch(
        /^Azure Retail Prices runs as soon as a worker is free\. It is not due: it ran at \d{4}-.* UTC, and by its schedule would run next at \d{4}-.* UTC\.$/,
      );
    } finally {
      await worker.end();
    }
  });
});
