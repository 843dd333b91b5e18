import { describe, expect, it } from "vitest";
import { dayPlus } from "@/lib/models/price-index/business-days";
import type { OfferClass, Posting } from "@/lib/models/price-index/posting";
import { DAY, on, ONE, OPEN, post, three, walk } from "./constructed-prices";

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

describe("two relays, equally far, that disagree", () => {
  const relay = (route: string, price: number, days: number) =>
    post("d", price, dayPlus(DAY, days), { nearness: 2, route });
  const levels = (postings: readonly Posting[], to: number) =>
    walk(postings, dayPlus(DAY, to)).map(({ median, chain }) => [median, Number(chain.toFixed(3))].join(" "));

  it("do not move level and chain to and fro by repeating themselves in turn", () => {
    const turns = Array.from({ length: 30 }, (_, n) => (n % 2 ? relay("y", 3.4, n) : relay("x", 3, n)));
    expect(new Set(levels([...three, ...turns], 30).slice(1)).size).toBe(1);
  });

  it("stand as their middle while both were heard lately, on days too on which one alone is read", () => {
    const both = [0, 2, 4].flatMap((n) => [relay("x", 3, n), relay("y", 3.4, n)]);
    const course = [...three, ...both, relay("x", 3, 1), relay("y", 3.4, 3)];
    expect(levels(course, 5)).toEqual(Array.from({ length: 6 }, () => "3.1 100"));
    const last = on(course.slice(0, -1), dayPlus(DAY, 4))?.standing();
    expect(last?.find((one) => one.owner === "d")).toMatchObject({ seen: dayPlus(DAY, 4), day: dayPlus(DAY, 4) });
    expect(on([...course, relay("x", 3, 60)], dayPlus(DAY, 60))).toMatchObject({ median: 3, chain: 100 });
  });

  it("are both believed where one sees a change, and the one that has not heard of it does not take it back", () => {
    const course = [relay("x", 3, 0), relay("y", 3, 0), relay("y", 3.6, 2), relay("x", 3, 3), relay("x", 3.6, 5)];
    expect(levels([...three, ...course], 6).map((one) => one.split(" ")[0])).toEqual([
      "3",
      "3",
      "3.3",
      "3.3",
      "3.3",
      "3.3",
      "3.3",
    ]);
  });
});
