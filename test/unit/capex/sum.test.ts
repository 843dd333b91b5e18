import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { computedStatus } from "@/lib/models/computed-status";
import { completeSum, yoy } from "@/lib/models/capex-sum";

const members = fc.uniqueArray(fc.string({ minLength: 1, maxLength: 5 }), { minLength: 1, maxLength: 8 });

describe("sums", () => {
  test("a sum exists only where every member is known; else the missing are named", () => {
    const values = new Map([
      ["alpha", 10],
      ["beta", 20],
    ]);
    expect(completeSum(["alpha", "beta"], values)).toEqual({ sum: 30, missing: [] });
    expect(completeSum(["alpha", "beta", "gamma"], values)).toEqual({ sum: null, missing: ["gamma"] });
    expect(completeSum([], values)).toEqual({ sum: null, missing: [] });
    expect(completeSum(["zero"], new Map([["zero", 0]]))).toEqual({ sum: 0, missing: [] });
  });

  test("taking away any member's value takes away the sum", () => {
    fc.assert(
      fc.property(
        members,
        fc.array(fc.integer({ min: 0, max: 1e11 }), { minLength: 8, maxLength: 8 }),
        fc.nat(7),
        (all, numbers, at) => {
          const values = new Map(all.map((one, i) => [one, numbers[i] ?? 0]));
          expect(completeSum(all, values).sum).toBe([...values.values()].reduce((sum, one) => sum + one, 0));
          const gone = all[at % all.length] ?? "";
          values.delete(gone);
          expect(completeSum(all, values)).toEqual({ sum: null, missing: [gone] });
        },
      ),
    );
  });

  test("what is no member does not count", () => {
    expect(
      completeSum(
        ["alpha"],
        new Map([
          ["alpha", 1],
          ["stranger", 9],
        ]),
      ).sum,
    ).toBe(1);
  });
});

describe("year on year", () => {
  test("a quarter is held against the same one a year before", () => {
    const values = new Map([
      ["2025-04-01", 80],
      ["2026-01-01", 90],
      ["2026-04-01", 100],
    ]);
    expect(yoy(values, "2026-04-01")).toBe(25);
    expect(yoy(values, "2026-01-01")).toBeNull();
    expect(yoy(values, "2027-04-01")).toBeNull();
  });

  test("against nothing or less there is no percentage", () => {
    expect(
      yoy(
        new Map([
          ["2025-01-01", 0],
          ["2026-01-01", 5],
        ]),
        "2026-01-01",
      ),
    ).toBeNull();
    expect(
      yoy(
        new Map([
          ["2025-01-01", -2],
          ["2026-01-01", 5],
        ]),
        "2026-01-01",
      ),
    ).toBeNull();
  });

  test("applying the change to the base gives the value back", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1e11 }), fc.integer({ min: 0, max: 1e11 }), (before, now) => {
        const change = yoy(
          new Map([
            ["2024-07-01", before],
            ["2025-07-01", now],
          ]),
          "2025-07-01",
        );
        expect(before * (1 + (change ?? NaN) / 100)).toBeCloseTo(now, -2);
      }),
    );
  });
});

describe("what is computed", () => {
  test("is actual only where all of it is, and as uncertain as its weakest part", () => {
    expect(computedStatus(["A", "A"])).toBe("A");
    expect(computedStatus(["A", "P"])).toBe("P");
    expect(computedStatus(["P", "A", "E"])).toBe("E");
  });
});
