import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { dayPlus } from "@/lib/models/price-index/business-days";
import type { Fleet } from "@/lib/models/price-index/companion";
import type { Posting } from "@/lib/models/price-index/posting";
import { weightedQuantile } from "@/lib/models/price-index/quantile";
import { gradeOf, lifeOf } from "@/lib/models/price-index/rate-card";
import { DAY, EIGHT, on, ONE, OPEN, post, rules, three, walk, walking } from "./constructed-prices";

describe("the level of posted prices", () => {
  it("is the median of the prices that stand, with quartiles, from three votes on", () => {
    expect(on(three, DAY)).toMatchObject({ median: 3, low: 2.25, high: 3.75, votes: 3, owners: 3, grade: "A" });
    expect(on(three.slice(1), DAY)).toBeNull();
  });

  it("stands for as long as a price list does, unseen, and for a year at hyperscalers", () => {
    expect(on(three, dayPlus(DAY, 183))?.median).toBe(3);
    expect(on(three, dayPlus(DAY, 184))).toBeNull();
    expect(lifeOf("hyperscaler", "on-demand", rules)).toBe(365);
    expect(lifeOf("neocloud", "spot", rules)).toBe(31);
    expect(walk(three, dayPlus(DAY, 300), [], 365).at(-1)?.day).toBe(dayPlus(DAY, 300));
  });

  it("ends a price on the day on which it is seen changed", () => {
    const later = dayPlus(DAY, 10);
    const cards = walk([...three, post("b", 3.6, later)], later);
    expect(cards.at(-2)?.median).toBe(3);
    expect(cards.at(-1)?.median).toBe(3.6);
  });

  it("says how lately its votes were seen, and grades that", () => {
    const postings = [...three, post("a", 2, dayPlus(DAY, 40)), post("b", 3, dayPlus(DAY, 40))];
    expect(on(postings, dayPlus(DAY, 31))).toMatchObject({ seen31: 1, seen92: 1, grade: "A" });
    expect(on(postings, dayPlus(DAY, 39))).toMatchObject({ seen31: 0, seen92: 1, grade: "B" });
    const fresh = on(postings, dayPlus(DAY, 41));
    expect(fresh?.seen31).toBeCloseTo(2 / 3, 9);
    expect(fresh?.grade).toBe("A");
    expect(on(postings, dayPlus(DAY, 140))).toMatchObject({ seen31: 0, seen92: 0, grade: "C" });
    expect(gradeOf(0.59, 0.6, rules)).toBe("B");
  });

  it("gives an owner of several classes of offer one voice", () => {
    const loud = [1, 2, 3].map((n) => post("loud", 9 + n / 10, DAY, { offer: { ...EIGHT, form: `f${n}` } }));
    const found = on([...three, ...loud], DAY);
    expect(found).toMatchObject({ votes: 6, owners: 4 });
    expect(found?.standing().reduce((sum, one) => sum + (one.owner === "loud" ? one.share : 0), 0)).toBeCloseTo(
      0.25,
      9,
    );
    // Four voices: the median lies between b and c, where six would have put it above c.
    expect(found?.median).toBeLessThanOrEqual(4);
    const alone = [1, 2, 3].map((n) => post("loud", n, DAY, { offer: { ...EIGHT, form: `f${n}` } }));
    expect(on(alone, DAY)).toBeNull();
  });
});

describe("the chain of posted prices", () => {
  const after = dayPlus(DAY, 3);
  it("begins again where nobody who votes voted on the day before: a panel of others is no move of 0 %", () => {
    const gone = dayPlus(DAY, 184);
    const others = ["d", "e", "f"].map((owner, n) => post(owner, 5 + n, gone));
    expect(walk([...three, ...others], gone).at(-1)).toMatchObject({ median: 6, chain: 100, chainFrom: gone });
    const overlap = post("c", 4, dayPlus(DAY, 50));
    expect(walk([...three, overlap, ...others], gone).at(-1)).toMatchObject({ votes: 4, chain: 100, chainFrom: DAY });
  });

  it("does not move from one shop of an owner to another", () => {
    const shop = (provider: string, price: number, day: string) =>
      post("d", price, day, { provider, series: provider });
    const cards = walk([...three, shop("d", 2, DAY), shop("bought", 5, after)], after);
    expect(cards.at(-1)).toMatchObject({ chain: 100, votes: 4 });
    expect(walk([...three, shop("d", 2, DAY), shop("d", 2.2, after)], after).at(-1)?.chain).toBeGreaterThan(100);
  });

  it("does not move where another source lists a second offer of the class beside the first", () => {
    const list = [4, 5].map((price, n) => post("c", price, after, { route: "other", series: `c other ${n}` }));
    const cards = walk([...three, ...list], after);
    expect(cards.at(-1)).toMatchObject({ chain: 100, votes: 3, high: 4.125 });
  });

  it("moves with the price of the same offer, by its part of the voices", () => {
    const cards = walk([...three, post("c", 4.4, after)], after);
    expect(cards.at(-1)?.chain).toBeCloseTo(100 * 1.1 ** (1 / 3), 6);
  });

  it.each([
    ["one GPU to eight", EIGHT, ONE],
    ["PCIe to SXM", { ...EIGHT, form: "pcie" }, { ...EIGHT, form: "sxm" }],
    ["Ethernet to InfiniBand", { ...EIGHT, network: "ethernet" as const }, EIGHT],
  ])("does not move where an owner's class changes, from %s: it is a new contributor", (_, from, to) => {
    const cards = walk([post("d", 2, DAY, { offer: from }), ...three, post("d", 3, after, { offer: to })], after);
    expect(cards.at(-1)).toMatchObject({ chain: 100, votes: 5 });
  });

  it("does not move where it is a guess that two readings are of one offer", () => {
    const open = post("c", 4.4, after, { offer: OPEN, route: "other" });
    const cards = walk([...three, open], after);
    expect(cards.at(-1)).toMatchObject({ chain: 100, votes: 3, high: 4.05 });
  });

  it("begins again at 100 where too few prices stood in between, and says since when it is unbroken", () => {
    const again = dayPlus(DAY, 200);
    const cards = walk([...three, ...three.map((one) => ({ ...one, price: one.price * 2, day: again }))], again);
    expect(cards.at(-1)).toMatchObject({ chain: 100, chainFrom: again });
  });
});

describe("the companion weighted with fleets", () => {
  const fleet = (owner: string, gpus: number, more: Partial<Fleet> = {}): Fleet => ({
    owner,
    about: "2026-01-01",
    known: "2026-01-15",
    gpus,
    isWhole: true,
    ...more,
  });
  const market = ["a", "b", "c", "d", "e", "f"].map((owner, n) => post(owner, 2 + n, DAY));

  it("leans to who has most GPUs, no further than the cap", () => {
    const fleets = [fleet("a", 1000), fleet("b", 1000), fleet("c", 1000), fleet("d", 1000), fleet("f", 900_000)];
    const found = on(market, DAY, fleets);
    expect(found).toMatchObject({ median: 4.5, fleets: 5 });
    // f holds a quarter, not nearly all: the median stays among the others.
    expect(found?.companion).toBeGreaterThan(3.5);
    expect(found?.companion).toBeLessThan(7);
  });

  it("is not told from fewer than three fleets, nor from what was not known or had not come", () => {
    expect(on(market, DAY, [fleet("a", 1), fleet("b", 1)])?.companion).toBeNull();
    const late = [fleet("a", 1), fleet("b", 1), fleet("c", 1, { known: dayPlus(DAY, 1) })];
    expect(on(market, DAY, late)?.companion).toBeNull();
    expect(on(market, dayPlus(DAY, 1), late)?.fleets).toBe(3);
    expect(on(market, DAY, [fleet("a", 1), fleet("b", 1), fleet("c", 1, { about: "2026-09-01" })])?.fleets).toBe(2);
  });

  it("takes a statement about the whole before a larger one about a part", () => {
    const parts = [fleet("a", 10), fleet("a", 999_999, { isWhole: false }), fleet("b", 10), fleet("c", 10)];
    const whole = parts.filter((one) => one.isWhole);
    expect(on(market, DAY, parts)?.companion).toBe(on(market, DAY, whole)?.companion);
  });
});

describe("whatever is posted", () => {
  const posting = fc.record({
    owner: fc.constantFrom("a", "b", "c", "d", "e"),
    price: fc.integer({ min: 100, max: 900 }).map((cents) => cents / 100),
    day: fc.integer({ min: 0, max: 60 }).map((days) => dayPlus(DAY, days)),
    offer: fc.constantFrom(EIGHT, ONE, OPEN),
    nearness: fc.constantFrom(0 as const, 1 as const, 2 as const, 3 as const),
    route: fc.constantFrom("x", "y"),
  });
  const postings = fc
    .array(posting, { maxLength: 40 })
    .map((all) => all.map(({ owner, price, day, ...more }) => post(owner, price, day, more)));
  const END = dayPlus(DAY, 70);
  const told = (all: readonly Posting[]) =>
    walk(all, END).map(({ day, median, low, high, votes, chain, grade }) => ({
      day,
      median,
      low,
      high,
      votes,
      chain,
      grade,
    }));

  it("the median lies within the votes and between the quartiles, and voices add up to 1", () => {
    fc.assert(
      fc.property(postings, (all) => {
        for (const card of walking(all, END)) {
          const prices = card.standing().map((one) => one.price);
          expect(card.median).toBeGreaterThanOrEqual(Math.min(...prices) - 1e-9);
          expect(card.median).toBeLessThanOrEqual(Math.max(...prices) + 1e-9);
          expect(card.low).toBeLessThanOrEqual(card.median + 1e-9);
          expect(card.high).toBeGreaterThanOrEqual(card.median - 1e-9);
          expect(card.standing().reduce((sum, one) => sum + one.share, 0)).toBeCloseTo(1, 9);
        }
      }),
      { numRuns: 60 },
    );
  });

  it("a price beyond its life changes nothing", () => {
    fc.assert(
      fc.property(postings, fc.constantFrom("a", "z"), (all, owner) => {
        const old = post(owner, 7, dayPlus(DAY, -184));
        const from = (cards: ReturnType<typeof told>) => cards.filter((one) => one.day >= DAY);
        expect(from(told([old, ...all]))).toEqual(from(told(all)));
      }),
      { numRuns: 60 },
    );
  });

  it("a copy's repetition of what a nearer source says changes nothing", () => {
    fc.assert(
      fc.property(postings, (all) => {
        const own = all.filter((one) => one.nearness < 3);
        const copies = own.map((one) => ({
          ...one,
          nearness: 4 as const,
          route: "copy",
          series: `${one.series} copy`,
        }));
        expect(told([...own, ...copies])).toEqual(told(own));
      }),
      { numRuns: 60 },
    );
  });

  it("the order in which it is given changes nothing but who is told first", () => {
    const distinct = postings.map((all) => [...new Map(all.map((one) => [`${one.owner} ${one.day}`, one])).values()]);
    fc.assert(
      fc.property(distinct, (all) => {
        const levels = (given: readonly Posting[]) =>
          told(given).map((card) => [card.day, card.median.toFixed(9), card.votes]);
        expect(levels(all.toReversed())).toEqual(levels(all));
      }),
      { numRuns: 40 },
    );
  });

  it("with equal weights the weighted median is the ordinary one", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 99 }), { minLength: 1, maxLength: 20 }), (values) => {
        const ascending = values.toSorted((a, b) => a - b);
        const half = ascending.length >> 1;
        const plain =
          ascending.length % 2 ? ascending[half] : ((ascending[half - 1] ?? 0) + (ascending[half] ?? 0)) / 2;
        const weighed = ascending.map((value) => ({ value, weight: 1 }));
        expect(weightedQuantile(weighed, 0.5)).toBeCloseTo(plain ?? Number.NaN, 9);
      }),
    );
  });
});
