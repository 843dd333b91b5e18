import { describe, expect, it } from "vitest";
import { connector } from "@/lib/ingest/connectors/gcp-billing";
import { context, jsonPayload, readAll, rehearse } from "./gpu-fixtures";

const FLEX = "flex-start: runs for days at most and is no term of 12 months";
const CALENDAR = "calendar mode: reserved for up to 90 days and no term of 36 months";

const sku = (description: string, usageType: string, usageUnit: string, usd: number, currencyCode = "USD") => ({
  skuId: description,
  description,
  category: { resourceFamily: "Compute", resourceGroup: "GPU", usageType },
  serviceRegions: ["us-central1"],
  pricingInfo: [
    {
      pricingExpression: {
        usageUnit,
        tieredRates: [
          {
            startUsageAmount: 0,
            unitPrice: { currencyCode, units: String(Math.trunc(usd)), nanos: Math.round((usd % 1) * 1e9) },
          },
        ],
      },
    },
  ],
});
const page = (...skus: unknown[]) => [jsonPayload({ skus, nextPageToken: "" }, "page 1")];
const machine = () => [
  sku("Nvidia H100 80GB GPU running in Americas", "OnDemand", "h", 9.796550569),
  sku("A3 Instance Core running in Americas", "OnDemand", "h", 0.025498),
  sku("A3 Instance Ram running in Americas", "OnDemand", "GiBy.h", 0.00222),
  sku("SSD backed Local Storage", "OnDemand", "GiBy.mo", 0.08),
];

describe("GCP billing catalogue", () => {
  it("sends the key in a header, follows the pages, and keeps the key out of every address", async () => {
    const { asked } = await rehearse(connector, context({ key: "secret-key" }));
    expect(asked).toHaveLength(2);
    expect(asked.every((one) => one.headers?.["x-goog-api-key"] === "secret-key")).toBe(true);
    expect(asked.map((one) => one.url).join()).not.toMatch(/secret-key|[?&]key=/);
    expect(new URL(asked[1]?.url ?? "").searchParams.get("pageToken")).toBe("ABC+1/2=");
  });

  it("adds up the parts of a machine: 88.49 an hour for eight H100, 11.06 for one", async () => {
    const found = (await rehearse(connector)).values("region", "tenor", "offer");
    expect(found["us-central1 on-demand x8-a3-highgpu-8g"]).toBeCloseTo(11.06, 2);
    expect(found["us-east1 on-demand x8-a3-highgpu-8g"]).toBeCloseTo(88.49 / 8, 2);
    expect(found["us-central1 m12 x8-a3-highgpu-8g"]).toBeCloseTo(7.67, 2);
    expect(found["us-central1 spot x8-a4-highgpu-8g"]).toBe(4.9542);
  });

  it("never tells the GPU alone as a price: a part without its machine is rejected (T7)", async () => {
    const { observations, rejected, samples } = await rehearse(connector);
    const values = observations.map((one) => one.value);
    for (const part of [9.796551, 6.7988, 4.2999, 4.4104, 2.933908]) expect(values).not.toContain(part);
    expect(rejected).toEqual({
      "a part without its machine: no price of vCPU": 6,
      "a part without its machine: no price of local SSD": 1,
    });
    expect(samples).toContain("a3-highgpu-8g us-west1 on-demand");
    expect(samples).toContain("a3-highgpu-8g us-central1 m36");
    for (const missing of [1, 2, 3]) {
      const parts = machine().filter((_, at) => at !== missing);
      expect((await readAll(connector, page(...parts))).observations).toEqual([]);
    }
  });

  it("passes flex-start and calendar mode, which are no 12 and no 36 months (T8)", async () => {
    const { passed, values } = await rehearse(connector);
    expect(passed).toMatchObject({ [FLEX]: 1, [CALENDAR]: 2, "a reservation's placeholder": 1 });
    const found = values("tenor", "offer");
    expect(found).not.toHaveProperty("m36 x8-a3-highgpu-8g");
    expect(Object.values(found)).not.toContain(4.2008);
    expect(Object.values(found)).not.toContain(4.5701);
  });

  it("passes machines that cannot be had on demand, though their parts are listed", async () => {
    const { passed, values } = await rehearse(connector);
    expect(passed).toMatchObject({ "had as spot or reservation only: a4-highgpu-8g": 1 });
    expect(values("tenor", "offer")).not.toHaveProperty("on-demand x1-a3-highgpu-1g");
    expect(values("tenor", "offer")).toHaveProperty("spot x1-a3-highgpu-1g");
  });

  it("rejects a price whose words and kind of use say different tenors", async () => {
    const { rejected } = await readAll(
      connector,
      page(
        sku("Commitment v1: Nvidia H100 80GB GPU running in Americas for 1 Year", "Commit3Yr", "h", 6.7988),
        sku("Nvidia H100 80GB GPU running in Americas", "Commit1Yr", "h", 9.79),
        sku("Nvidia H100 80GB GPU attached to Spot Preemptible VMs running in Americas", "OnDemand", "h", 4.41),
      ),
    );
    expect(rejected).toEqual({
      "the kind of use (Commit3Yr) is another than the words say": 1,
      "the kind of use (Commit1Yr) is another than the words say": 1,
      "the kind of use (OnDemand) is another than the words say": 1,
    });
  });

  it("rejects other units, other currencies and two prices for one part", async () => {
    const [gpu, core, ram, ssd] = machine();
    const unit = await readAll(connector, page(sku("A3 Instance Ram running in Americas", "OnDemand", "GiBy.mo", 1.6)));
    expect(unit.rejected).toEqual({ "unit “GiBy.mo” where “GiBy.h” is charged": 1 });
    const euros = sku("A3 Instance Core running in Americas", "OnDemand", "h", 0.02, "EUR");
    expect((await readAll(connector, page(euros))).rejected).toEqual({ "no single price in USD": 1 });
    const rival = sku("A3 Instance Core running in Iowa", "OnDemand", "h", 0.05);
    const two = await readAll(connector, page(gpu, core, rival, ram, ssd));
    expect(two.observations).toEqual([]);
    expect(two.rejected).toEqual({ "two prices for one part: vCPU": 1 });
    const agreed = await readAll(connector, page(...machine(), core));
    expect(agreed.observations).toHaveLength(1);
  });

  it("rejects a record of another shape, notes a new field, and fails where the list is missing", async () => {
    const { rejected, unknownFields } = await readAll(connector, page({ skuId: "X", brandNew: 1 }));
    expect(Object.keys(rejected)[0]).toMatch(/^not the shape of a price: description/);
    expect(unknownFields).toEqual(["brandNew"]);
    await expect(readAll(connector, [jsonPayload({ error: {} }, "page 1")])).rejects.toThrow(/no list of skus/);
  });
});

describe("Google's H200", () => {
  const parts = (words: string, usage: string, scale = 1) => [
    sku(`${words}H200 141GB GPU running in Belgium`, usage, "h", 8 * scale),
    sku(`${words}A3Ultra Instance Core running in Belgium`, usage, "h", 0.02 * scale),
    sku(`${words}A3Ultra Instance Ram running in Belgium`, usage, "GiBy.h", 0.002 * scale),
    sku(
      words.startsWith("Commitment") ? `${words}Local SSD` : "SSD backed Local Storage",
      usage,
      "GiBy.mo",
      0.073 * scale,
    ),
  ];
  const whole = 8 + (0.02 * 224 + 0.002 * 2952 + (0.073 / 730) * 12_000) / 8;

  it("is read as a machine: eight GPUs with their vCPUs, memory and disk", async () => {
    const { values, rejected } = await readAll(connector, page(...parts("", "OnDemand")));
    expect(rejected).toEqual({});
    expect(values("gpu", "tenor", "offer")["h200-sxm on-demand x8-a3-ultragpu-8g"]).toBeCloseTo(whole, 5);
  });

  it("is read under each of its tenors, and never as a GPU alone", async () => {
    const spot = [
      sku("H200 141GB GPU attached to Spot Preemptible VMs running in Belgium", "Preemptible", "h", 4),
      sku("Spot Preemptible A3Ultra Instance Core running in Belgium", "Preemptible", "h", 0.01),
      sku("Spot Preemptible A3Ultra Instance Ram running in Belgium", "Preemptible", "GiBy.h", 0.001),
      sku("SSD backed Local Storage attached to Spot Preemptible VMs", "Preemptible", "GiBy.mo", 0.0365),
    ];
    const year = parts("Commitment v1: ", "Commit1Yr", 0.7).map((one) => ({
      ...one,
      description: `${one.description} for 1 Year`,
    }));
    const found = (await readAll(connector, page(...parts("", "OnDemand"), ...spot, ...year))).values("tenor");
    expect(Object.keys(found).toSorted()).toEqual(["m12", "on-demand", "spot"]);
    expect(found["spot"]).toBeCloseTo(whole / 2, 5);
    expect(found["m12"]).toBeCloseTo(whole * 0.7, 5);
    const alone = await readAll(connector, page(sku("H200 141GB GPU running in Belgium", "OnDemand", "h", 8)));
    expect(alone.rejected).toEqual({ "a part without its machine: no price of vCPU": 1 });
  });

  it("is passed as flex-start, in calendar mode and as a reservation's placeholder", async () => {
    const { observations, passed } = await readAll(
      connector,
      page(
        sku("H200 141GB GPU attached to DWS Defined Duration VMs running in Turin", "OnDemand", "h", 4),
        sku("Reserved H200 141GB GPU in Toronto in Calendar Mode", "OnDemand", "h", 5),
      ),
    );
    expect(observations).toEqual([]);
    expect(passed).toEqual({ [FLEX]: 1, [CALENDAR]: 1 });
  });
});

describe("Google's effective times", () => {
  const timed = (one: ReturnType<typeof sku>, ...times: [string, number][]) => ({
    ...one,
    pricingInfo: times.map(([effectiveTime, usd]) => ({
      ...sku("", "", one.pricingInfo[0]?.pricingExpression.usageUnit ?? "", usd).pricingInfo[0],
      effectiveTime,
    })),
  });
  const [gpu, core, ram, ssd] = machine();

  it("take the pricing that began last, in any order, and none that is to come", async () => {
    const times: [string, number][] = [
      ["2025-01-01T00:00:00Z", 20],
      ["2026-11-01T07:00:00Z", 10],
      ["2027-01-01T00:00:00Z", 5],
    ];
    const [old, young] = [times, times.toReversed()];
    if (!gpu) throw new Error("a machine has a GPU");
    for (const some of [old, young]) {
      const { observations } = await readAll(connector, page(timed(gpu, ...some), core, ram, ssd));
      expect(observations.map((one) => one.note)).toEqual([expect.stringContaining("8 × GPU at 10 ")]);
    }
    const future = await readAll(connector, page(timed(gpu, ["2027-01-01T00:00:00Z", 5]), core, ram, ssd));
    expect(future.observations).toEqual([]);
    expect(future.passed).toMatchObject({ "a price that is not in force yet": 1 });
  });
});
