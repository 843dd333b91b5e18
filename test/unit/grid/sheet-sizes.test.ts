import { describe, expect, it } from "vitest";
import { columnPx } from "@/app/_ui/grid/sheet-sizes";

describe("a column of values", () => {
  it("is as wide as numbers want, wider for the names of steps, and never all of the sheet", () => {
    expect(columnPx({})).toBe(92);
    expect(columnPx({ ranks: { "1": "Gold", "2": "Underperforming" } })).toBe(143);
    expect(columnPx({ ranks: { "1": "a step with a very long name indeed" } })).toBe(180);
  });
});
