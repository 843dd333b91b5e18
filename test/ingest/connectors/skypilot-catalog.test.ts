import { describe, expect, it } from "vitest";
import { connector } from "@/lib/ingest/connectors/skypilot-catalog";
import { payloadOf, readAll, rehearse } from "./gpu-fixtures";

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
