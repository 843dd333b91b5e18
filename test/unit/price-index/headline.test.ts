import { describe, expect, it } from "vitest";
import { headlineLevel, headlineOf } from "@/lib/indices/headline-level";
import type { IndexReader } from "@/lib/indices/index-reader";
import type { AssessmentRow } from "@/lib/store/assessments";
import type { RateCardRow } from "@/lib/store/rate-cards";

// Constructed rows alone.
const MARKET = { gpu: "h100-sxm", segment: "neocloud", tenor: "on-demand" };
const assessed = (day: string, value: number | null, status: AssessmentRow["status"] = "final"): AssessmentRow => ({
  ...MARKET,
  day,
  revision: 0,
  publishedAt: `${day}T00:30:00.000Z`,
  value,
  chain: 100,
  status,
  providers: 8,
  observations: 9,
  routes: 2,
  maxWeight: 0.2,
  mad: 0.1,
  tierShare: {},
  inputHash: "i",
  parametersHash: "p",
  version: "1.1.0",
  reason: "FIRST",
  note: "",
});
const card = (day: string, value: number | null): RateCardRow => ({
  ...MARKET,
  day,
  revision: 0,
  value,
  low: value === null ? null : value - 0.5,
  high: value === null ? null : value + 0.5,
  votes: 12,
  owners: 9,
  seen31: 0.4,
  seen92: 0.8,
  grade: "B",
  chain: 100,
  chainFrom: "2026-01-01",
  companion: 3.9,
  fleets: 4,
  inputHash: "i",
  reason: "FIRST",
  publishedAt: `${day}T00:30:00.000Z`,
  version: "1.1.0",
});
const TODAY = "2026-11-20";
const told = (levels: AssessmentRow[], cards: RateCardRow[]) => headlineOf(MARKET, levels, cards, TODAY);

describe("the one headline of a market", () => {
  it("is the assessed level while that is at most seven days old, with its own votes and the day's quartiles", () => {
    const found = told([assessed("2026-11-13", 3.2)], [card("2026-11-13", 3.4), card(TODAY, 3.5)]);
    expect(found).toMatchObject({
      value: 3.2,
      kind: "assessed",
      day: "2026-11-13",
      low: 2.9,
      high: 3.9,
      grade: "A",
      votes: 8,
    });
    expect(found?.ref).toEqual({ series: "GPU_INDEX.H100_SXM.NEOCLOUD.ON_DEMAND.LEVEL", period: "2026-11-13" });
  });

  it("has no quartiles beside an assessed level that lies outside of them", () => {
    expect(told([assessed(TODAY, 4.2)], [card(TODAY, 3.4)])).toMatchObject({ value: 4.2, low: null, high: null });
  });

  it("is the level of posted prices from the eighth day on, with its date, kind and grade", () => {
    const found = told([assessed("2026-11-12", 3.2)], [card(TODAY, 3.5)]);
    expect(found).toMatchObject({ value: 3.5, kind: "rate-card", day: TODAY, grade: "B", votes: 12, owners: 9 });
    expect(found?.ref?.series).toBe("GPU_INDEX.H100_SXM.NEOCLOUD.ON_DEMAND.RATE_CARD");
  });

  it("is never what was carried, indicative or withheld", () => {
    const others = (["carried", "indicative"] as const).map((status) => assessed("2026-11-19", 9, status));
    const withheld = assessed("2026-11-19", null, "withheld");
    expect(told([...others, withheld], [card(TODAY, 3.5)])?.value).toBe(3.5);
  });

  it("is none where too few prices stand any more", () => {
    expect(told([], [card("2026-11-18", 3.4), card("2026-11-19", null)])).toBeNull();
    expect(told([], [card("2026-09-01", 3.4)])).toBeNull();
    expect(told([], [])).toBeNull();
  });

  it("as of a day before the index began is computed from what was known on it, and says so", async () => {
    const price = (provider: string, value: number) => ({
      series: provider,
      measure: "price",
      dims: { ...MARKET, provider, kind: "list", offer: "x8", region: "not-stated", prepay: "p0", publisher: "x" },
      unit: "USD/GPU-hour",
      frequency: "day" as const,
      period: "2024-02-01",
      periodEnd: null,
      periodLabel: null,
      value,
      low: null,
      high: null,
      status: "A" as const,
      confidence: null,
      knownAt: "2024-02-01T00:00:00.000Z",
      source: "constructed",
      note: null,
    });
    const reader: IndexReader = {
      asOfDay: "2024-03-01",
      asOf: new Date("2024-03-01T23:59:59.999Z"),
      may: (dataset) => dataset !== "neocloud-fleets",
      observations: async () => [price("a", 2), price("b", 3), price("c", 4)],
      assessments: async () => [],
      rateCards: async () => [],
      sellers: async () => ["a", "b", "c"].map((slug) => ({ slug, kind: "neocloud", partOf: null })),
    };
    expect(await headlineLevel(reader, MARKET)).toMatchObject({
      value: 3,
      day: "2024-03-01",
      kind: "rate-card",
      ref: null,
      isRecomputed: true,
    });
    expect(await headlineLevel({ ...reader, may: () => false }, MARKET)).toBeNull();
  });
});
