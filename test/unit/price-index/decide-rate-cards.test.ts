import { describe, expect, it } from "vitest";
import { decideRateCards, type RateCardOrder } from "@/lib/indices/decide-rate-cards";
import { businessDaysBetween, dayPlus } from "@/lib/models/price-index/business-days";
import { parameters, type RateCardParameters } from "@/lib/models/price-index/parameters";
import type { Posting } from "@/lib/models/price-index/posting";
import { rateCards } from "@/lib/models/price-index/rate-card";
import type { NewRateCard, RateCardRow } from "@/lib/store/rate-cards";

// Constructed prices alone: four owners, each read every few days, rising by steps.
const FIRST = "2026-01-01";
const market = { gpu: "h100-sxm", segment: "neocloud", tenor: "on-demand" };
const { rateCard } = parameters;
if (!rateCard) throw new Error("the method has a rate card");
const rules: RateCardParameters = rateCard;

const post = (owner: string, day: string, price: number): Posting => ({
  day,
  owner,
  provider: owner,
  offer: { node: "8+", form: "", network: "" },
  price,
  nearness: 1,
  route: "archive",
  series: owner,
});
const postings = ["a", "b", "c", "d"].flatMap((owner, at) =>
  Array.from({ length: 20 }, (_, n) =>
    post(owner, dayPlus(FIRST, n * 9 + at * 2), 2 + at / 4 + Math.floor(n / 5) / 10),
  ),
);

const known = (rows: readonly NewRateCard[]): RateCardRow[] =>
  rows.map((row) => ({ ...row, publishedAt: "2026-01-01T00:00:00.000Z", version: "1.1.0" }));

/** One run on a day, over what earlier runs have published. */
function run(today: string, before: readonly NewRateCard[], given: readonly Posting[] = postings): NewRateCard[] {
  const rows = known(before);
  const order: RateCardOrder = {
    market,
    walk: (from) =>
      rateCards({
        postings: given,
        fleets: [],
        lifeDays: 183,
        from,
        to: dayPlus(today, -1),
        table: parameters,
        rules,
      }),
    moves: null,
    standing: new Map(rows.map((row) => [row.day, row])),
    newest: rows.at(-1)?.day ?? null,
    from: FIRST,
    to: dayPlus(today, -1),
    today,
    table: parameters,
  };
  return decideRateCards(order);
}

describe("the level of posted prices, computed run by run", () => {
  it("is the same as computed at once, in values, chain and hash, whether runs are near or far apart", () => {
    const end = dayPlus(FIRST, 150);
    const whole = run(end, []);
    for (const every of [1, 13, 40]) {
      let published: NewRateCard[] = [];
      for (let day = dayPlus(FIRST, 60); day <= end; day = dayPlus(day, every))
        published = [...published, ...run(day, published)];
      published = [...published, ...run(end, published)];
      const told = (rows: readonly NewRateCard[]) =>
        rows.map((row) => [row.day, row.value, row.low, row.high, row.votes, row.chainFrom, row.inputHash]);
      expect(told(published)).toEqual(told(whole));
      published.forEach((row, at) => expect(row.chain).toBeCloseTo(whole[at]?.chain ?? 0, 2));
    }
  });

  it("links its chain to what was published, though the walk begins later", () => {
    const published = run(dayPlus(FIRST, 60), []);
    const late = postings.filter((one) => one.day >= dayPlus(FIRST, 30));
    const next = run(dayPlus(FIRST, 61), published, late);
    expect(next.length).toBe(1);
    expect(next[0]?.chainFrom).toBe(published.at(-1)?.chainFrom);
    expect(next[0]?.chain).toBeCloseTo(published.at(-1)?.chain ?? 0, 2);
  });

  it("restates the last business days by 1 % or more, and never what is older", () => {
    const today = dayPlus(FIRST, 100);
    const published = run(today, []);
    expect(run(today, published)).toEqual([]);
    const wrong = dayPlus(today, -40);
    const recent = dayPlus(today, -3);
    const raised = postings.map((one) => ({
      ...one,
      price: one.day >= wrong && one.day < recent ? one.price * 1.2 : one.price,
    }));
    const days = run(today, published, raised).map((row) => [row.day, row.revision, row.reason]);
    expect(days.length).toBeGreaterThan(0);
    expect(days.every(([day]) => businessDaysBetween(String(day), today) <= 5)).toBe(true);
    expect(days.every(([, revision, reason]) => revision === 1 && reason === "INPUTS")).toBe(true);
  });

  it("withdraws a recent day on which too few prices stand after all", () => {
    const today = dayPlus(FIRST, 100);
    const published = run(today, []);
    const two = postings.filter((one) => one.owner < "c");
    const withdrawn = run(today, published, two);
    expect(withdrawn.length).toBeGreaterThan(0);
    expect(withdrawn.every((row) => row.value === null && row.low === null && row.revision === 1)).toBe(true);
  });
});
