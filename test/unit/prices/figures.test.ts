import { describe, expect, test } from "vitest";
import { withSources } from "@/lib/dashboards/figure-sources";
import { cutsOf } from "@/lib/dashboards/prices/events";
import { levelFigure } from "@/lib/dashboards/prices/level-figure";
import { levelsFigure } from "@/lib/dashboards/prices/levels-figure";
import { dim, marketsOf } from "@/lib/dashboards/prices/market";
import { providersFigure, stalenessWord } from "@/lib/dashboards/prices/providers-figure";
import { publishedFigure } from "@/lib/dashboards/prices/published-figure";
import { termFigure } from "@/lib/dashboards/prices/term-figure";
import { price, pricesOf } from "./constructed";

const three = [price("a", "2026-03-02", 2), price("b", "2026-03-09", 3), price("c", "2026-03-30", 7)];

describe("markets", () => {
  test("never mix GPUs, segments, tenors or kinds of price", () => {
    const others = [{ gpu: "h100-pcie" }, { segment: "hyperscaler" }, { tenor: "m12" }, { kind: "quote" }];
    const mixed = [...three, ...others.map((dims) => price("d", "2026-03-03", 50, dims))];
    const markets = marketsOf(mixed, ["h100-sxm"]);
    expect(markets).toHaveLength(5);
    expect(markets[0]?.levels[0]?.quartiles).toEqual({ q1: 2.5, median: 3, q3: 5 });
    expect(markets.slice(1).every((market) => market.levels.every((level) => level.quartiles === null))).toBe(true);
  });

  test("leave out prices that are paid in full beforehand", () => {
    const market = marketsOf([...three, price("d", "2026-03-03", 1, { prepay: "p100" })], ["h100-sxm"])[0];
    expect(market?.levels[0]?.votes.map((vote) => vote.provider)).toEqual(["a", "b", "c"]);
  });
});

describe("the level of one segment and tenor", () => {
  test("says level, month and providers, and leads single prices back", () => {
    const figure = levelFigure(pricesOf([...three, price("a", "2026-04-02", 4)]), "neocloud", "on-demand");
    expect(figure.title).toBe(
      "Neocloud on-demand h100-sxm listed at a median of $3.00 in Mar-26, from 3 providers; not assessed since",
    );
    expect(withSources(figure).sources).toEqual(["source-of-a", "source-of-b", "source-of-c"]);
    const [april, , march, first] = figure.table.rows;
    expect(april?.["price"]).toMatchObject({ value: null, text: "not assessed (1 of 3 providers)" });
    expect(march?.["price"]).toMatchObject({ value: 3, low: 2.5, high: 5, status: "A" });
    expect(march?.["price"]?.derivation).toContain("median of 3 providers' Mar-26 list prices");
    expect(march?.["price"]?.ref).toBeUndefined();
    expect(first?.["price"]?.ref?.period).toBe("2026-03-02");
  });

  test("draws a gap where a month has too few providers", () => {
    const figure = levelFigure(pricesOf([...three, price("a", "2026-04-02", 4)]), "neocloud", "on-demand");
    const median = figure.chart?.series.find((one) => one.name === "Median");
    expect(median?.points.map((one) => [one.x, one.y])).toEqual([
      ["2026-03-01", 3],
      ["2026-04-01", null],
    ]);
  });

  test("has no value for a change on a month that was not assessed", () => {
    const february = [price("a", "2026-01-02", 2), price("b", "2026-01-09", 3), price("c", "2026-01-30", 7)];
    const figure = levelFigure(pricesOf([...february, ...three], { show: "change" }), "neocloud", "on-demand");
    expect(figure.table.rows.map((row) => row["shown"]?.value)).toEqual([null, null]);
    expect(figure.title).toContain("no month assessed");
  });

  test("keeps the variants of a family as lines of their own", () => {
    const pcie = three.map((one) =>
      price(dim(one, "provider"), one.period, (one.value ?? 0) / 2, { gpu: "h100-pcie" }),
    );
    const data = pricesOf([...three, ...pcie, ...three.map((one) => ({ ...one, period: "2026-02-02" }))], {}, [
      "h100-sxm",
      "h100-pcie",
    ]);
    const figure = levelFigure({ ...data, gpuName: "H100" }, "neocloud", "on-demand");
    const newest = figure.table.rows.filter((row) => row["month"]?.value === "2026-03-01");
    expect(newest.map((row) => [row["gpu"]?.value, row["price"]?.value])).toEqual([
      ["h100-sxm", 3],
      ["h100-pcie", 1.5],
    ]);
  });
});

test("the table of levels counts providers and never shows a number for fewer than three", () => {
  const figure = levelsFigure(pricesOf([...three, price("a", "2026-03-02", 9, { segment: "hyperscaler" })]));
  const [neocloud, hyperscaler] = figure.table.rows;
  expect(neocloud?.["level"]).toMatchObject({ value: 3, sources: ["source-of-a", "source-of-b", "source-of-c"] });
  expect(hyperscaler?.["level"]).toMatchObject({ value: null, text: "not assessed (1 of 3 providers)" });
  expect(hyperscaler?.["providers"]?.value).toBe(1);
});

test("the term structure takes the newest price of each provider within the window, single prices below three", () => {
  const year = ["a", "b"].map((provider) => price(provider, "2026-03-15", 1.5, { tenor: "m12" }));
  const old = price("c", "2025-01-01", 1, { tenor: "m12" });
  const figure = termFigure(pricesOf([...three, ...year, old], { on: "2026-04-01", window: "90" }));
  const levels = figure.table.rows.filter((row) => row["who"]?.value === "Median of providers");
  expect(levels.map((row) => [row["tenor"]?.value, row["price"]?.value, row["price"]?.text])).toEqual([
    ["On demand", 3, undefined],
    ["12 months", null, "not assessed (2 of 3 providers)"],
  ]);
  expect(figure.chart?.categories).toEqual(["On demand", "12 mo"]);
});

test("providers are shown with when they were seen last and how stale that is", () => {
  const figure = providersFigure(pricesOf([...three, price("a", "2026-04-19", 2.1)]));
  expect(figure.table.rows.map((row) => [row["provider"]?.value, row["price"]?.value, row["age"]?.text])).toEqual([
    ["a", 2.1, "fresh, 1 day"],
    ["c", 7, "fresh, 21 days"],
    ["b", 3, "ageing, 42 days"],
  ]);
  expect(figure.table.rows.every((row) => row["price"]?.ref !== undefined)).toBe(true);
  expect([22, 23, 45, 46].map((days) => stalenessWord(days, 45))).toEqual(["fresh", "ageing", "ageing", "stale"]);
});

test("published indices are lines of their own and enter no level", () => {
  const index = { segment: "index", kind: "index", gpu: "h100" };
  const data = pricesOf([
    ...three,
    price("ocpi", "2026-03-01", 2.4, index),
    price("ocpi", "2026-04-01", 2.6, index),
    price("sd", "2026-03-05", 5, index),
  ]);
  const figure = publishedFigure(data);
  expect(figure.chart?.series.map((one) => [one.name, one.shape, one.points.length])).toEqual([
    ["ocpi, on-demand, h100", "line", 2],
    ["sd, on-demand, h100", "points", 1],
  ]);
  expect(data.markets).toHaveLength(1);
});

test("a provider's fall to one price is one cut, whoever saw it; spot prices, asks and medians of offers have none", () => {
  const fall = [price("a", "2026-01-01", 4), price("a", "2026-02-01", 3)];
  const again = [price("a", "2026-01-08", 4, { region: "india" }), price("a", "2026-02-08", 3, { region: "india" })];
  const [market] = marketsOf([...fall, ...again], ["h100-sxm"]);
  expect(market && cutsOf(market).map((cut) => [cut.after.day, cut.percent])).toEqual([["2026-02-01", -25]]);
  const [spot] = marketsOf(
    [price("a", "2026-01-01", 4, { tenor: "spot" }), price("a", "2026-02-01", 3, { tenor: "spot" })],
    [],
  );
  expect(spot && cutsOf(spot)).toEqual([]);
  const [ask] = marketsOf(
    fall.map((one) => ({ ...one, dims: { ...one.dims, kind: "ask" } })),
    [],
  );
  const [spread] = marketsOf(
    fall.map((one) => ({ ...one, low: 1, high: 9 })),
    [],
  );
  expect([ask, spread].map((one) => one && cutsOf(one))).toEqual([[], []]);
});
