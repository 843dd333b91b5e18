import { describe, expect, test } from "vitest";
import { datasetOf } from "@/lib/datasets/registry";
import { Confidence, Status } from "@/lib/kernel/status";
import { confidenceOf } from "@/lib/provenance/confidence";
import { Grade } from "@/lib/provenance/grade";
import { relayedActual, statusFrom } from "@/lib/provenance/relayed-actual";

const financials = datasetOf("company-financials");
const prices = datasetOf("gpu-prices");
const share = datasetOf("hbm-share");
const reported = { basis: "reported", company: "meta", line: "capex", currency: "usd" };
const rank = (one: Confidence): number => ["low", "medium", "high"].indexOf(one);

describe("confidence where nobody said any", () => {
  test.each([
    ["A", "primary", "high", "primary source for a reported figure"],
    ["A", "press", "medium", "press report of a reported figure"],
    ["A", "unverified", "low", "source that cannot be looked up for a reported figure"],
    ["P", "relay", "low", "relay of a provisional figure"],
    ["E", "data-vendor", "medium", "data vendor for an estimate"],
    ["E", "press", "low", "press report of an estimate"],
    ["F", "primary", "low", "primary source for a forecast"],
    ["G", "primary", "high", "primary source for guidance"],
    ["C", "data-vendor", "medium", "data vendor for a consensus"],
  ] as const)("%s from %s is %s: %s", (status, grade, confidence, why) => {
    expect(confidenceOf(financials, { status, dims: reported }, grade)).toEqual({ confidence, why });
  });

  test("a computed figure is less sure than what it was computed from, and says so", () => {
    expect(confidenceOf(financials, { status: "A", dims: { ...reported, basis: "derived" } }, "primary")).toEqual({
      confidence: "medium",
      why: "primary source for a reported figure, computed from what was filed",
    });
  });

  test("a public record of prices is a witness: what it saw is surer than what it relays", () => {
    const list = { kind: "list" };
    expect(confidenceOf(prices, { status: "A", dims: list }, "relay")).toEqual({
      confidence: "medium",
      why: "public record of a price that it saw itself",
    });
    expect(confidenceOf(prices, { status: "A", dims: { kind: "catalogue" } }, "relay").confidence).toBe("low");
    expect(confidenceOf(prices, { status: "A", dims: list }, "unverified").confidence).toBe("low");
  });

  test("a nearer source is never less sure, and a view is never surer than an actual", () => {
    for (const dataset of [financials, prices, share])
      for (const status of Status.options) {
        const ranks = Grade.options.map((grade) => rank(confidenceOf(dataset, { status, dims: {} }, grade).confidence));
        expect(ranks).toEqual(ranks.toSorted((a, b) => b - a));
        for (const grade of Grade.options)
          expect(rank(confidenceOf(dataset, { status, dims: {} }, grade).confidence)).toBeLessThanOrEqual(
            rank(confidenceOf(dataset, { status: "A", dims: {} }, grade).confidence),
          );
      }
  });
});

describe("a relayed actual", () => {
  test("is provisional in datasets of what others reported, and stands where a source saw it itself", () => {
    for (const grade of ["relay", "unverified"] as const) {
      expect(statusFrom(financials, "A", grade)).toBe("P");
      expect(statusFrom(prices, "A", grade)).toBe("A");
      expect(relayedActual(financials, "A", grade)).toMatch(/is not actual before the report is cited/);
    }
    for (const grade of ["primary", "data-vendor", "press"] as const)
      expect(statusFrom(financials, "A", grade)).toBe("A");
  });

  test("changes nothing about what says of itself that it is no actual", () => {
    for (const status of Status.options.filter((one) => one !== "A"))
      for (const grade of Grade.options) expect(statusFrom(financials, status, grade)).toBe(status);
  });
});
