import { strToU8, zipSync } from "fflate";
import { describe, expect, it } from "vitest";
import { connector } from "@/lib/ingest/connectors/gpuhunt-catalog";
import { context, payloadOf, readAll, rehearse } from "./gpu-fixtures";

const HEADER =
  "instance_name,location,price,cpu,memory,gpu_count,gpu_name,gpu_memory,spot,disk_size,gpu_vendor,flags,cpu_arch,provider_data";
const zipped = (provider: string, ...lines: string[]) =>
  payloadOf(
    `${provider} 20261123-131`,
    `https://s3.example/v3/${provider}/20261123-131/catalog.zip`,
    zipSync({ [`${provider}.csv`]: strToU8([HEADER, ...lines].join("\r\n")) }),
  );
const line = (machine: string, location: string, price: string, gpus: string, gpu: string, spot: string) =>
  `${machine},${location},${price},192,2048.0,${gpus},${gpu},80.0,${spot},,nvidia,,x86,{}`;

describe("gpuhunt catalogue", () => {
  it("asks each provider's version and then its archive, and says which provider has none", async () => {
    const { asked, samples } = await rehearse(connector);
    expect(connector.role).toBe("cross-check");
    expect(asked.slice(0, 2).map((one) => new URL(one.url).pathname)).toEqual([
      "/v3/aws/version",
      "/v3/aws/20261123-131/catalog.zip",
    ]);
    expect(samples).toContain("cloudrift");
  });

  it("divides the machine's price by its GPUs, and names machines as the providers' own lists do", async () => {
    const found = (await rehearse(connector)).values("gpu", "provider", "tenor", "offer");
    expect(found).toMatchObject({
      "h100-sxm aws on-demand x8-p5-48xlarge": 6.88,
      "h100-nvl azure on-demand x1-standard-nc40ads-h100-v5": 6.98,
      "h100-sxm lambda on-demand x8-h100-sxm5": 3.99,
      "h100-sxm lambda on-demand x1-h100-sxm5": 4.29,
      "h100-sxm oracle-oci on-demand x8-bm-gpu-h100-8": 10,
      "h100-sxm verda on-demand x1-1h100-80s-30v": 3.95,
    });
    expect(found["h100-sxm google-cloud on-demand x8-a3-highgpu-8g"]).toBeCloseTo(11.06, 2);
  });

  it("finds the form factor that the GPU's name lost in the machine's, and leaves it open where neither has it (T6)", async () => {
    expect((await rehearse(connector)).values("gpu", "provider", "offer")).toMatchObject({
      "h100-sxm runpod x8-nvidia-h100-80gb-hbm3": 3.29,
      "h100-pcie runpod x1-nvidia-h100-pcie": 2.39,
      "h200 runpod x8-nvidia-h200-cluster": 4.31,
      "h100-sxm runpod-community x1": 2.69,
    });
  });

  it("passes calendar mode, which is no price on demand (T8)", async () => {
    const { passed, observations } = await rehearse(connector);
    expect(passed).toMatchObject({ "calendar mode: reserved for up to 90 days and no price on demand": 1 });
    expect(observations.map((one) => one.value)).not.toContain(41 / 8);
  });

  it("passes the last good file of a provider that could not be collected for more than three days (T12)", async () => {
    const { passed, values } = await rehearse(connector);
    expect(passed).toMatchObject({ "stale at the source": 1 });
    expect(values("provider")).not.toHaveProperty("nebius");
    const aged = await readAll(
      connector,
      [zipped("aws", line("p5.48xlarge", "us-east-1", "55.04", "8", "H100", "False"))],
      context({ day: "2026-11-27" }),
    );
    expect(aged.observations).toEqual([]);
    expect(aged.passed).toEqual({ "stale at the source": 1 });
  });

  it("dates prices by the version, from when they were known", async () => {
    const { observations } = await rehearse(connector);
    expect(new Set(observations.map((one) => `${one.period} ${one.knownAt}`))).toEqual(
      new Set(["2026-11-23 2026-11-23T00:00:00Z"]),
    );
  });

  it("passes spot that is a share of the list by rule", async () => {
    expect((await rehearse(connector)).passed).toMatchObject({
      "spot of oracle-oci is a share of its list by rule": 1,
      "spot of verda is a share of its list by rule": 1,
    });
  });

  it("rejects rows that lost their price, their count or half of themselves, and goes on", async () => {
    const { rejected, values } = await readAll(connector, [
      zipped(
        "aws",
        line("p5.48xlarge", "us-east-1", "", "8", "H100", "False"),
        line("p5.48xlarge", "us-east-1", "55.04", "4", "H100", "False"),
        line("p5.48xlarge", "us-east-1", "55.04", "8", "H100", "maybe"),
        "p5.48xlarge,us-east-1,55.04,192,2048.0,8,H1",
        "p5.48xlarge,us-east-1,55.04,192,2048.0,8,H100",
        line("p5.48xlarge", "us-east-2", "55.04", "8", "H100", "False"),
      ),
    ]);
    expect(values("region")).toEqual({ "us-east-2": 6.88 });
    expect(rejected).toMatchObject({
      "no price or no number of GPUs": 1,
      "another number of GPUs than the machine has": 1,
      "no word on whether it is spot": 1,
      "a line of another width than the header": 1,
    });
  });

  it("fails in words where the archive is none, is cut or holds something else", async () => {
    const name = "aws 20261123-131";
    await expect(readAll(connector, [payloadOf(name, "https://s3.example/", "<Error/>")])).rejects.toThrow(
      /no archive/,
    );
    const whole = zipSync({ "aws.csv": strToU8(`${HEADER}\r\n`) });
    await expect(readAll(connector, [payloadOf(name, "https://s3.example/", whole.slice(0, 40))])).rejects.toThrow(
      /no archive/,
    );
    const other = payloadOf(name, "https://s3.example/", zipSync({ "gcp.csv": strToU8(HEADER) }));
    await expect(readAll(connector, [other])).rejects.toThrow("aws 20261123-131 holds no aws.csv.");
    const bare = payloadOf(name, "https://s3.example/", zipSync({ "aws.csv": strToU8("name,price\r\n") }));
    await expect(readAll(connector, [bare])).rejects.toThrow("has no column “instance_name”");
    const version = () => Promise.resolve(payloadOf("aws version", "https://s3.example/", "<html>"));
    await expect(connector.fetch(version, context())).rejects.toThrow(/names no version/);
  });

  it("says of each file that is old by its version that nobody writes it any more", async () => {
    const { stale } = await rehearse(connector);
    expect(stale).toEqual([
      "gpuhunt's file of nebius was last written on 2026-11-01, 23 days ago; it used to be written anew within 3 days.",
    ]);
  });

  it("takes a spot row at the price of the row on demand for none", async () => {
    const { values, passed } = await readAll(connector, [
      zipped(
        "aws",
        line("p5.48xlarge", "us-east-1", "55.04", "8", "H100", "False"),
        line("p5.48xlarge", "us-east-1", "55.04", "8", "H100", "True"),
        line("p5.48xlarge", "us-west-2", "24", "8", "H100", "True"),
      ),
    ]);
    expect(values("region", "tenor")).toEqual({ "us-east-1 on-demand": 6.88, "us-west-2 spot": 3 });
    expect(passed).toEqual({ "a spot price that equals the list: the source knows of none": 1 });
  });

  it("passes a Capacity Block, which is no price on demand", async () => {
    const block = line("p5.48xlarge", "us-east-1", "39.8", "8", "H100", "False").replace(
      ",nvidia,,",
      ",nvidia,aws-capacity-block,",
    );
    const list = line("p5.48xlarge", "us-east-1", "55.04", "8", "H100", "False");
    const { values, passed } = await readAll(connector, [zipped("aws", block, list)]);
    expect(values("tenor")).toEqual({ "on-demand": 6.88 });
    expect(passed).toEqual({ "a Capacity Block: paid before and for its days, no price on demand": 1 });
  });

  it("passes what Google does not sell on demand, as Google's own list does", async () => {
    const { values, passed } = await readAll(connector, [
      zipped(
        "gcp",
        line("a3-highgpu-1g", "us-central1-a", "11", "1", "H100", "False"),
        line("a3-highgpu-1g", "us-central1-a", "4", "1", "H100", "True"),
      ),
    ]);
    expect(values("tenor")).toEqual({ spot: 4 });
    expect(passed).toEqual({ "had as spot or reservation only: a3-highgpu-1g": 1 });
  });
});
