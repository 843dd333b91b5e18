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
