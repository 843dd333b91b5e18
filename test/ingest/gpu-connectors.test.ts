import { beforeAll, describe, expect, it } from "vitest";
import { connectors } from "@/lib/ingest/index";
import type { RunReport } from "@/lib/ingest/run/order";
import { dryRun } from "@/lib/ingest/run/run-connector";
import { knowAccelerators, useSources } from "../setup/ingest";
import { useStore } from "../setup/store";

const store = useStore();
const rehearsal = useSources();

beforeAll(async () => {
  await knowAccelerators(store.db);
});

function connectorOf(slug: string) {
  const found = connectors.find((one) => one.slug === slug);
  if (!found) throw new Error(`no connector ${slug}`);
  return found;
}

async function reportOf(slug: string): Promise<RunReport> {
  const tools = rehearsal.tools(store.db);
  return dryRun(tools, connectorOf(slug), { trigger: "command", startedBy: "test" });
}

/** The values of a report, by what tells them apart. */
function values({ passed, held }: RunReport, ...keys: string[]): Record<string, number | null> {
  const all = [...passed, ...held.map((one) => one.candidate)].map((one) => one.proposal);
  return Object.fromEntries(all.map((one) => [keys.map((key) => one.dims[key]).join(" "), one.value]));
}

const reasons = (report: RunReport, kind: "rejected" | "passed") =>
  Object.fromEntries(Object.entries(report.batch?.[kind] ?? {}).map(([reason, { count }]) => [reason, count]));

describe("Azure Retail Prices", () => {
  it("follows the pages, divides by the GPUs, and spreads a reservation's total over its hours (T3)", async () => {
    const report = await reportOf("azure-retail-prices");
    const found = values(report, "gpu", "tenor", "offer");
    expect(found).toMatchObject({
      "h100-sxm on-demand x8-standard-nd96isr-h100-v5": 12.29,
      "h100-sxm spot x8-standard-nd96isr-h100-v5": 3.6875,
      "h100-sxm m12 x8-standard-nd96isr-h100-v5-savings-plan": 7.875,
      "h100-sxm m36 x8-standard-nd96isr-h100-v5-savings-plan": 5.4,
      "h100-sxm on-demand x8-standard-nd96is-h100-v5": 11.061,
      "h100-nvl on-demand x1-standard-nc40ads-h100-v5": 6.98,
      "h200-sxm on-demand x8-standard-nd96isr-h200-v5": 10.6,
    });
    expect(found["h100-sxm m12 x8-standard-nd96isr-h100-v5"]).toBeCloseTo(7.8656, 4);
    expect(found["h100-sxm m36 x8-standard-nd96isr-h100-v5"]).toBeCloseTo(5.3953, 4);
    expect(reasons(report, "passed")).toEqual({
      "with Windows": 1,
      "Low Priority, which Azure retired": 1,
      "machine not tracked: Standard_ND_future_H100_v9": 1,
    });
    expect(report.batch?.unknownFields).toEqual([]);
    expect(rehearsal.sources.seen.filter((one) => !one.url.endsWith("robots.txt"))).toHaveLength(8);
  });

  it("notes a field that is new and rejects the one record that lost one", async () => {
    const item = { armSkuName: "Standard_ND96isr_H100_v5", retailPrice: 1, brandNew: true };
    rehearsal.sources.play("https://prices.azure.com/api/", {
      body: JSON.stringify({ Items: [item], NextPageLink: null }),
    });
    const report = await reportOf("azure-retail-prices");
    expect(report.batch?.unknownFields).toEqual(["brandNew"]);
    expect(Object.keys(reasons(report, "rejected"))[0]).toMatch(/not the shape of a price: currencyCode/);
    expect(report.passed).toEqual([]);
  });
});

describe("AWS price list", () => {
  it("takes Linux on shared machines, knows p5e as H200, and joins the two rows of a reservation", async () => {
    const report = await reportOf("aws-price-list");
    const found = values(report, "region", "gpu", "tenor", "prepay", "offer");
    expect(found).toEqual({
      "us-east-1 h100-sxm on-demand not-stated x8-p5-48xlarge": 6.88,
      "us-east-1 h100-sxm m36 p0 x8-p5-48xlarge": 2.9722,
      "us-east-1 h100-sxm m36 p100 x8-p5-48xlarge": 2.75,
      "us-east-1 h200-sxm on-demand not-stated x8-p5e-48xlarge": 4.975,
      "us-east-1 h200-sxm on-demand not-stated x8-p5en-48xlarge": 7.912,
      "us-east-1 b200-sxm on-demand not-stated x8-p6-b200-48xlarge": 14.2416,
      "us-east-1 b300-sxm on-demand not-stated x8-p6-b300-48xlarge": 17.802,
      "us-east-1 a100-40gb on-demand not-stated x8-p4d-24xlarge": 2.7447,
      "us-east-2 h100-sxm on-demand not-stated x8-p5-48xlarge": 6.88,
      "us-west-2 h100-sxm on-demand not-stated x8-p5-48xlarge": 6.88,
    });
    expect(reasons(report, "rejected")).toEqual({ "no price in USD": 1, "a line of another width than the header": 1 });
    expect(reasons(report, "passed")).toEqual({
      "operating system Windows": 1,
      "tenancy Dedicated": 1,
      "capacity status UnusedCapacityReservation": 1,
      "offering class convertible": 1,
      "partial upfront": 1,
    });
  });

  it("says which column is missing", async () => {
    const body = '"FormatVersion","v1.0"\n"SKU","OfferTermCode"\n"A","B"\n';
    rehearsal.sources.play("https://pricing.us-east-1.amazonaws.com/offers", { body, type: "text/csv" });
    await expect(reportOf("aws-price-list")).rejects.toThrow("AWS's price file has no column “TermType”.");
  });
});

describe("OCI price list", () => {
  it("takes the part numbers of the list alone, at their price for one GPU", async () => {
    const report = await reportOf("oci-price-list");
    expect(values(report, "gpu")).toEqual({
      "h100-sxm": 10,
      "h200-sxm": 10,
      "b200-sxm": 14,
      "b300-sxm": 15,
      "a100-80gb": 4,
      gb200: 16,
    });
    expect(Object.keys(reasons(report, "passed"))).toEqual([
      "part number not on the list: B109480 OCI - Compute - GPU - H200 (other)",
      "no GPU",
    ]);
  });
});

describe("Vast.ai", () => {
  it("counts a machine once, tells the memory sizes of A100 apart, and marks a thin book", async () => {
    const report = await reportOf("vast-ai");
    const found = values(report, "gpu", "tenor", "region");
    expect(found).toEqual({
      "h100-sxm on-demand europe-north-america": 3.4,
      "h100-sxm spot europe-north-america": 2,
      "h100-sxm on-demand elsewhere": 2.2,
      "a100-40gb on-demand europe-north-america": 1.1,
      "a100-80gb on-demand europe-north-america": 1.4,
    });
    const confidence = Object.fromEntries(
      report.passed.map(({ proposal }) => [
        `${proposal.dims["gpu"]} ${proposal.dims["tenor"]} ${proposal.dims["region"]}`,
        proposal.confidence,
      ]),
    );
    expect(confidence["h100-sxm on-demand europe-north-america"]).toBe("high");
    expect(confidence["h100-sxm on-demand elsewhere"]).toBe("low");
    expect(reasons(report, "rejected")).toMatchObject({ "a price of nothing": 1 });
  });

  it("calls an empty list by its name", async () => {
    rehearsal.sources.play("https://console.vast.ai/api", { body: '{"offers": []}' });
    const report = await reportOf("vast-ai");
    expect(reasons(report, "rejected")).toEqual({ "the list of offers is empty": 1 });
  });
});

describe("Vultr", () => {
  it("reads the number of GPUs from the id, and drops slices and free plans", async () => {
    const report = await reportOf("vultr");
    expect(values(report, "gpu", "tenor", "offer")).toEqual({
      "h100 on-demand x8-bare-metal": 2.99,
      "h100 spot x8-bare-metal": 2.3,
      "mi300x on-demand x8-bare-metal": 2.19,
      "mi300x spot x8-bare-metal": 1.84,
      "l40s on-demand x1-cloud": 1.671,
    });
    expect(reasons(report, "passed")).toEqual({ "no tracked GPU": 1, "a slice of a GPU": 1, "free tier": 1 });
  });
});

describe("GCP machine prices (Cyclenerd)", () => {
  it("divides machines by their GPUs, and takes a repeated monthly price for no committed-use data", async () => {
    const report = await reportOf("cyclenerd-gcp");
    const found = values(report, "gpu", "tenor", "region");
    expect(found["h100-sxm on-demand us-central1"]).toBeCloseTo(11.06, 2);
    expect(found["h100-sxm spot us-central1"]).toBeCloseTo(5.48, 2);
    expect(found["h100-sxm m12 us-central1"]).toBeCloseTo(7.67, 2);
    expect(found["h100-sxm m36 us-central1"]).toBeCloseTo(4.86, 2);
    expect(found["h100-sxm m12 europe-west4"]).toBeUndefined();
    expect(reasons(report, "passed")).toMatchObject({ "no committed-use price known": 4, "machine not tracked": 1 });
    expect(Object.keys(reasons(report, "rejected"))).toEqual([
      "not the shape of a machine: cost: Invalid input: expected record, received string",
    ]);
  });
});

describe("a field that a source did not use to send", () => {
  const fieldsOf = async (slug: string) => (await reportOf(slug)).batch?.unknownFields;
  const recorded = async (url: string) => (await fetch(`${rehearsal.sources.address}/${url.slice(8)}`)).text();

  it.each(["vast-ai", "vultr", "aws-price-list", "cyclenerd-gcp"])(
    "is none in what %s was seen to send",
    async (slug) => {
      expect(await fieldsOf(slug)).toEqual([]);
    },
  );

  it("is noted by its name, and the prices are read all the same", async () => {
    rehearsal.sources.play("https://console.vast.ai/api", {
      body: JSON.stringify({
        offers: [
          {
            id: 1,
            machine_id: 1,
            host_id: 1,
            gpu_name: "H100 SXM",
            num_gpus: 8,
            gpu_ram: 81559,
            dph_base: 24,
            rail: 1,
          },
        ],
      }),
    });
    const vast = await reportOf("vast-ai");
    expect([vast.batch?.unknownFields, vast.ending.accepted]).toEqual([["rail"], 1]);

    const metal = "https://api.vultr.com/v2/plans-metal?per_page=500";
    const plans = await recorded(metal);
    rehearsal.sources.play(metal, { body: plans.replace('"id"', '"sovereign": true, "id"') });
    expect(await fieldsOf("vultr")).toEqual(["sovereign"]);

    const east = "https://pricing.us-east-1.amazonaws.com/offers/v1.0/aws/AmazonEC2/current/us-east-1/index.csv";
    const lines = (await recorded(east)).trim().split("\n");
    const wider = lines.map((line, at) => (at < 5 ? line : `${line},"${at === 5 ? "Carbon" : 1}"`)).join("\n");
    rehearsal.sources.play(east, { body: wider, type: "text/csv" });
    expect(await fieldsOf("aws-price-list")).toEqual(["Carbon"]);
  });
});
