import { describe, expect, it } from "vitest";
import { connector } from "@/lib/ingest/connectors/vast-ai";
import { bookOf } from "@/lib/ingest/gpu/asks";
import { jsonPayload, readAll } from "./gpu-fixtures";

let next = 1;
const offer = (changes: object = {}) => {
  next += 1;
  return {
    id: next,
    machine_id: next,
    host_id: next,
    gpu_name: "H100 SXM",
    num_gpus: 8,
    gpu_ram: 81_559,
    dph_base: 24,
    min_bid: 16,
    geolocation: "Oregon, US",
    gpu_frac: 1,
    rentable: true,
    rented: false,
    ...changes,
  };
};
const read = (...offers: object[]) => readAll(connector, [jsonPayload({ offers })]);
const repeated = (times: number, changes: object) => Array.from({ length: times }, () => offer(changes));

describe("the depth of Vast.ai's book", () => {
  const confidence = async (...offers: object[]) => (await read(...offers)).observations.map((one) => one.confidence);

  it.each([
    ["four machines of four hosts", [1, 1, 1, 1], "high"],
    ["four machines of three hosts", [2, 1, 1], "high"],
    ["eight of eleven machines of one host", [8, 1, 1, 1], "low"],
    ["three of five machines of one host", [3, 1, 1], "low"],
    ["six machines of two hosts", [3, 3], "low"],
    ["three machines of three hosts", [1, 1, 1], "low"],
  ])("of %s", async (_, hosts, depth) => {
    const offers = hosts.flatMap((machines, host) => repeated(machines, { host_id: host, min_bid: null }));
    expect(await confidence(...offers)).toEqual([depth]);
  });

  it("counts a machine once, however many bundles of it are on show, and lists the others", async () => {
    const parts = [8, 4, 2, 1].map((gpus) =>
      offer({ machine_id: 1, host_id: 1, num_gpus: gpus, dph_base: gpus * 3, min_bid: null }),
    );
    const found = await read(...parts, ...repeated(3, { min_bid: null }));
    expect(found.observations).toHaveLength(1);
    expect(found.observations[0]?.note).toContain("7 offers of 4 machines and 4 hosts, of whom one has 1");
    expect(found.passed).toEqual({ "another offer of a machine that counts once": 3 });
  });

  it("is nothing where nobody asks", () => {
    expect(bookOf([])).toBeNull();
  });
});

describe("a slice on Vast.ai", () => {
  it.each([
    ["H100 SXM", 10_240],
    ["H100 PCIE", 40_960],
    ["H200", 71_000],
    ["B200", 92_000],
    ["A100 SXM4", 20_480],
    ["L40S", 24_000],
    ["H100 SXM MIG 1g.10gb", 10_240],
    ["A100 SXM4 MIG 3g.40gb", 40_960],
  ])("of %s with %d MiB passes, whatever its name", async (gpu_name, gpu_ram) => {
    const found = await read(offer({ gpu_name, gpu_ram, num_gpus: 1, gpu_frac: 0.14 }));
    expect([found.observations, found.passed]).toEqual([[], { "a slice of a GPU": 1 }]);
  });

  it.each([
    ["H100 NVL", 95_830, "h100-nvl"],
    ["H200", 143_771, "h200"],
    ["B200", 183_359, "b200"],
    ["A100 SXM4", 40_960, "a100-40gb"],
    ["A100 PCIE", 81_920, "a100-80gb"],
  ])("is not what a part of a machine is: a whole %s with %d MiB counts", async (gpu_name, gpu_ram, gpu) => {
    const found = await read(offer({ gpu_name, gpu_ram, num_gpus: 1, gpu_frac: 0.25, dph_base: 2, min_bid: 1 }));
    expect(found.values("gpu", "tenor")).toEqual({ [`${gpu} on-demand`]: 2, [`${gpu} spot`]: 1 });
  });
});

describe("least bids on Vast.ai", () => {
  it("that are the ask once more are no spot price", async () => {
    const found = await read(offer({ min_bid: 24 }));
    expect(found.values("tenor")).toEqual({ "on-demand": 3 });
    expect(found.passed).toEqual({ "a least bid that is the ask once more": 1 });
  });

  it("above the ask are held where there is no other", async () => {
    const found = await read(offer({ dph_base: 24, min_bid: 32 }), offer({ dph_base: 40, min_bid: null }));
    expect(found.doubts.map(({ value, rule }) => [value, rule])).toEqual([[4, "below"]]);
  });

  it("above the ask do not move the median of those below it", async () => {
    const found = await read(offer({ min_bid: 16 }), offer({ min_bid: 80 }));
    expect(found.values("tenor")).toEqual({ "on-demand": 3, spot: 2 });
    expect([found.doubts, found.passed]).toEqual([[], { "a least bid above the ask of its machine": 1 }]);
  });
});

describe("Vast.ai's answer", () => {
  it("has fields that are known by now", async () => {
    const fields = { avail_vol_ask_id: 1, avail_vol_dph: 0.1, avail_vol_size: 9, bundled_results: null };
    expect((await read(offer({ ...fields, vram_costperhour: 0.01, verification: "verified" }))).unknownFields).toEqual(
      [],
    );
  });

  it("passes machines that somebody rents and offers that ended, and says when it is cut at its limit", async () => {
    expect((await read(offer({ rentable: false }), offer({ rented: true }))).passed).toEqual({
      "a machine that somebody rents": 2,
    });
    expect((await read(offer({ end_date: Date.parse("2026-11-01") / 1000 }))).passed).toEqual({
      "an offer that has ended": 1,
    });
    expect((await read(...repeated(3000, {}))).rejected).toEqual({ "the list of offers ends at its limit": 1 });
  });
});
