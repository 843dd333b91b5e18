import { beforeAll, describe, expect, it } from "vitest";
import { connectorOf } from "@/lib/ingest/find-connector";
import { dryRun } from "@/lib/ingest/run/run-connector";
import { now } from "@/lib/kernel/clock";
import { knowAccelerators, useSources } from "../setup/ingest";
import { useStore } from "../setup/store";

// From the request to what would be published and what would be held, for readings that an analyst has to look at.

const store = useStore();
const rehearsal = useSources();
beforeAll(() => knowAccelerators(store.db));

const run = async (slug: string) => {
  const report = await dryRun(rehearsal.tools(store.db), connectorOf(slug), { trigger: "command", startedBy: "test" });
  const valueOf = ({ proposal }: (typeof report.passed)[number]) => [proposal.dims["tenor"], proposal.value];
  return {
    ...report,
    published: report.passed.map(valueOf),
    kept: report.held.map(({ candidate, rule }) => [...valueOf(candidate), rule]),
  };
};
const SKYPILOT = "https://raw.githubusercontent.com/skypilot-org/skypilot-catalog/master/catalogs/v8/";
const HEADER = "InstanceType,AcceleratorName,AcceleratorCount,vCPUs,MemoryGiB,GpuInfo,Price,SpotPrice,Region";

/** Plays a catalogue of SkyPilot that has one cloud alone. */
function playLambda(...lines: string[]): void {
  rehearsal.sources.play(SKYPILOT, { status: 404, type: "text/plain", body: "404: Not Found" });
  const body = [HEADER, ...lines].join("\n");
  rehearsal.sources.play(`${SKYPILOT}lambda/vms.csv`, { type: "text/plain", body });
}

const azure = (...items: object[]) => {
  const Items = items.map((changes) => ({
    currencyCode: "USD",
    retailPrice: 98.32,
    armRegionName: "eastus",
    meterName: "ND96isr H100 v5",
    productName: "Virtual Machines NDsr H100 v5 Series",
    skuName: "ND96isr H100 v5",
    type: "Consumption",
    armSkuName: "Standard_ND96isr_H100_v5",
    unitOfMeasure: "1 Hour",
    effectiveStartDate: "2026-06-01T00:00:00Z",
    ...changes,
  }));
  rehearsal.sources.play("https://prices.azure.com/api/", { body: JSON.stringify({ Items, NextPageLink: null }) });
};

describe("a run", () => {
  it("holds rows of one offer that contradict each other, and publishes nothing between them", async () => {
    playLambda(
      "gpu_8x_h100_sxm5,H100-SXM,8,208,1800,,23.92,,us-east-1",
      "gpu_8x_h100_sxm5,H100-SXM,8,208,1800,,2.99,,us-east-2",
    );
    const { published, kept } = await run("skypilot-catalog");
    expect([published, kept]).toEqual([[], [["on-demand", 2.99, "contradiction"]]]);
  });

  it("holds a spot price above the same offer on demand, and publishes the latter", async () => {
    azure({}, { skuName: "ND96isr H100 v5 Spot", retailPrice: 120 });
    expect(await run("azure-retail-prices")).toMatchObject({
      published: [["on-demand", 12.29]],
      kept: [["spot", 15, "below"]],
    });
  });

  it("holds a spot price that is the list once more where rows apart say so", async () => {
    azure({}, { skuName: "ND96isr H100 v5 Spot" });
    expect(await run("azure-retail-prices")).toMatchObject({ kept: [["spot", 12.29, "below"]] });
  });

  it("holds the first of two prices for one offer, and lists the other", async () => {
    azure({ meterId: "a" }, { meterId: "b", retailPrice: 80 });
    const { published, kept, held, batch } = await run("azure-retail-prices");
    expect([published, kept]).toEqual([[], [["on-demand", 12.29, "contradiction"]]]);
    expect(held[0]?.reason).toBe("The source says different things about one series and period: 12.29, 10.");
    expect(batch?.rejected["different values for one series and period"]?.samples[0]).toContain(": 10 ");
  });

  it("publishes a spot price below the list", async () => {
    azure({}, { skuName: "ND96isr H100 v5 Spot", retailPrice: 40 });
    expect(await run("azure-retail-prices")).toMatchObject({
      published: [
        ["on-demand", 12.29],
        ["spot", 5],
      ],
      kept: [],
    });
  });

  it("notes in its findings what nobody writes any more, and holds its prices of that day", async () => {
    const old = new Date(now().getTime() - 100 * 86_400_000);
    const yaml = `about:\n  timestamp: ${Math.round(old.getTime() / 1000)}\ncompute:\n  instance:\n    a3-highgpu-8g:\n      cost:\n        us-central1:\n          hour: 88\n`;
    rehearsal.sources.play("https://raw.githubusercontent.com/Cyclenerd/", { body: yaml, type: "text/plain" });
    const { ending, held, published } = await run("cyclenerd-gcp");
    expect(published).toEqual([]);
    expect(held.map(({ candidate, rule }) => [candidate.proposal.period, rule])).toEqual([
      [old.toISOString().slice(0, 10), "backfill"],
    ]);
    expect(ending.findings["stale"]).toMatchObject([{ file: "pricing.yml" }]);
  });

  it("counts each record that it does not take", async () => {
    azure(
      { effectiveStartDate: "2099-01-01T00:00:00Z" },
      { type: "DevTestConsumption" },
      { retailPrice: 0 },
      { unitOfMeasure: "1 Day" },
    );
    const { ending } = await run("azure-retail-prices");
    expect([ending.accepted, ending.held, ending.passed + ending.rejected]).toEqual([0, 0, 28]);
  });
});
