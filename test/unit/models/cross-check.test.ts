import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { disagreements, type Said } from "@/lib/models/cross-check";

const said = (subject: string, who: string, price: number): Said => ({
  subject,
  who,
  price,
  day: "2026-11-24",
  series: "S",
});

describe("a cross-check", () => {
  it("disagrees where nothing that is published for the same is near, once for each who", () => {
    const own = [said("a", "list", 10), said("a", "list", 12), said("b", "list", 3)];
    const others = [
      said("a", "x", 11.9),
      said("a", "x", 3.45),
      said("a", "x", 7),
      said("b", "y", 3.1),
      said("c", "y", 9),
    ];
    expect(disagreements(own, others, 0.15).map((one) => [one.own.price, one.other.price])).toEqual([[10, 3.45]]);
  });
  it("property: never where it says what is published, and never about what only one side knows", () => {
    const prices = fc.array(fc.double({ min: 0.1, max: 50, noNaN: true }), { minLength: 1 });
    fc.assert(
      fc.property(prices, (all) => {
        const own = all.map((price) => said("a", "list", price));
        const same = all.map((price) => said("a", "x", price));
        expect(disagreements(own, same, 0.15)).toEqual([]);
        expect(disagreements(own, [said("b", "x", 1)], 0.15)).toEqual([]);
      }),
    );
  });
});
