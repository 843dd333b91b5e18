import { beforeAll, describe, expect, it } from "vitest";
import { loadAssessment } from "@/lib/dashboards/prices/load-assessment";
import { headlineLevel } from "@/lib/indices/headline-level";
import { walked } from "@/lib/indices/decide-rate-cards";
import { byMarket, placedPrices } from "@/lib/indices/postings";
import { marketKey } from "@/lib/models/price-index/market";
import { publishIndices } from "@/lib/indices/publish-indices";
import { explainedRateCard, recomputedLevels } from "@/lib/indices/recomputed-levels";
import { rosterOf } from "@/lib/indices/roster";
import { middle } from "@/lib/models/price-index/level";
import { parameters } from "@/lib/models/price-index/parameters";
import { readSellers } from "@/lib/store/read-sellers";
import { dayPlus } from "@/lib/models/price-index/business-days";
import { readObservations } from "@/lib/store/read-observations";
import { type RateCardRow, readRateCards } from "@/lib/store/rate-cards";
import { loadWholeStarter, readerOn } from "../setup/starter-pages";
import { useStore } from "../setup/store";

const store = useStore();
const H100 = { gpu: "h100-sxm", segment: "neocloud", tenor: "on-demand" } as const;
let cards: RateCardRow[] = [];

beforeAll(async () => {
  await loadWholeStarter(store.db);
  cards = await readRateCards(store.db.sql, {});
});

const of = (segment: string, gpu = "h100-sxm", tenor = "on-demand") =>
  cards.filter((one) => one.gpu === gpu && one.segment === segment && one.tenor === tenor && one.value !== null);
const mean = (values: readonly number[]) => values.reduce((sum, one) => sum + one, 0) / values.length;
const between = (segment: string, from: string, to: string) =>
  mean(of(segment).flatMap(({ day, value }) => (value !== null && day >= from && day <= to ? [value] : [])));

describe("the levels over the starter data", () => {
  it("have a value for neocloud H100 on demand on every day since September 2023", () => {
    const days = new Set(of("neocloud").map((one) => one.day));
    const newest = [...days].toSorted().at(-1) ?? "";
    const missing: string[] = [];
    for (let day = "2023-09-01"; day <= newest; day = dayPlus(day, 1)) if (!days.has(day)) missing.push(day);
    expect(missing).toEqual([]);
    expect(newest >= "2026-11-23").toBe(true);
  });

  // What trackers and lists of those periods say, each within 5 %.
  it.each([
    ["late 2023", "2023-10-01", "2023-12-31", 4.5, 4.5],
    ["the first half of 2025", "2025-01-01", "2025-06-30", 3.1, 3.1],
    ["the last quarter of 2025", "2025-10-01", "2025-12-31", 2.4, 2.7],
    // From mid-November 2025 to 10 February 2026 the lists of two owners alone were read; the level stands at 2.40.
    ["the first half of 2026, since its lists are known", "2026-02-11", "2026-06-30", 3.0, 3.0],
    ["the third quarter of 2026", "2026-07-01", "2026-09-30", 3.3, 3.3],
    ["October 2026", "2026-10-01", "2026-10-31", 3.4, 3.4],
  ])("lie for neocloud H100 on demand in %s where the market was", (_, from, to, low, high) => {
    const level = between("neocloud", from, to);
    expect(level).toBeGreaterThanOrEqual(low * 0.95);
    expect(level).toBeLessThanOrEqual(high * 1.05);
  });

  it("follow AWS's cut of June 2025 on the day on which it was seen", () => {
    const value = (day: string) => of("hyperscaler").find((one) => one.day === day)?.value ?? Number.NaN;
    expect(value("2025-06-04")).toBeCloseTo(11.06, 2);
    expect(value("2025-06-05")).toBeCloseTo(10, 2);
    expect(between("hyperscaler", "2026-07-01", "2026-09-30")).toBeGreaterThan(9.5);
  });

  it("lie within 5 % of what fifteen sellers asked in a survey that is left out of them", async () => {
    const SURVEY = "adrian-nutiu-gpurentalprices-com";
    const prices = await readObservations(store.db.sql, { dataset: "gpu-prices", where: { tenor: "on-demand" } });
    const roster = rosterOf(await readSellers(store.db.sql));
    const placedOf = (given: typeof prices) => byMarket(placedPrices(given, roster)).get(marketKey(H100)) ?? [];
    const [from, to] = ["2026-07-01", "2026-09-30"];
    const others = placedOf(prices.filter((one) => one.dims["publisher"] !== SURVEY));
    const without = walked({ market: H100, placed: others, fleets: [], from, to, table: parameters });
    const asked = new Map<string, number[]>();
    for (const { posting } of placedOf(prices))
      if (posting?.route === SURVEY && posting.day >= from && posting.day <= to)
        asked.set(posting.owner, [...(asked.get(posting.owner) ?? []), posting.price]);
    expect(asked.size).toBeGreaterThanOrEqual(15);
    const survey = middle([...asked.values()].map(middle));
    const level = mean([...without].map((card) => card.median));
    expect(Math.abs(level / survey - 1)).toBeLessThan(0.05);
  });

  it("are there for other GPUs, segments and tenors too, from 2023 on, and of three votes each", () => {
    const markets = new Set(cards.map((one) => `${one.gpu} ${one.segment} ${one.tenor}`));
    for (const market of ["b200-sxm neocloud", "h200-sxm hyperscaler", "a100-80gb neocloud", "h100-sxm marketplace"])
      expect(markets).toContain(`${market} on-demand`);
    expect(cards.filter((one) => one.votes < 3 || one.owners < 2 || one.day < "2023-01-01")).toEqual([]);
  });

  it("are stored as observations with quartiles and a confidence by their grade", async () => {
    const stored = await readObservations(store.db.sql, {
      dataset: "gpu-price-index",
      measure: "rate_card",
      where: H100,
    });
    expect(stored.length).toBe(of("neocloud").length);
    const newest = stored.at(-1);
    expect(newest).toMatchObject({ value: of("neocloud").at(-1)?.value, source: "halfpitch-gpu-price-index-1-1-0" });
    expect((newest?.low ?? 9) < (newest?.value ?? 0) && (newest?.value ?? 9) < (newest?.high ?? 0)).toBe(true);
    expect(newest?.confidence).toBe({ A: "high", B: "medium", C: "low" }[of("neocloud").at(-1)?.grade ?? "C"]);
  });

  it("have a companion weighted with fleets once fleets were known, on no day before", () => {
    const told = of("neocloud").filter((one) => one.companion !== null);
    expect(told[0]?.day).toBe("2025-12-17");
    expect(told.filter((one) => one.fleets < 3)).toEqual([]);
  });

  it("are the same whether a year is computed at once or its last weeks later", async () => {
    const reader = readerOn(store.db, null);
    const { days } = await recomputedLevels(reader, H100, { from: "2026-11-01" });
    const published = of("neocloud").filter((one) => one.day >= "2026-11-01");
    expect(days.map((one) => [one.day, Number(one.median.toFixed(4))])).toEqual(
      published.map((one) => [one.day, one.value]),
    );
    expect(await publishIndices(store.db)).toMatchObject({ cards: 0, appended: 0 });
  });
});

describe("a reader of the index", () => {
  it("is told one number with its date, kind and grade", async () => {
    const found = await headlineLevel(readerOn(store.db, null), H100);
    expect(found).toMatchObject({ kind: "rate-card", isRecomputed: false, version: "1.1.0" });
    expect(found?.value).toBe(of("neocloud").at(-1)?.value);
  });

  it("as of a day before it began reads a level from what was known on that day alone", async () => {
    const past = await headlineLevel(readerOn(store.db, "2025-06-30"), H100);
    expect(past).toMatchObject({ isRecomputed: true, ref: null, day: "2025-06-30" });
    const { placed } = await recomputedLevels(readerOn(store.db, "2025-06-30"), H100);
    expect(placed.filter(({ observation }) => observation.knownAt > "2025-06-30T23:59:59.999Z")).toEqual([]);
    expect(placed.length).toBeGreaterThan(0);
  });

  it("finds who votes in a level, and that it follows from the stored prices", async () => {
    const reader = readerOn(store.db, null);
    for (const day of ["2023-11-15", "2026-03-15", "2026-08-15"]) {
      const found = await explainedRateCard(reader, H100, day);
      expect([day, found.isSame, found.votes.length]).toEqual([day, true, found.published?.votes]);
      expect(found.votes.filter((one) => found.sourceOf(one.series, one.seen) === null)).toEqual([]);
      expect(found.refused.length).toBeGreaterThan(0);
    }
  });

  it("finds both levels of a day on its page, each figure with its sources", async () => {
    const reader = readerOn(store.db, null);
    const model = await loadAssessment(reader, { ...H100, day: "" });
    expect(model.title).toMatch(/posted prices, grade [ABC]/);
    const votes = model.figures.find((one) => one.id === "rate-card");
    expect(votes?.title).toMatch(/^\d+ providers have a vote, with \d+ posted prices$/);
    expect(votes?.sources.length).toBeGreaterThan(1);
    const [assessed] = (await reader.assessments({ gpus: ["h100-sxm"] })).filter(
      (one) => one.segment === "neocloud" && one.tenor === "on-demand" && one.value !== null,
    );
    const both = await loadAssessment(reader, { ...H100, day: assessed?.day ?? "" });
    expect(both.figures.map((one) => one.id)).toEqual(
      expect.arrayContaining(["votes", "inputs", "exclusions", "revisions", "rate-card", "refused"]),
    );
  });
});
