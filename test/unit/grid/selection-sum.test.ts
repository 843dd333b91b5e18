import { describe, expect, it } from "vitest";
import type { ShownValue } from "@/app/_ui/grid/cell-text";
import { type Selected, summarise, summaryWords } from "@/app/_ui/grid/selection-sum";

const point = (value: number, unit = "%"): Selected => ({ shown: { value, low: null, high: null, status: "A" }, unit });
const range: ShownValue = { value: null, low: 60, high: 65, status: "E" };
const gone: ShownValue = { value: null, low: null, high: null, status: "W" };
const words = (...all: Selected[]) => summaryWords(summarise(all), 1, false).join("; ");

describe("what a selection comes to", () => {
  it("is count, sum, average, least and most with the unit, without the noise of doubles", () => {
    expect(words(point(0.1), point(0.2))).toBe("2 values; sum 0.3%; average 0.15%; min 0.1%; max 0.2%");
    expect(words(point(12_500_000_000, "USD"), point(-2_500_000_000, "USD"))).toBe(
      "2 values; sum $10B; average $5B; min −$2.5B; max $12.5B",
    );
  });

  it("adds nothing up where units are mixed, and says so", () => {
    expect(words(point(1), point(2, "USD"))).toBe("2 values; units are mixed: no sum");
    expect(words(point(1, "USD"), point(2, "EUR"), point(3, "USD"))).toBe("3 values; units are mixed: no sum");
  });

  it("counts ranges and leaves them out of the sum; a withdrawal is no value", () => {
    expect(words(point(10), { shown: range, unit: "%" }, { shown: gone, unit: "%" })).toBe(
      "2 values; 1 range not added up; sum 10%; average 10%; min 10%; max 10%",
    );
    expect(words({ shown: range, unit: "%" })).toBe("1 value; 1 range not added up");
    expect(words()).toBe("0 values");
  });

  it("has no sum of the steps of a scale", () => {
    expect(summaryWords(summarise([point(1, "tier"), point(3, "tier")]), 0, true)).toEqual(["2 values"]);
  });
});
