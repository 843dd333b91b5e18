import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { dayPlus } from "@/lib/models/price-index/business-days";
import type { Fleet } from "@/lib/models/price-index/companion";
import { parameters, type RateCardParameters } from "@/lib/models/price-index/parameters";
import { classKey, type OfferClass, type Posting } from "@/lib/models/price-index/posting";
import { weightedQuantile } from "@/lib/models/price-index/quantile";
import { gradeOf, lifeOf, rateCards } from "@/lib/models/price-index/rate-card";

// Constructed prices alone.
const EIGHT: OfferClass = { node: "8+", form: "", network: "" };
const ONE: OfferClass = { ...EIGHT, node: "1" };
const OPEN: OfferClass = { ...EIGHT, node: null };
const DAY = "2026-03-01";
const { rateCard } = parameters;
if (!rateCard) throw new Error("the method has a rate card");
const rules: RateCardParameters = rateCard;

const post = (owner: string, price: number, day = DAY, more: Partial<Posting> = {}): Posting => {
  const offer = more.offer ?? EIGHT;
  return {
    day,
    owner,
    provider: owner,
    offer,
    price,
    nearness: 1,
    route: "archive",
    series: [owner, classKey(offer), more.route ?? "archive"].join(" "),
    ...more,
  };
};

const walking = (postings: readonly Posting[], to: string, fleets: readonly Fleet[] = [], lifeDays = 183) =>
  rateCards({ postings, fleets, lifeDays, from: "2023-01-01", to, table: parameters, rules });

const walk = (...asked: Parameters<typeof walking>) => [...walking(...asked)];
const on = (postings: readonly Posting[], to: string, fleets: readonly Fleet[] = []) => {
  const last = walk(postings, to, fleets).at(-1);
  return last?.day === to ? last : null;
};
const three = [post("a", 2), post("b", 3), post("c", 4)];

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

describe("of several readings", () => {
  const after = dayPlus(DAY, 5);
  it("the nearest to the seller counts, whatever a relay says within a month after it", () => {
    const relay = post("b", 2.1, after, { nearness: 2, route: "survey" });
    expect(on([...three, relay], after)?.median).toBe(3);
    const late = { ...relay, day: dayPlus(DAY, 32) };
    expect(on([...three, late], late.day)?.median).toBe(2.1);
  });

  it("a copy yields to any nearer word of the owner, of whatever class, and ends with it", () => {
    const copy = post("b", 9, after, { nearness: 3, route: "copy", offer: ONE });
    expect(on([...three, copy], after)?.votes).toBe(3);
    const before = { ...copy, day: dayPlus(DAY, -5) };
    const found = walk([before, ...three], DAY).at(-1);
    expect(found?.votes).toBe(3);
    expect(found?.median).toBe(3);
  });

  it("equals on one day are one vote, their median", () => {
    const relays = ["x", "y"].map((route, n) => post("d", 5 + n, DAY, { nearness: 2, route }));
    expect(on([...three, ...relays], DAY)).toMatchObject({ votes: 4, median: 3.5 });
  });

  it("one that leaves the machine's size open is of the class with the nearest price", () => {
    const own = [...three, post("b", 3.3, DAY, { offer: ONE })];
    const open = post("b", 3.5, after, { offer: OPEN, nearness: 1 });
    const found = on([...own, open], after);
    expect(found?.standing().flatMap((one) => (one.owner === "b" ? [[one.key, one.price]] : []))).toEqual([
      ["8+ GPU", 3],
      ["1 GPU", 3.5],
    ]);
  });
});

describe("a reading that leaves the machine's size open", () => {
  const own = [...three, post("b", 3.3, DAY, { offer: ONE })];
  const later = (days: number) => dayPlus(DAY, days);
  const bOf = (postings: readonly Posting[], to: string) =>
    on(postings, to)
      ?.standing()
      .flatMap((one) => (one.owner === "b" ? [[one.key, one.price]] : []));

  it("stays of the class that its series was of, wherever its price goes: what it said before does not stand beside it", () => {
    const course = [3.29, 3.05, 3.2].map((price, n) =>
      post("b", price, later(n + 2), { offer: OPEN, series: "b open", route: "relay" }),
    );
    expect(bOf([...own, ...course], later(4))).toEqual([
      ["8+ GPU", 3],
      ["1 GPU", 3.2],
    ]);
  });

  it("may be of an offer by Ethernet: who leaves the size open may leave the network open", () => {
    const ethernet: OfferClass = { ...ONE, network: "ethernet" };
    const lists = [...three, post("b", 2, DAY, { offer: ethernet })];
    const open = post("b", 2, later(2), { offer: OPEN, series: "b open" });
    expect(bOf([...lists, open], later(2))).toEqual([
      ["1 GPU, ethernet", 2],
      ["8+ GPU", 3],
    ]);
  });
});

describe("a relay that says what it said before", () => {
  const relay = (price: number, days: number) =>
    post("b", price, dayPlus(DAY, days), { nearness: 2, route: "relay", series: "b relay" });

  it("does not take back what was read nearer to the seller since, however much later it repeats itself", () => {
    const course = [relay(2.1, -1), ...three, relay(2.1, 40), relay(2.1, 120)];
    expect(on(course, dayPlus(DAY, 120))?.median).toBe(3);
    expect(on([...course, relay(2.2, 121)], dayPlus(DAY, 121))?.median).toBe(2.2);
  });

  it("is believed again once the nearer word has run out", () => {
    const others = [...three, ...["a", "c"].map((owner) => post(owner, owner === "a" ? 2 : 4, dayPlus(DAY, 100)))];
    const course = [relay(2.1, -1), ...others, relay(2.1, 184)];
    expect(on(course, dayPlus(DAY, 184))?.median).toBe(2.1);
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
        const levels = (given: readonly Posting[]) => told(given).map((card) => [card.day, card.median, card.votes]);
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
