import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { BASES_BY_TRUST, chooseBases, chooseBasis } from "@/lib/models/capex-basis";
import { constructed } from "./constructed";

const candidate = fc.record({
  basis: fc.constantFrom(...BASES_BY_TRUST, "overheard"),
  value: fc.option(fc.integer({ min: 0, max: 1e12 })),
  day: fc.integer({ min: 1, max: 28 }),
});
const candidates = fc
  .array(candidate, { maxLength: 6 })
  .map((all) =>
    all.map(({ basis, value, day }) =>
      constructed({ basis, value, knownAt: `2025-05-${String(day).padStart(2, "0")}T00:00:00.000Z` }),
    ),
  );

describe("choosing a basis", () => {
  test("a filing's own figure is preferred to one derived, and that to a company's statement", () => {
    const [reported, derived, said] = BASES_BY_TRUST.map((basis, at) => constructed({ basis, value: 100 + at }));
    if (!reported || !derived || !said) throw new Error("three bases");
    expect(chooseBasis([said, derived, reported])).toEqual({ chosen: reported, value: 100, others: [derived, said] });
    expect(chooseBasis([said, derived])?.chosen).toBe(derived);
  });

  test("an unknown or withdrawn value of a trusted basis gives way to a known one", () => {
    const said = constructed({ basis: "company-statement", value: 7 });
    expect(chooseBasis([constructed({ value: null }), said])?.chosen).toBe(said);
    expect(chooseBasis([constructed({ status: "W" }), said])?.chosen).toBe(said);
    expect(chooseBasis([constructed({ value: null })])).toBeNull();
  });

  test("a value of zero is a value", () => {
    expect(chooseBasis([constructed({ value: 0 })])?.value).toBe(0);
  });

  test("the value chosen is always one that somebody stated, whatever the order", () => {
    fc.assert(
      fc.property(candidates, (all) => {
        const choice = chooseBasis(all);
        const stated = all.flatMap((one) => (one.value === null ? [] : [one.value]));
        expect(choice === null).toBe(stated.length === 0);
        if (!choice) return;
        expect(stated).toContain(choice.value);
        expect(choice.others).toHaveLength(stated.length - 1);
        expect(chooseBasis(all.toReversed())?.chosen.dims["basis"]).toBe(choice.chosen.dims["basis"]);
      }),
    );
  });

  test("companies, lines, units and periods are never mixed", () => {
    const all = [
      constructed({}),
      constructed({ line: "capex-incl-finance-leases" }),
      constructed({ company: "other" }),
      constructed({ unit: "CNY" }),
      constructed({ period: "2025-04-01" }),
      constructed({ basis: "derived" }),
    ];
    expect(chooseBases(all)).toHaveLength(5);
  });
});
