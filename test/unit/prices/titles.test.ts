import { describe, expect, test } from "vitest";
import { extremesWords } from "@/lib/dashboards/prices/extremes";
import { levelFigure } from "@/lib/dashboards/prices/level-figure";
import { publishedFigure, publishedLine } from "@/lib/dashboards/prices/published-figure";
import { termFigure } from "@/lib/dashboards/prices/term-figure";
import type { Observation } from "@/lib/store/rows";
import { facts, price, pricesOf, sourcesOfGrade } from "./constructed";

// All prices are constructed.
const months = (provider: string, ...prices: number[]) =>
  prices.map((value, i) => price(provider, `2026-0${i + 1}-05`, value));
const marketsWith = (all: Observation[]) => ({ markets: pricesOf(all).markets });
const steady = ["a", "b", "c"].flatMap((one) => months(one, 4, 4, 5));

describe("a change in a title", () => {
  test("is of the same offers: one that comes or goes moves nothing", () => {
    const joined = [...steady, price("d", "2026-02-05", 1), price("d", "2026-03-05", 1, { offer: "x8" })];
    const figure = levelFigure(pricesOf(joined, { show: "change" }), "neocloud", "on-demand");
    expect(figure.title).toContain("+25% in Mar-26 on the month before, same offers of 3 providers");
    expect(figure.table.rows.map((row) => row["shown"]?.value)).toEqual([
      expect.closeTo(25, 9),
      expect.closeTo(0, 9),
      null,
    ]);
  });

  test("is not made where fewer than three providers had the same offer at both times", () => {
    const others = [...steady.slice(0, 6), price("x", "2026-02-05", 9), price("y", "2026-02-05", 9)];
    const figure = levelFigure(pricesOf(others, { show: "year" }), "neocloud", "on-demand");
    expect(figure.title).toContain("no month assessed");
  });

  test("a chain ends at a month that was not seen and is not carried over it", () => {
    const gap = [...steady, ...["a", "b", "c"].map((one) => price(one, "2026-05-05", 2))];
    const figure = levelFigure(pricesOf(gap, { show: "index" }), "neocloud", "on-demand");
    expect(figure.chart?.series[0]?.points.map((one) => one.y)).toEqual([100, 100, expect.closeTo(125, 9), null, null]);
  });
});

describe("one price has one number", () => {
  test("where the index says a market's level no median of ours stands in title, chart or table", () => {
    const data = { ...pricesOf(steady), levels: new Map([["h100-sxm neocloud on-demand", { facts, days: [] }]]) };
    const figure = levelFigure(data, "neocloud", "on-demand");
    expect(figure.title).toBe("Neocloud on-demand h100-sxm: list prices of 3 providers in Mar-26, at $5.00");
    const offers = [...steady, price("a", "2026-03-06", 9, { offer: "x8" })];
    expect(levelFigure({ ...data, ...marketsWith(offers) }, "neocloud", "on-demand").title).toBe(
      "Neocloud on-demand h100-sxm: list prices of 3 providers in Mar-26, each one's median, from $5.00 to $7.00",
    );
    expect(figure.chart?.series.map((one) => one.name)).toEqual(["Single providers"]);
    expect(figure.table.rows.map((row) => row["who"]?.value)).not.toContain("Median of providers");
  });

  test("several variants of a GPU are counted, not priced, in a title", () => {
    const pcie = steady.map((one) => ({ ...one, dims: { ...one.dims, gpu: "h100-pcie" } }));
    const figure = levelFigure(
      { ...pricesOf([...steady, ...pcie], {}, ["h100-sxm", "h100-pcie"]), gpuName: "H100" },
      "neocloud",
      "on-demand",
    );
    expect(figure.title).toBe("Neocloud on-demand H100: 2 of 2 variants assessed in Mar-26");
  });
});

describe("a term against on demand", () => {
  const term = (provider: string, value: number) => price(provider, "2026-03-15", value, { tenor: "m12" });

  test("is held against it at the providers that quote both alone", () => {
    const all = [...steady, term("a", 4), term("b", 4), term("c", 2.5), ...["x", "y", "z"].map((one) => term(one, 1))];
    const figure = termFigure(pricesOf(all, { on: "2026-04-01", window: "90" }));
    expect(figure.title).toBe(
      "Neocloud 12-month h100-sxm: −20% against on demand at the 3 providers that quote both, 2026-04-01",
    );
  });

  test("is not held against it where three do not", () => {
    const figure = termFigure(
      pricesOf([...steady, ...["x", "y", "z"].map((one) => term(one, 1))], { on: "2026-04-01", window: "90" }),
    );
    expect(figure.title).toBe("h100-sxm by tenor, newest prices up to 2026-04-01: 2 of 2 markets with a level");
    const single = termFigure(pricesOf([...steady, term("x", 1)], { on: "2026-04-01", window: "90" }));
    expect(single.title).toMatch(/: 1 of 2 markets with a level, the others of single prices$/);
  });
});

describe("the cheapest and the dearest", () => {
  const data = {
    today: "2026-04-20",
    label: (_: string, value: string) => value,
    sources: sourcesOfGrade("press", "a"),
  };
  const eight = (provider: string, value: number) => price(provider, "2026-04-01", value, { offer: "x8" });

  test("are told of the same offer, with how many and when", () => {
    expect(extremesWords(data, [eight("a", 2), eight("b", 3), eight("c", 4)])).toBe(
      "lowest of 3 providers of the same offer, 2026-04-01: a, $2.00; highest of 3 providers of the same offer, 2026-04-01: c, $4.00",
    );
  });

  test("are not told by what nobody can look up", () => {
    const three = [eight("a", 2), eight("b", 3), eight("c", 4)];
    expect(extremesWords({ ...data, sources: sourcesOfGrade("unverified", "a") }, three)).toMatch(/^highest/);
  });

  test("are not told of a tie, of two, of old prices, or where another offer goes beyond", () => {
    expect(extremesWords(data, [eight("a", 2), eight("b", 2), eight("c", 2)])).toBe("");
    expect(extremesWords(data, [eight("a", 2), eight("b", 3)])).toBe("");
    const old = ["a", "b", "c"].map((one, i) => price(one, "2025-11-01", i + 1, { offer: "x8" }));
    expect(extremesWords(data, old)).toBe("");
    const single = price("d", "2026-04-01", 1, { offer: "x1" });
    expect(extremesWords(data, [eight("a", 2), eight("b", 3), eight("c", 4), single])).toBe(
      "highest of 3 providers of the same offer, 2026-04-01: c, $4.00",
    );
  });
});

describe("what others publish", () => {
  const index = (provider: string, period: string, value: number) => price(provider, period, value, { kind: "index" });
  const titleOf = (all: Observation[], sources = sourcesOfGrade("press", "a")) =>
    publishedFigure({ ...pricesOf(all, { kind: "index" }), sources }).title;

  test("is led by the newest that somebody can look up", () => {
    const two = [index("a", "2026-03-01", 2), index("b", "2026-03-05", 9)];
    expect(titleOf(two)).toBe("b, on-demand, h100-sxm: $9.00 on 2026-03-05, of 2 published lines");
    expect(titleOf(two, sourcesOfGrade("unverified", "b"))).toBe(
      "a, on-demand, h100-sxm: $2.00 on 2026-03-01, of 2 published lines",
    );
    expect(titleOf([index("a", "2026-03-01", 2)], sourcesOfGrade("unverified", "a"))).toBe(
      "1 published line, none of which can be looked up",
    );
  });

  test("is told from end to end where a line has several values for its newest day", () => {
    expect(titleOf([index("a", "2026-03-01", 2), index("a", "2026-03-01", 3)])).toBe(
      "a, on-demand, h100-sxm: $2.00 to $3.00 on 2026-03-01, of 1 published line",
    );
  });
});

describe("a publisher's line", () => {
  const index = (period: string, value: number, offer = "not-stated") =>
    price("aws", period, value, { kind: "index", tenor: "spot", offer });

  test("breaks where other pools are measured, and where it was silent", () => {
    const pools = [
      index("2026-01-01", 3, "pools-a"),
      index("2026-02-01", 3, "pools-a"),
      index("2026-03-01", 2, "pools-b"),
    ];
    const silent = [...pools, index("2026-04-01", 2, "pools-b"), index("2026-09-01", 2, "pools-b")];
    expect(publishedLine("aws", silent).points.map((one) => [one.x, one.y])).toEqual([
      ["2026-01-01", 3],
      ["2026-02-01", 3],
      ["2026-02-28", null],
      ["2026-03-01", 2],
      ["2026-04-01", 2],
      ["2026-08-31", null],
      ["2026-09-01", 2],
    ]);
  });

  test("is no line where two values are of one day", () => {
    expect(publishedLine("band", [index("2026-01-01", 3), index("2026-01-01", 4, "high")]).shape).toBe("points");
  });
});
