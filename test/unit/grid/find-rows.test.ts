import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { inLots } from "@/app/_ui/grid/find-rows";

const codes = fc.array(fc.string({ minLength: 1, maxLength: 300 }), { maxLength: 300 });

describe("series that are read by their codes", () => {
  it("are asked for in lots that an address has room for, each once and in order", () => {
    fc.assert(
      fc.property(codes, (series) => {
        const lots = inLots(series);
        expect(lots.flat()).toEqual(series);
        for (const lot of lots)
          expect(lot.length === 1 || encodeURIComponent(JSON.stringify(lot)).length < 6000).toBe(true);
      }),
      { numRuns: 50 },
    );
  });

  it("are none where there are none", () => {
    expect(inLots([])).toEqual([]);
  });
});
