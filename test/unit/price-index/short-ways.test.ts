import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { computeIndex, type Course, type Standing } from "@/lib/indices/compute";
import { type DatedQuote, inputsOn, QuoteBook } from "@/lib/indices/dated-quotes";
import { AskedPrices } from "@/lib/indices/matched-discounts";
import { inDayOrder } from "@/lib/kernel/day-order";
import { dayFrom } from "@/lib/kernel/days";
import { middle } from "@/lib/models/price-index/level";
import { Panel } from "@/lib/models/price-index/panel";
import { parameters } from "@/lib/models/price-index/parameters";
import type { OfferClass, Posting } from "@/lib/models/price-index/posting";

const FIRST = "2026-01-01";
const day = (n: number): string => dayFrom(FIRST, n);

const quote = fc
  .record({ at: fc.nat(60), provider: fc.nat(5), offer: fc.nat(2), price: fc.integer({ min: 20, max: 40 }) })
  .map(({ at, provider, offer, price }): DatedQuote => ({
    series: `S${provider}${offer}`,
    provider: `p${provider}`,
    price: price / 10,
    day: day(at),
    kind: "list",
    route: offer === 0 ? "own" : "other",
    direct: offer === 0,
    tier: "3",
    features: {},
  }));
/** Quotes ascending by day, one of a series a day. */
const quotes = fc
  .uniqueArray(quote, { selector: (one) => `${one.series} ${one.day}`, minLength: 1, maxLength: 120 })
  .map((all) => inDayOrder(all));
const span = fc.record({ from: fc.nat(70), reach: fc.nat(30) });

/** Lists that are read every few days, with a stretch in which each is silent: enough of them for a level on most days. */
const readings = fc
  .array(
    fc.record({
      step: fc.integer({ min: 1, max: 6 }),
      price: fc.integer({ min: 28, max: 33 }),
      silent: fc.nat(60),
      silence: fc.nat(25),
      moves: fc.nat(60),
    }),
    { minLength: 5, maxLength: 8 },
  )
  .map((lists) =>
    inDayOrder(
      lists.flatMap(({ step, price, silent, silence, moves }, n) =>
        Array.from({ length: Math.ceil(62 / step) }, (_, k) => k * step).flatMap((at): DatedQuote[] =>
          at >= silent && at < silent + silence
            ? []
            : [
                {
                  series: `S${n}`,
                  provider: `p${n}`,
                  price: (price + (at >= moves ? 1 : 0)) / 10,
                  day: day(at),
                  kind: "list",
                  route: n % 2 === 0 ? "own" : "other",
                  direct: n % 2 === 0,
                  tier: "3",
                  features: {},
                },
              ],
        ),
      ),
    ),
  );

describe("what a short way finds is what looking at everything finds", () => {
  it("of the newest quotes of each series, in their order", () => {
    fc.assert(
      fc.property(quotes, span, (all, { from, reach }) => {
        const newest = new Map<string, DatedQuote>();
        for (const one of all) if (one.day >= day(from - reach) && one.day <= day(from)) newest.set(one.series, one);
        expect(new QuoteBook(all).newest(day(from), reach)).toEqual([...newest.values()]);
      }),
    );
  });

  it("of what each provider asked last", () => {
    fc.assert(
      fc.property(quotes, span, (all, { from, reach }) => {
        const asked = new AskedPrices(all);
        for (const provider of ["p0", "p1", "p2", "p3", "p4", "p5"]) {
          const own = all.filter(
            (one) => one.provider === provider && one.day > day(from - reach) && one.day <= day(from),
          );
          const last = own
            .map((one) => one.day)
            .toSorted()
            .at(-1);
          const expected = last ? middle(own.filter((one) => one.day === last).map((one) => one.price)) : null;
          expect(asked.newest(provider, day(from - reach), day(from))).toBe(expected);
        }
      }),
    );
  });

  it("of a day more, whether the days that stand are assessed again or not", () => {
    const table = parameters;
    const courseOf = (all: readonly DatedQuote[], today: string, standing: Course["standing"]): Course => {
      const book = new QuoteBook(all);
      const inputs = (on: string) => inputsOn(book, on, false, table);
      const [from, to] = [day(0), dayFrom(today, -1)];
      return { inputs, contract: false, from, to, today, standing, released: new Set(), table };
    };
    let [short, long] = [0, 0];
    fc.assert(
      fc.property(readings, fc.integer({ min: 30, max: 62 }), (all, last) => {
        const standing = new Map<string, Standing>();
        for (const { day: on, status, value, chain, revision } of computeIndex(courseOf(all, day(last), standing)))
          standing.set(on, { status, value, chain, revision });
        const counted = (course: Course, count: () => void): Course => ({
          ...course,
          inputs: (on) => (count(), course.inputs(on)),
        });
        const course = courseOf(all, day(last + 1), standing);
        const expected = computeIndex(counted({ ...course, errata: new Set([day(0)]) }, () => (long += 1)));
        expect(computeIndex(counted(course, () => (short += 1)))).toEqual(expected);
      }),
    );
    expect(short).toBeLessThan(long);
  });

  it("of a list that is read again as it was", () => {
    const classes: readonly OfferClass[] = [
      { node: "8+", form: "", network: "" },
      { node: "1", form: "", network: "" },
      { node: null, form: "", network: "" },
    ];
    const reading = fc.record({
      owner: fc.nat(2),
      offer: fc.nat(2),
      near: fc.constantFrom(0, 1, 2, 3, 4),
      price: fc.constantFrom(2, 2, 2, 3),
    });
    const lists = fc.array(
      fc.tuple(
        fc.nat(12),
        fc.uniqueArray(reading, { selector: (one) => `${one.owner}${one.offer}${one.near}`, maxLength: 8 }),
      ),
      {
        minLength: 1,
        maxLength: 12,
      },
    );
    fc.assert(
      fc.property(lists, (given) => {
        const panels = [true, false].map((shared) => ({ shared, panel: new Panel({ lifeDays: 20, nearDays: 5 }) }));
        let at = 0;
        for (const [gap, list] of given.flatMap((one) => [one, one, one])) {
          for (const until = at + (gap % 7); at <= until; at += 1) for (const { panel } of panels) panel.begin(day(at));
          const seen = panels.map(({ shared, panel }) => {
            const postings = list.map(({ owner, offer, near, price }): Posting => {
              const own = classes[offer] ?? { node: null, form: "", network: "" };
              return {
                day: day(at - 1),
                owner: `o${owner}`,
                provider: `o${owner}`,
                // A class of its own is not the one that was read before: then the long way is taken.
                offer: shared ? own : { ...own },
                price,
                nearness: near as Posting["nearness"],
                route: `r${near}`,
                series: `S${owner}${offer}${near}`,
              };
            });
            return { steps: panel.read(day(at - 1), postings), standing: panel.standing(), votes: panel.votes };
          });
          expect(seen[0]).toEqual(seen[1]);
        }
      }),
      { numRuns: 300 },
    );
  });
});
