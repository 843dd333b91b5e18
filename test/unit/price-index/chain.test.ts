import { describe, expect, it } from "vitest";
import { computeIndex, type Course } from "@/lib/indices/compute";
import { type DatedQuote, inputsOn, QuoteBook } from "@/lib/indices/dated-quotes";
import { noteOf } from "@/lib/indices/explain";
import { assess, type Input } from "@/lib/models/price-index/assess";
import { firstParameters, parameters } from "@/lib/models/price-index/parameters";

// Constructed quotes alone. 2026-11-09 is a Monday.
const quotes = (day: string, level: number, offers = ""): DatedQuote[] =>
  ["a", "b", "c", "d"].map((provider, at) => ({
    series: `${provider}${offers}`,
    provider,
    route: at < 2 ? "one" : "two",
    direct: true,
    tier: "2",
    price: level + at / 100,
    features: {},
    kind: "quote",
    day,
  }));

function compute(known: readonly DatedQuote[], more: Partial<Course> = {}) {
  const course: Course = {
    inputs: (day) => inputsOn(new QuoteBook(known), day, false, parameters),
    contract: false,
    from: "2026-10-01",
    to: "2026-11-20",
    today: "2027-01-01",
    standing: new Map(),
    released: new Set(),
    table: parameters,
    ...more,
  };
  return computeIndex(course);
}
const assessedOn = (day: string, known: readonly DatedQuote[], more: Partial<Course> = {}) =>
  compute(known, more).find((one) => one.day === day);

describe("the chain of the assessed level", () => {
  const before = quotes("2026-11-09", 3);

  it("moves by the offers of both days", () => {
    const found = assessedOn("2026-11-10", [...before, ...quotes("2026-11-10", 3.03)]);
    expect(found?.link).toBe("offers");
    expect(found?.chain).toBeCloseTo(101, 1);
  });

  it("is not assessed where no offer is in both days, and never stands still for that", () => {
    const found = assessedOn("2026-11-13", [...before, ...quotes("2026-11-13", 3.3, " x1")]);
    expect(found).toMatchObject({ status: "final", chain: null, link: "none" });
    expect(found && noteOf(found)).toContain("Chain not assessed: no offer is in both days.");
  });

  it("is linked through the posted prices instead where they stood on both days, and says so", () => {
    const rateCardMove = (from: string, to: string) =>
      from === "2026-11-12" && to === "2026-11-13" ? Math.log(1.02) : null;
    const found = assessedOn("2026-11-13", [...before, ...quotes("2026-11-13", 3.3, " x1")], { rateCardMove });
    expect(found).toMatchObject({ link: "rate-card", chain: 102 });
    expect(found && noteOf(found)).toContain("Chain re-linked through the posted prices");
  });

  it("is linked so after a gap even where the same offers are back", () => {
    const back = [...quotes("2026-10-05", 3), ...quotes("2026-11-09", 3.6)];
    const linked = assessedOn("2026-11-09", back, { rateCardMove: () => Math.log(1.1) });
    expect(linked?.link).toBe("rate-card");
    expect(linked?.chain).toBeCloseTo(110, 6);
    expect(assessedOn("2026-11-09", back)?.link).toBe("offers");
  });

  it("goes on from the last published day that had one, however long ago, and from none anew", () => {
    const standing = new Map([
      ["2026-05-01", { status: "final" as const, value: 2.5, revision: 0, chain: 90 }],
      ["2026-05-02", { status: "final" as const, value: 2.5, revision: 0, chain: null }],
    ]);
    const rateCardMove = (from: string) => (from === "2026-05-01" ? Math.log(1.2) : null);
    expect(assessedOn("2026-11-09", before, { standing, rateCardMove })?.chain).toBeCloseTo(108, 6);
    expect(assessedOn("2026-11-09", before, { standing })?.chain).toBeNull();
  });
});

describe("the gate of the second route", () => {
  const input = (provider: string, route: string, price: number): Input => ({
    series: provider,
    provider,
    route,
    direct: false,
    tier: "2",
    price,
    features: {},
    ageHours: 0,
    ttlHours: 72,
  });
  const market = (second: number, whole: number) =>
    Array.from({ length: whole }, (_, at) => input(`p${at}`, at < second ? "two" : "one", 3 + at / 50));

  it.each([
    [1, 6, "all but one route carry 1 of 6 providers"],
    [1, 5, null],
    [2, 12, null],
    [1, 4, null],
  ])("%i of %i providers by it", (second, whole, failed) => {
    expect(assess(market(second, whole), false, parameters).failed).toEqual(failed === null ? [] : [failed]);
    expect(assess(market(second, whole), false, firstParameters).failed).toEqual([]);
  });
});
