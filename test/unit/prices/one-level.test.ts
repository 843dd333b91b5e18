import { describe, expect, test } from "vitest";
import { homeTitle } from "@/lib/dashboards/home/load";
import { factsTile } from "@/lib/dashboards/prices/facts-tile";
import { indexFigure } from "@/lib/dashboards/prices/index-figure";
import { detailLines, levelCell, levelFactsFinding } from "@/lib/dashboards/prices/level-facts";
import { type CardDay, chainMoved, movedLately } from "@/lib/dashboards/prices/market-levels";
import { marketLevelsFigure } from "@/lib/dashboards/prices/market-levels-figure";
import { rateCardLine, turns } from "@/lib/dashboards/prices/rate-card-line";
import { termFigure } from "@/lib/dashboards/prices/term-figure";
import { facts, price, pricesOf } from "./constructed";

// All levels are constructed.
const card = (day: string, value: number | null, chain = 100, chainFrom = "2026-01-01"): CardDay => ({
  day,
  value,
  low: value,
  high: value,
  votes: 5,
  grade: "B",
  fleets: 6,
  chain,
  chainFrom,
});
const label = (_: string, value: string) => value;

describe("a market's one level", () => {
  test("is the same number, day, kind and grade in tile, title and table", () => {
    const tile = factsTile(facts);
    const table = marketLevelsFigure("H100 SXM", label, [facts]);
    expect(levelFactsFinding("Neocloud on-demand H100 SXM", facts)).toBe(
      "Neocloud on-demand H100 SXM at $3.40 on 2026-04-19 (rate card, grade B, 21 votes)",
    );
    expect({ ...tile.cell, low: 2.5, high: 4.3 }).toEqual(table?.table.rows[0]?.["level"]);
    expect(tile.period).toBe("2026-04-19, rate card, grade B, 21 votes");
    expect(tile.details).toEqual([
      "quartiles $2.50 to $4.30",
      "matched offers +0.8% over 30 days",
      "40% of votes seen within 31 days, 90% within 92, an owner's together as one",
      "$3.90 weighted by installed fleets (6 owners)",
    ]);
  });

  test("does not call still what nobody saw again within a month", () => {
    const days = [card("2026-01-01", 3, 100), card("2026-01-31", 3, 100)];
    expect(movedLately(days, { day: "2026-01-31", seen31: 0.1 })).toBe(0);
    expect(movedLately(days, { day: "2026-01-31", seen31: 0 })).toBeNull();
    const unseen = { ...facts, moved30: null, seen31: 0 };
    expect(detailLines(unseen)[1]).toBe("no offer seen again within 31 days");
    expect(detailLines({ ...unseen, movedYear: 7.3 })[1]).toBe(
      "matched offers +7.3% over one year; no offer seen again within 31 days",
    );
  });

  test("goes into the home page's title with its day, kind and grade", () => {
    const tile = { ...factsTile(facts), label: "H100" };
    expect(homeTitle([tile])).toBe("H100: $3.40/GPU-hour on 2026-04-19 (rate card, grade B)");
    const stale = { ...facts, status: "E", recomputed: true } as const;
    expect(homeTitle([factsTile(stale)])).toContain(
      "(rate card, recomputed from what was known then, grade B, estimate)",
    );
  });

  test("says that it was computed for a past day, and then rests on the prices that it was computed from", () => {
    const then = { ...facts, recomputed: true, ref: null, sources: ["one", "two"] };
    expect(levelFactsFinding("X", then)).toContain("rate card, recomputed from what was known then");
    expect(levelCell(then)).toMatchObject({ sources: ["one", "two"] });
    expect(levelCell(then).ref).toBeUndefined();
  });

  test("stands in the chart of terms instead of a median of ours", () => {
    const prices = ["a", "b", "c"].map((one) => price(one, "2026-04-01", 9));
    const data = { ...pricesOf(prices), levels: new Map([["h100-sxm neocloud on-demand", { facts, days: [] }]]) };
    const [level] = termFigure(data).table.rows;
    expect([level?.["who"]?.value, level?.["price"]?.value]).toEqual(["Index", 3.4]);
  });
});

describe("a change of the chain", () => {
  const days = [card("2026-01-01", 3, 100), card("2026-01-31", 3, 110)];

  test("is told where the chain is unbroken over the days", () => {
    expect(chainMoved(days, "2026-01-31", 30)).toBeCloseTo(10, 9);
  });

  test("is none across a break, or where a day is missing", () => {
    const broken = [card("2026-01-01", 3, 100), card("2026-01-31", 3, 110, "2026-01-15")];
    expect(chainMoved(broken, "2026-01-31", 30)).toBeNull();
    expect(chainMoved(days, "2026-01-31", 29)).toBeNull();
    expect(chainMoved(days, "2026-01-30", 30)).toBeNull();
  });
});

describe("the line of a rate card", () => {
  const days = [
    card("2026-01-01", 3),
    card("2026-01-02", 3),
    card("2026-01-03", 4),
    card("2026-01-04", 4),
    card("2026-01-08", 4),
    card("2026-01-09", 4),
  ];

  test("keeps the days on which it moved, the ends of a gap and the newest: between them it stood", () => {
    expect(turns(days).map((one) => one.day)).toEqual([
      "2026-01-01",
      "2026-01-03",
      "2026-01-04",
      "2026-01-08",
      "2026-01-09",
    ]);
  });

  test("breaks on the first day on which fewer than three prices stood", () => {
    const { points } = rateCardLine({ key: "k", line: "Neocloud" }, { ...facts, days }, true);
    expect(points.map((one) => [one.x, one.y])).toEqual([
      ["2026-01-01", 3],
      ["2026-01-03", 4],
      ["2026-01-04", 4],
      ["2026-01-05", null],
      ["2026-01-08", 4],
      ["2026-01-09", 4],
    ]);
  });
});

test("rate card and assessed days are lines of their own, and without a level the figure says so", () => {
  const market = { key: "neocloud", line: "Neocloud", name: "Neocloud on-demand H100 SXM", assessed: [] };
  const heads = { id: "index", about: "H100 SXM index, on-demand", what: "Segment" };
  const none = indexFigure(heads, [{ ...market, cards: { ...facts, days: [] }, facts: null }]);
  expect([none.title, none.chart]).toEqual([
    "H100 SXM index, on-demand: no level, fewer than 3 posted prices stand",
    null,
  ]);
  const once = indexFigure(heads, [{ ...market, cards: { ...facts, days: [card("2026-02-01", 3)] }, facts: null }]);
  expect(once.title).toContain("fewer than 3 posted prices stand; the last stood on 2026-02-01");
  const some = indexFigure(heads, [{ ...market, cards: { ...facts, days: [card("2026-04-19", 3.4)] }, facts }]);
  expect(some.chart?.series.map((one) => [one.name, one.shape])).toEqual([["Neocloud, rate card", "step"]]);
  expect(some.title).toBe("Neocloud on-demand H100 SXM at $3.40 on 2026-04-19 (rate card, grade B, 21 votes)");
});
