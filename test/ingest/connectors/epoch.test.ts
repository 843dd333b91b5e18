import { beforeAll, describe, expect, it } from "vitest";
import { connectorOf } from "@/lib/ingest/find-connector";
import type { RunReport } from "@/lib/ingest/run/order";
import { runConnector } from "@/lib/ingest/run/run-connector";
import { readObservations } from "@/lib/store/read-observations";
import { knowAccelerators, useSources } from "../../setup/ingest";
import { useStore } from "../../setup/store";

const store = useStore();
const rehearsal = useSources();
const reports = new Map<string, RunReport>();

beforeAll(async () => {
  await knowAccelerators(store.db);
  for (const slug of ["epoch-data-centers", "epoch-gpu-clusters", "epoch-ml-hardware"])
    reports.set(
      slug,
      await runConnector(rehearsal.tools(store.db), connectorOf(slug), { trigger: "command", startedBy: "test" }),
    );
});

const reasons = (slug: string, kind: "rejected" | "passed") =>
  Object.fromEntries(
    Object.entries(reports.get(slug)?.batch?.[kind] ?? {}).map(([reason, { count }]) => [reason, count]),
  );

async function values(dataset: string, measure: string, ...keys: string[]) {
  const found = await readObservations(store.db.sql, { dataset, measure });
  return found.map((one) => [...keys.map((key) => one.dims[key]), one.period, one.value, one.status]);
}

describe("data centers", () => {
  it("keep IT and facility power apart, and what is to come is a forecast", async () => {
    const power = await values("campus-power", "power", "site", "basis");
    expect(power).toEqual(
      expect.arrayContaining([
        ["constructed-campus-one", "it", "2026-01-09", 860, "E"],
        ["constructed-campus-one", "facility", "2026-01-09", 1092, "E"],
        ["constructed-campus-one", "facility", "2027-09-21", 2400, "F"],
      ]),
    );
    expect(await values("campus-power", "capital_cost", "site")).toContainEqual([
      "constructed-campus-one",
      "2025-06-23",
      15_250_000_000,
      "E",
    ]);
  });
  it("reject a month for a day and words for a number, and leave unknown what is empty", async () => {
    expect(reasons("epoch-data-centers", "rejected")).toEqual({
      "no full date": 1,
      "IT power (MW): “about 100” is no number": 1,
      "no data center is named": 1,
    });
    const h100e = await values("campus-power", "h100e", "site");
    expect(h100e.filter(([, period]) => period === "2027-09-21")).toEqual([]);
  });
});

describe("GPU clusters", () => {
  it("stand at the day on which they began to run, planned ones as forecasts, with Epoch's certainty", async () => {
    expect(await values("gpu-clusters", "chips", "site")).toEqual([
      ["constructed-cluster-phase-1", "2024-07-22", 100_000, "E"],
      ["constructed-cluster-phase-2", "2027-03-01", 550_000, "F"],
    ]);
    const [first] = await readObservations(store.db.sql, { dataset: "gpu-clusters", measure: "power" });
    expect(first).toMatchObject({ confidence: "high", unit: "MW", value: 150 });
  });
  it("leave out what Epoch excludes, doubles, what is off, and what has no day", () => {
    expect(reasons("epoch-gpu-clusters", "passed")).toEqual({
      "planned without a day": 1,
      "possibly the same as another": 1,
      "excluded by Epoch": 1,
      decommissioned: 1,
      "no full date of first operation": 1,
    });
  });
});

describe("ML hardware", () => {
  it("joins the accelerators that the house knows, in its units, and adds the others", async () => {
    expect(await values("accelerator-specs", "fp16", "accelerator")).toEqual(
      expect.arrayContaining([
        ["h200-sxm", "2024-11-18", 989.5, "A"],
        ["mi300x", "2023-12-06", 1307.4, "A"],
        ["constructed-npu-9", "2025-10-01", 900, "A"],
      ]),
    );
    expect(await values("accelerator-specs", "memory", "accelerator")).toEqual([["mi300x", "2023-12-06", 192, "A"]]);
    expect(reasons("epoch-ml-hardware", "rejected")).toEqual({ "TDP (W): “unknown” is no number": 1 });
    const [row] = await store.db.sql<{ name: string }[]>`
      select name from entity_version join entity on entity.id = entity_id where slug = 'h200-sxm'`;
    expect(row?.name).toBe("H200-SXM");
  });
});

describe("a file of another shape", () => {
  it("is refused by the name of the missing column", async () => {
    rehearsal.sources.play("https://epoch.ai/data/ml_hardware.csv", {
      body: "Hardware name,Manufacturer\nX,Y\n",
      type: "text/csv",
    });
    const { ending } = await runConnector(rehearsal.tools(store.db), connectorOf("epoch-ml-hardware"), {
      trigger: "command",
      startedBy: "test",
    });
    expect(ending).toMatchObject({ state: "failed", error: "ml_hardware has no column “Release date”." });
  });
});
