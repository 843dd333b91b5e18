import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { edgeOfData, type Place, type Way } from "@/app/_ui/grid/edge-of-data";

/** A sheet drawn by letters: x is filled, . is empty, ? is not known. */
const sheet = (...lines: string[]) => {
  const last: Place = { row: lines.length - 1, col: (lines[0]?.length ?? 1) - 1 };
  const filled = ({ row, col }: Place) => {
    const letter = lines[row]?.[col];
    return letter === "?" ? null : letter === "x";
  };
  return { last, filled };
};
const across = (line: string, col: number, way: Way) => {
  const { last, filled } = sheet(line);
  const found = edgeOfData({ row: 0, col }, way, last, filled);
  return "unknown" in found ? `unknown ${found.unknown.col}` : found.at.col;
};

describe("the edge of data", () => {
  it.each([
    ["xxx..x", 0, "right", 2],
    ["xxx..x", 1, "right", 2],
    ["xxx..x", 2, "right", 5],
    ["xxx...", 2, "right", 5],
    ["..xx..", 0, "right", 2],
    ["......", 1, "right", 5],
    ["x.xx..", 0, "right", 2],
    ["xxx..x", 5, "right", 5],
    ["x..xxx", 5, "left", 3],
    ["x..xxx", 3, "left", 0],
    ["...xxx", 3, "left", 0],
    ["x.....", 4, "left", 0],
    ["x", 0, "left", 0],
    ["xx?x", 0, "right", "unknown 2"],
    ["x.?x", 0, "right", "unknown 2"],
  ] as const)("of %s from %i to the %s is %s", (line, col, way, expected) => {
    expect(across(line, col, way)).toBe(expected);
  });

  it("is found upwards and downwards too", () => {
    const { last, filled } = sheet("x.", "x.", "..", "x.");
    expect(edgeOfData({ row: 0, col: 0 }, "down", last, filled)).toEqual({ at: { row: 1, col: 0 } });
    expect(edgeOfData({ row: 1, col: 0 }, "down", last, filled)).toEqual({ at: { row: 3, col: 0 } });
    expect(edgeOfData({ row: 3, col: 0 }, "up", last, filled)).toEqual({ at: { row: 1, col: 0 } });
    expect(edgeOfData({ row: 3, col: 1 }, "up", last, filled)).toEqual({ at: { row: 0, col: 1 } });
  });

  it("is at data or at an end of the sheet, and never leaves it", () => {
    const line = fc.array(fc.constantFrom("x", "."), { minLength: 1, maxLength: 20 }).map((made) => made.join(""));
    fc.assert(
      fc.property(line, fc.nat(19), fc.constantFrom<Way>("left", "right"), (made, at, way) => {
        const found = across(made, at % made.length, way);
        const col = Number(found);
        expect(made[col] === "x" || col === 0 || col === made.length - 1).toBe(true);
      }),
    );
  });
});
