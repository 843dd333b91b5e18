import { readFileSync } from "node:fs";
import { parse } from "csv-parse/sync";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { gpuPriceOffers } from "@/lib/datasets/codes/gpu-price-offers";
import { gpuPriceProviders } from "@/lib/datasets/codes/gpu-price-providers";
import { gpuPriceRegions } from "@/lib/datasets/codes/gpu-price-regions";
import { segmentOfKind, sellerOf } from "@/lib/datasets/codes/gpu-price-sellers";

const Rows = z.array(z.record(z.string(), z.string()));
const rowsOf = (path: string) =>
  Rows.parse(parse(readFileSync(new URL(`../../../db/starter/${path}`, import.meta.url)), { columns: true }));

const prices = rowsOf("observations/gpu-prices.csv");
const tokens = rowsOf("observations/token-prices.csv");
const clouds = [...rowsOf("entities/cloud/clouds.csv"), ...rowsOf("entities/cloud/price-providers.csv")];
const from = (source: string) => prices.filter((one) => one["source"] === source);
const BUYABLE = new Set(["list", "quote", "ask"]);

describe("the prices of the starter dataset", () => {
  it("name every provider, region and offer in words", () => {
    const unnamed = prices.flatMap(({ provider = "", region = "", offer = "" }) => [
      ...(provider in gpuPriceProviders ? [] : [provider]),
      ...(region in gpuPriceRegions ? [] : [region]),
      ...(offer in gpuPriceOffers ? [] : [offer]),
    ]);
    expect([...new Set(unnamed)]).toEqual([]);
  });

  it("find each seller in the roster of clouds, with a kind; only a broker's unnamed partners have none", () => {
    const kinds = new Map(clouds.map((one) => [one["slug"], one["kind"]]));
    const sellers = new Set(prices.filter((one) => BUYABLE.has(one["kind"] ?? "")).map((one) => one["provider"] ?? ""));
    const homeless = [...sellers].filter((one) => !kinds.get(sellerOf(one)));
    expect(homeless.toSorted()).toEqual(["pi-partner-dc-roan", "pi-partner-dc-wildebeest"]);
    const segments = ["coreweave", "crusoe", "nebius", "together-ai"].map((one) =>
      segmentOfKind(kinds.get(sellerOf(one))),
    );
    expect(segments).toEqual(["neocloud", "neocloud", "neocloud", "neocloud"]);
    expect(segmentOfKind(kinds.get(sellerOf("runpod-community")))).toBe("marketplace");
    expect(segmentOfKind(kinds.get("fal"))).toBeNull();
  });

  it("keep the network that a source states", () => {
    const stated = prices.filter((one) => /; (Ethernet|InfiniBand)$/.test(one["note"] ?? ""));
    expect(stated.length).toBe(20);
    expect(stated.filter((one) => !/-(ethernet|infiniband)$/.test(one["offer"] ?? ""))).toEqual([]);
  });

  it("show AWS's cut of June 2025 as one offer at two prices", () => {
    const own = from("prices-aws-p5-tracker").map((one) => [one["period"], Number(one["value"]), one["offer"]]);
    const at = own.findIndex(([day]) => day === "2025-06-05");
    expect(own.slice(at - 1, at + 1)).toEqual([
      ["2025-06-01", 12.29, "x8-p5-48xlarge"],
      ["2025-06-05", 6.88, "x8-p5-48xlarge"],
    ]);
  });

  it("never put two sets of AWS's spot pools into one series", () => {
    const breaks = ["2024-11-25", "2025-01-31", "2025-04-28", "2026-01-26"];
    const setOf = (day: string) => breaks.filter((one) => one <= day).length;
    const sets = new Map<string, Set<number>>();
    for (const { offer = "", period = "" } of from("prices-aws-spot-history"))
      sets.set(offer, (sets.get(offer) ?? new Set()).add(setOf(period)));
    expect(sets.size).toBe(5);
    expect([...sets.values()].filter((one) => one.size > 1)).toEqual([]);
  });

  it("are medians of asks with quartiles where a marketplace is meant, and thin where the source says so", () => {
    const asks = from("prices-ccir-vast");
    expect(asks.filter((one) => one["kind"] !== "ask" || !one["low"] || !one["high"] || !one["confidence"])).toEqual(
      [],
    );
  });

  it("are known when the record was public, which for a copied database is the day of its first commit", () => {
    expect(new Set(from("prices-getdeploying-monthly").map((one) => one["known_at"]))).toEqual(new Set(["2026-05-08"]));
    expect(from("prices-gpurentalprices").filter((one) => one["known_at"] !== one["period"])).toEqual([]);
  });
});

describe("the token prices of the starter dataset", () => {
  it("say of each that its day is the one on which it was first seen", () => {
    expect(tokens.length).toBe(802);
    expect(tokens.filter((one) => !/not the day of the change/.test(one["note"] ?? ""))).toEqual([]);
  });
});
