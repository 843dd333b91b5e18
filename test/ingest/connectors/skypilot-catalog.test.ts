import { describe, expect, it } from "vitest";
import { connector } from "@/lib/ingest/connectors/skypilot-catalog";
import type { Question } from "@/lib/ingest/fetch/ask";
import { context, jsonPayload, payloadOf, readAll, rehearse } from "./gpu-fixtures";

const HEADER =
  "InstanceType,AcceleratorName,AcceleratorCount,vCPUs,MemoryGiB,GpuInfo,Price,SpotPrice,Region,AvailabilityZone";
const csv = (cloud: string, ...lines: string[]) =>
  payloadOf(cloud, `https://raw.example/${cloud}/vms.csv`, `${[HEADER, ...lines].join("\n")}\n`);

describe("SkyPilot catalogue", () => {
  it("asks one file for each of ten clouds, as a cross-check", async () => {
    const { asked, observations } = await rehearse(connector);
    expect(connector.role).toBe("cross-check");
    const clouds = "aws azure gcp oci lambda runpod vast verda nebius hyperstack".split(" ");
    expect(asked.map((one) => one.name)).toEqual(["versions", ...clouds.flatMap((one) => [`${one} written`, one])]);
    expect(new Set(observations.map(({ dims }) => dims["kind"]))).toEqual(new Set(["catalogue"]));
  });

  it("divides the machine's price by its GPUs, under the providers' own codes and machines", async () => {
    expect((await rehearse(connector)).values("gpu", "provider", "tenor", "offer")).toMatchObject({
      "h100-sxm aws on-demand x8-p5-48xlarge": 6.88,
      "h200-sxm aws on-demand x8-p5en-48xlarge": 7.912,
      "h100-sxm azure on-demand x8-standard-nd96isr-h100-v5": 12.29,
      "h100-nvl azure on-demand x1-standard-nc40ads-h100-v5": 6.98,
      "h100-sxm oracle-oci on-demand x8-bm-gpu-h100-8": 10,
      "h100-sxm lambda on-demand x8-h100-sxm5": 3.99,
      "h100-sxm nebius on-demand x8-gpu-h100-sxm-8gpu-128vcpu-1600gb": 2.95,
      "h100-sxm nebius spot x8-gpu-h100-sxm-8gpu-128vcpu-1600gb": 1.25,
      "h100-sxm verda on-demand x1-1h100-80s-32v": 3.25,
    });
  });

  it("puts back the form factor that the accelerator's name lost (T6)", async () => {
    expect((await rehearse(connector)).values("gpu", "provider", "offer")).toMatchObject({
      "h100-sxm vast-ai x1": 1.87,
      "h100-nvl vast-ai x1": 2.08,
      "h100-pcie runpod x1-h100-secure": expect.any(Number),
      "h100-pcie hyperstack x8-n3-h100x8": 1.9,
      "h100-pcie hyperstack x8-n3-h100x8-nvlink": 1.95,
      "h100-sxm hyperstack x8-n3-h100-sxm5x8": 2.4,
    });
  });

  it("tells A100s apart by the memory of one GPU, however a cloud writes it", async () => {
    expect((await rehearse(connector)).values("gpu", "provider", "offer")).toMatchObject({
      "a100-40gb vast-ai x2-sxm": 0.745,
      "a100-80gb vast-ai x1-pcie": 0.87,
      "a100-80gb runpod-community x1-pcie": 1.19,
      "a100-80gb runpod-community x1-sxm": 1.39,
      "a100-40gb lambda x1-a100-sxm4": 1.99,
      "a100-40gb oracle-oci x8-bm-gpu4-8": 3.05,
    });
  });

  it("adds Google's GPUs to their machine, and rejects either without the other (T7)", async () => {
    const { values, rejected, samples, observations } = await rehearse(connector);
    expect(values("provider", "tenor", "offer")["google-cloud on-demand x8-a3-highgpu-8g"]).toBeCloseTo(
      87.83246 / 8,
      5,
    );
    const google = observations.filter(({ dims }) => dims["provider"] === "google-cloud").map((one) => one.value);
    for (const part of [1.18251, 9.46006 / 8, 9.79655, 74.49392 / 8]) expect(google).not.toContain(part);
    expect(rejected).toMatchObject({ "a machine without its GPUs": 1, "GPUs without their machine": 1 });
    expect(samples).toEqual(expect.arrayContaining(["a3-megagpu-8g us-central1-a", "H200 × 8.0"]));
  });

  it("tells the median of a region's zones with what they span", async () => {
    const { observations } = await rehearse(connector);
    const spot = observations.find(({ dims }) => dims["provider"] === "aws" && dims["tenor"] === "spot");
    expect(spot).toMatchObject({ value: 3.26, low: 3.01, high: 3.51, dims: { region: "us-east-1" } });
  });

  it("takes an empty price and 0.00 for none (T2)", async () => {
    const { passed, observations } = await rehearse(connector);
    expect(passed).toMatchObject({ "no on-demand price": 1 });
    expect(observations.every((one) => (one.value ?? 0) > 0)).toBe(true);
  });

  it("passes spot by rule, regions that nothing is compared in, and machines that are not tracked", async () => {
    expect((await rehearse(connector)).passed).toMatchObject({
      "spot of oracle-oci is a share of its list by rule": 1,
      "spot of verda is a share of its list by rule": 2,
      "region not compared: aws ap-northeast-1": 1,
      "machine not tracked: aws g6e.2xlarge": 2,
    });
  });

  it("rejects a cut line and a count that the machine does not have, and goes on", async () => {
    const { rejected } = await rehearse(connector);
    expect(rejected).toMatchObject({
      "a line of another width than the header": 1,
      "another number of GPUs than the machine has": 1,
    });
    const odd = await readAll(connector, [csv("lambda", "gpu_1x_h100_pcie,H100,1,26,200,,free,,us-east-1,")]);
    expect(odd.rejected).toMatchObject({ "a on-demand price that is none": 1, "no catalogue of a provider": 9 });
  });

  it("notes a new column and fails where a needed one is missing or the file is empty", async () => {
    const wide = payloadOf(
      "lambda",
      "https://raw.example/",
      `${HEADER},New\ngpu_1x_h100_pcie,H100,1,26,200,,3.29,,us-east-1,,x\n`,
    );
    expect((await readAll(connector, [wide])).unknownFields).toEqual(["New"]);
    const narrow = payloadOf("lambda", "https://raw.example/", "InstanceType,AcceleratorName\n");
    await expect(readAll(connector, [narrow])).rejects.toThrow("SkyPilot's lambda has no column “AcceleratorCount”.");
    await expect(readAll(connector, [payloadOf("lambda", "https://raw.example/", "")])).rejects.toThrow("is empty");
  });
});

const lambda = (machine: string, price: string, spot = "", region = "us-east-1") =>
  `${machine},H100-SXM,8.0,208,1800,"{'MemoryInfo': {'SizeInMiB': 81920}}",${price},${spot},${region},`;
const node = "gpu_8x_h100_sxm5";

describe("a spot price in SkyPilot's catalogue", () => {
  it("that equals the list is none, in any of a machine's places, and never lowers a median", async () => {
    const { values, passed } = await readAll(connector, [
      csv("lambda", lambda(node, "24", "24"), lambda(node, "26", "", "us-west-2"), lambda(node, "24.0", "24.00", "eu")),
    ]);
    expect(values("tenor")).toEqual({ "on-demand": 3 });
    expect(passed).toMatchObject({ "a spot price that equals the list: the source knows of none": 2 });
  });

  it("that is below the list is one", async () => {
    const { values } = await readAll(connector, [csv("lambda", lambda(node, "24", "12"))]);
    expect(values("tenor")).toEqual({ "on-demand": 3, spot: 1.5 });
  });

  it("of Google that equals the sum of its parts is none", async () => {
    const host = "a3-highgpu-8g,,,208,1872,,9,9,us-central1,us-central1-a";
    const gpus = ",H100,8,,,,79,79,us-central1,us-central1-a";
    const { values } = await readAll(connector, [csv("gcp", host, gpus)]);
    expect(values("tenor")).toEqual({ "on-demand": 11 });
  });
});

describe("rows of one offer in SkyPilot's catalogue", () => {
  it.each([
    ["a node and one of its GPUs", ["23.92", "2.99"]],
    ["one of its GPUs and twice the node", ["2.99", "23.92", "23.92"]],
    ["a price and more than twice of it", ["24", "60"]],
    ["two prices that nothing but the price tells apart", ["24", "25"], "us-east-1"],
  ])("that stand for %s are held, and no median of them is proposed", async (_, prices, region = "") => {
    const rows = prices.map((price, at) => lambda(node, price, "", region || `us-east-${at}`));
    const { observations, doubts } = await readAll(connector, [csv("lambda", ...rows)]);
    expect(doubts.map((one) => one.rule)).toEqual(["contradiction"]);
    expect(prices.map((price) => Number((Number(price) / 8).toFixed(6)))).toContain(observations[0]?.value);
  });

  it("that differ as prices of places do become their median", async () => {
    const rows = ["24", "26", "28"].map((price, at) => lambda(node, price, "", `us-east-${at}`));
    const { values, doubts } = await readAll(connector, [csv("lambda", ...rows)]);
    expect([values("tenor"), doubts]).toEqual([{ "on-demand": 3.25 }, []]);
  });

  it("are refused where the machine's name counts other GPUs, and Google's where its GPUs have two prices", async () => {
    const named = await readAll(connector, [csv("lambda", lambda("gpu_4x_h100_sxm5", "24"))]);
    expect([named.observations, named.rejected]).toMatchObject([
      [],
      { "another number of GPUs than the machine has": 1 },
    ]);
    const host = "a3-highgpu-8g,,,208,1872,,9,3,us-central1,us-central1-a";
    const gpus = (price: string) => `,H100,8,,,,${price},30,us-central1,us-central1-a`;
    const two = await readAll(connector, [csv("gcp", host, gpus("79"), gpus("9.9"))]);
    expect([two.observations, two.rejected]).toMatchObject([[], { "two prices for the GPUs of one machine": 1 }]);
  });

  it("are no GPUs where there is a part of one, by its count or its memory", async () => {
    const { observations, passed } = await readAll(connector, [
      csv(
        "nebius",
        `slice,H100,0.5,8,80,"{'Gpus': [{'Name': 'H100'}]}",1,,eu,`,
        `mig,H100,1,8,80,"{'MemoryInfo': {'SizeInMiB': 20480}}",1,,eu,`,
        `h100-1g.10gb,H100,1,8,80,,1,,eu,`,
      ),
    ]);
    expect([observations, passed]).toMatchObject([[], { "a slice of a GPU": 3 }]);
  });
});

describe("the date of SkyPilot's catalogue", () => {
  const written = (cloud: string, date: string, sha = "abc123") =>
    jsonPayload([{ sha, commit: { committer: { date } } }], `${cloud} written`);
  const file = payloadOf(
    "lambda",
    "https://raw.githubusercontent.com/skypilot-org/skypilot-catalog/master/catalogs/v8/lambda/vms.csv",
    `${HEADER}\n${lambda(node, "24")}\n`,
  );

  it("is the day on which a file was written, shown by an address of that day", async () => {
    const { observations, stale } = await readAll(connector, [written("lambda", "2026-11-20T08:00:00Z"), file]);
    expect(observations).toMatchObject([{ period: "2026-11-20", knownAt: "2026-11-20T00:00:00Z" }]);
    expect(observations[0]?.note).toContain("/skypilot-catalog/abc123/catalogs/v8/lambda/vms.csv");
    expect(stale).toEqual([]);
  });

  it("says that nobody writes the catalogue where its newest file is older than a week, and keeps its date", async () => {
    const old = [written("lambda", "2026-10-01T08:00:00Z"), file];
    const { observations, stale } = await readAll(connector, old);
    expect(observations.map((one) => one.period)).toEqual(["2026-10-01"]);
    expect(stale).toEqual([
      "SkyPilot's catalogue was last written on 2026-10-01, 54 days ago; it used to be written anew within 7 days.",
    ]);
    const alive = await readAll(connector, [written("aws", "2026-11-24T01:00:00Z"), ...old]);
    expect(alive.stale).toEqual([]);
  });

  it("says which file has not been written for a quarter, though the catalogue is", async () => {
    const { stale } = await readAll(connector, [
      written("aws", "2026-11-24T01:00:00Z"),
      written("lambda", "2026-08-01T08:00:00Z"),
      file,
    ]);
    expect(stale).toEqual([expect.stringMatching(/^SkyPilot's lambda was last written on 2026-08-01, 115 days ago/)]);
  });

  it("is the day of the fetch where GitHub does not tell", async () => {
    for (const silent of [[], [jsonPayload({ message: "rate limit" }, "lambda written")]]) {
      const { observations } = await readAll(connector, [...silent, file]);
      expect(observations.map((one) => one.period)).toEqual([context().day]);
    }
  });

  it("is asked of the newest version, and of the one before where a cloud is not in it yet", async () => {
    const asked: Question[] = [];
    await connector.fetch((question) => {
      asked.push(question);
      if (question.name === "versions")
        return Promise.resolve(jsonPayload([{ name: "v9" }, { name: "v8" }, { name: "v10" }, { name: "README.md" }]));
      return Promise.resolve(question.url.includes("/v10/aws/") ? null : file);
    }, context());
    const files = asked.map((one) => /catalogs\/(v\d+\/\w+)\/vms\.csv$/.exec(one.url)?.[1]).filter(Boolean);
    expect(files.slice(0, 3)).toEqual(["v10/aws", "v9/aws", "v10/azure"]);
  });
});
