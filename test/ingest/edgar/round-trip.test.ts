import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { companyFacts, type Given, PPE, PRODUCTIVE, type Read, readAs } from "./company";

const DAY_MS = 86_400_000;
const plus = (day: string, days: number): string =>
  new Date(Date.parse(day) + days * DAY_MS).toISOString().slice(0, 10);

/** What a company did in a year of 52 or 53 weeks, by quarter; what it says a year later; and what its other tag adds. */
type Year = { weeks: 52 | 53; books: number[]; later: number[]; more: number[] };
/** How one report is filed: days by which its start is off, under which tags, and which it leaves out. */
type Style = { off: number; tags: "ppe" | "productive" | "both"; own: boolean; comparison: boolean };

const FIRST_DAY = "2019-01-28";
const quarterOf = fc.integer({ min: 1_000_000, max: 900_000_000 });
const four = fc.array(quarterOf, { minLength: 4, maxLength: 4 });
const yearOf: fc.Arbitrary<Year> = fc
  .record({
    weeks: fc.constantFrom(52 as const, 53 as const),
    books: four,
    more: four,
    restated: fc.option(fc.tuple(fc.nat({ max: 3 }), quarterOf)),
  })
  .map(({ weeks, books, more, restated }) => ({
    weeks,
    books,
    more,
    later: books.map((value, at) => (restated && restated[0] === at ? restated[1] : value)),
  }));
const styleOf: fc.Arbitrary<Style> = fc.record({
  off: fc.integer({ min: -2, max: 2 }),
  tags: fc.constantFrom("ppe", "ppe", "productive", "both"),
  own: fc.boolean(),
  comparison: fc.boolean(),
});
const plain: Style = { off: 0, tags: "ppe", own: true, comparison: true };

const toDate = (values: readonly number[], at: number): number =>
  values.slice(0, at + 1).reduce((sum, one) => sum + one, 0);

type Placed = Year & { start: string; ends: string[] };
function placedYears(years: readonly Year[]): Placed[] {
  let start = FIRST_DAY;
  return years.map((year) => {
    const weeks = [13, 26, 39, year.weeks];
    const placed = { ...year, start, ends: weeks.map((count) => plus(start, count * 7 - 1)) };
    start = plus(start, year.weeks * 7);
    return placed;
  });
}

/** The reports of a company, each with its own year to date and that of the year before. */
function reportsOf(years: readonly Placed[], styles: readonly Style[]): Given[] {
  return years.flatMap((year, place) =>
    year.ends.flatMap((end, at) => {
      const style = styles[(place * 4 + at) % styles.length] ?? plain;
      const filed = plus(end, at === 3 ? 45 : 30);
      const form = at === 3 ? "10-K" : "10-Q";
      const tags = style.tags === "both" ? [PPE, PRODUCTIVE] : [style.tags === "ppe" ? PPE : PRODUCTIVE];
      const fact = (of: Placed, values: readonly number[]) =>
        tags.map((tag): Given => {
          const val = toDate(values, at) + (tag === PRODUCTIVE ? toDate(of.more, at) : 0);
          return { tag, start: plus(of.start, style.off), end: of.ends[at] ?? "", val, filed, more: { form } };
        });
      const before = years[place - 1];
      return [
        ...(style.own ? fact(year, year.books) : []),
        ...(before && style.comparison ? fact(before, before.later) : []),
      ];
    }),
  );
}

const quartersRead = ({ readings }: Read) =>
  readings.flatMap((one) =>
    "observation" in one && one.observation.measure === "quarter"
      ? [
          {
            end: one.observation.periodEnd ?? "",
            value: one.observation.value ?? 0,
            basis: one.observation.dims["basis"],
          },
        ]
      : [],
  );
/** The days around a day, as a period may be known by another filing's. */
const around = (day: string): string[] => [-4, -3, -2, -1, 0, 1, 2, 3, 4].map((days) => plus(day, days));
const read = (facts: readonly Given[]) => readAs("AAPL", companyFacts(facts), "0128");
const years = fc.array(yearOf, { minLength: 2, maxLength: 3 });

describe("a company's quarters, filed and read back", () => {
  it("property: each that is published is true under one tag and one state of the books, whatever is filed how", () => {
    fc.assert(
      fc.property(years, fc.array(styleOf, { minLength: 3, maxLength: 9 }), (given, styles) => {
        const placed = placedYears(given);
        for (const { end, value } of quartersRead(read(reportsOf(placed, styles)))) {
          const year = placed.find((one) =>
            one.ends.some((own) => Math.abs(Date.parse(own) - Date.parse(end)) < 4 * DAY_MS),
          );
          const at = year?.ends.findIndex((own) => Math.abs(Date.parse(own) - Date.parse(end)) < 4 * DAY_MS) ?? -1;
          const [books, later, more] = [year?.books[at] ?? 0, year?.later[at] ?? 0, year?.more[at] ?? 0];
          expect([books, later, books + more, later + more]).toContain(value);
        }
      }),
      { numRuns: 300 },
    );
  });

  it("property: each of which a report to date was filed is published or named", () => {
    fc.assert(
      fc.property(years, fc.array(styleOf, { minLength: 3, maxLength: 9 }), (given, styles) => {
        const facts = reportsOf(placedYears(given), styles);
        const found = read(facts);
        const published = new Set(quartersRead(found).map((one) => one.end));
        const told = (end: string) => around(end).some((day) => published.has(day) || found.words.includes(day));
        for (const { end } of facts) expect(told(end)).toBe(true);
      }),
      { numRuns: 200 },
    );
  });

  it("property: all are published where every report comes under one tag, with starts off by days and 53 weeks", () => {
    const style = fc.integer({ min: -2, max: 2 }).map((off): Style => ({ ...plain, off }));
    fc.assert(
      fc.property(years, fc.array(style, { minLength: 3, maxLength: 9 }), (given, styles) => {
        const placed = placedYears(given);
        const found = quartersRead(read(reportsOf(placed, styles)));
        // Of a quarter with two values the first is that of its own report, the second that of the year after.
        const truth = placed.flatMap(({ books, later, ends }, place) =>
          ends.flatMap((end, at) => {
            const [first = 0, second = 0] = [books[at], place < placed.length - 1 ? later[at] : books[at]];
            return (first === second ? [first] : [first, second]).map((value) => `${end} ${value}`);
          }),
        );
        expect(found.map((one) => `${one.end} ${one.value}`).toSorted()).toEqual(truth.toSorted());
      }),
      { numRuns: 200 },
    );
  });

  it("property: what is filed in another order, or twice, reads the same", () => {
    fc.assert(
      fc.property(
        years.chain((given) =>
          fc.tuple(
            fc.constant(reportsOf(placedYears(given), [plain])),
            fc.array(fc.nat(), { minLength: 60, maxLength: 60 }),
          ),
        ),
        ([facts, order]) => {
          const mixed = facts.map((one, at) => ({ one, key: order[at] ?? 0 })).toSorted((a, b) => a.key - b.key);
          const again = [...mixed.map(({ one }) => one), ...facts.slice(0, 3)];
          expect(quartersRead(read(again))).toEqual(quartersRead(read(facts)));
        },
      ),
    );
  });

  it("property: one restated part moves the two quarters that it stands between, and nothing else", () => {
    fc.assert(
      fc.property(four, fc.nat({ max: 3 }), fc.integer({ min: 1, max: 500_000 }), (books, part, delta) => {
        const [year] = placedYears([{ weeks: 52, books, later: books, more: books }]);
        if (!year) throw new Error("one year was placed");
        const said = (at: number, years: number, more: number): Given => {
          const [end, form] = [year.ends[at] ?? "", at === 3 ? "10-K" : "10-Q"];
          const filed = plus(end, years * 364 + (at === 3 ? 45 : 30));
          return { tag: PPE, start: year.start, end, val: toDate(books, at) + more, filed, more: { form } };
        };
        const places = [0, 1, 2, 3];
        const before = quartersRead(read(places.map((at) => said(at, 0, 0))));
        const all = places.flatMap((at) => [said(at, 0, 0), said(at, 1, at === part ? delta : 0)]);
        const moved = quartersRead(read(all)).filter(
          (one) => !before.some((other) => other.end === one.end && other.value === one.value),
        );
        const expected = [part, part + 1].flatMap((at, place) => {
          const own = books[at];
          return own === undefined ? [] : [`${year.ends[at]} ${place === 0 ? own + delta : own - delta}`];
        });
        expect(moved.map((one) => `${one.end} ${one.value}`).toSorted()).toEqual(expected);
      }),
    );
  });
});
