import { describe, expect, it } from "vitest";
import { connector } from "@/lib/ingest/connectors/cyclenerd-gcp";
import { context, payloadOf, readAll } from "./gpu-fixtures";

const file = (about: string, instances: Record<string, string> = { "a3-highgpu-8g": "hour: 88" }) =>
  [
    "about:",
    "  url: https://github.example/",
    ...about.split("\n").map((line) => `  ${line}`),
    "compute:",
    "  instance:",
    ...Object.entries(instances).flatMap(([type, cost]) => [
      `    ${type}:`,
      ...(cost.includes("h100:") || cost.includes("a100:") ? [`      ${cost.split("; ")[0]}`] : []),
      "      cost:",
      "        us-central1:",
      ...cost
        .split("; ")
        .filter((line) => !/^[ah]100:/.test(line))
        .map((line) => `          ${line}`),
    ]),
  ].join("\n");
const read = (about: string, instances?: Record<string, string>) =>
  readAll(connector, [payloadOf("pricing.yml", "https://source.example/", file(about, instances))]);
const RECENT = "timestamp: 1795414397";

describe("the date of Google's prices as Cyclenerd keeps them", () => {
  it.each([
    ["seconds", "timestamp: 1795414397", "2026-11-23"],
    ["words", "generated: Mon Nov 23 06:13:17 2026", "2026-11-23"],
    ["words and seconds", "generated: Mon Nov 23 06:13:17 2026\ntimestamp: 1795414397", "2026-11-23"],
    ["a day", "generated: 2026-11-20", "2026-11-20"],
    ["a moment", "generated: 2026-11-20T23:59:00Z", "2026-11-20"],
  ])("is what the file says in %s, and known from then on", async (_, about, period) => {
    const found = await read(about);
    expect(found.observations.map((one) => [one.period, one.knownAt])).toEqual([[period, `${period}T00:00:00Z`]]);
    expect(found.stale).toEqual([]);
  });

  it("stays the file's where nobody writes it any more, which is said", async () => {
    const found = await read("generated: Thu Jul 30 06:13:17 2026\ntimestamp: 1785391997");
    expect(found.observations.map((one) => one.period)).toEqual(["2026-07-30"]);
    expect(found.stale).toEqual([
      "pricing.yml was last written on 2026-07-30, 117 days ago; it used to be written anew within 30 days.",
    ]);
  });

  it("is the older one of two that differ, which is said", async () => {
    const found = await read("generated: Thu Nov 12 06:13:17 2026\ntimestamp: 1795414397");
    expect(found.observations.map((one) => one.period)).toEqual(["2026-11-12"]);
    expect(found.rejected).toEqual({ "the file says two dates; the older counts": 1 });
  });

  it("is the day of the fetch where the file says none", async () => {
    expect((await read("copyright: x")).observations.map((one) => one.period)).toEqual([context().day]);
  });
});

describe("Google's machines as Cyclenerd lists them", () => {
  it.each([
    ["a2-highgpu-2g", 2],
    ["a2-highgpu-4g", 4],
    ["a2-megagpu-16g", 16],
    ["a2-ultragpu-2g", 2],
    ["a2-ultragpu-4g", 4],
    ["a3-ultragpu-8g", 8],
  ])("are read: %s", async (type, gpus) => {
    const found = await read(RECENT, { [type]: `hour: ${gpus * 4}` });
    expect(found.values("offer")).toEqual({ [`x${gpus}-${type}`]: 4 });
  });

  it.each(["a3-highgpu-1g", "a3-highgpu-2g", "a3-highgpu-4g"])(
    "that cannot be had on demand have a spot price alone, as in Google's own catalogue: %s",
    async (type) => {
      const cost = "hour: 44; hour_spot: 16; month: 32120; month_1y: 21900; month_3y: 14600";
      const found = await read(RECENT, { [type]: cost });
      expect(Object.keys(found.values("tenor"))).toEqual(["spot"]);
      expect(found.passed).toEqual({ [`had as spot or reservation only: ${type}`]: 3 });
    },
  );

  it("have no spot price where it is the list once more", async () => {
    const found = await read(RECENT, { "a3-highgpu-8g": "hour: 88; hour_spot: 88" });
    expect(found.values("tenor")).toEqual({ "on-demand": 11 });
    expect(found.passed).toMatchObject({ "a spot price that equals the list: the source knows of none": 1 });
  });

  it("are refused where the file counts other GPUs than the machine has", async () => {
    const found = await read(RECENT, { "a2-highgpu-1g": "a100: 2; hour: 7", "a3-highgpu-8g": "h100: 8; hour: 88" });
    expect(found.values("offer")).toEqual({ "x8-a3-highgpu-8g": 11 });
    expect(found.rejected).toEqual({ "another number of GPUs than the machine has": 1 });
  });
});
