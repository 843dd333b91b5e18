import { describe, expect, it } from "vitest";
import { fillPairs, joined, spanTo } from "@/app/_ui/grid/fill-span";

const from = { top: 2, bottom: 3, left: 4, right: 5 };

describe("the handle at the corner of a selection", () => {
  it("fills the way in which it was drawn furthest, and nothing within the selection", () => {
    expect(spanTo(from, { row: 6, col: 5 })).toMatchObject({
      way: "down",
      area: { top: 4, bottom: 6, left: 4, right: 5 },
    });
    expect(spanTo(from, { row: 0, col: 5 })).toMatchObject({ way: "up", area: { top: 0, bottom: 1 } });
    expect(spanTo(from, { row: 3, col: 9 })).toMatchObject({
      way: "right",
      area: { left: 6, right: 9, top: 2, bottom: 3 },
    });
    expect(spanTo(from, { row: 3, col: 1 })).toMatchObject({ way: "left", area: { left: 1, right: 3 } });
    expect(spanTo(from, { row: 5, col: 9 })?.way).toBe("right");
    expect(spanTo(from, { row: 2, col: 4 })).toBeNull();
  });

  it("fills from the selection again and again, in its own order, whichever way", () => {
    const rows = (row: number) => {
      const span = spanTo(from, { row, col: 5 });
      return span
        ? fillPairs(from, span)
            .filter(({ to }) => to.col === 4)
            .map((one) => [one.from.row, one.to.row])
        : [];
    };
    expect(rows(6)).toEqual([
      [2, 4],
      [3, 5],
      [2, 6],
    ]);
    expect(rows(0)).toEqual([
      [2, 0],
      [3, 1],
    ]);
    const left = spanTo(from, { row: 3, col: 1 });
    const columns = left
      ? fillPairs(from, left)
          .filter(({ to }) => to.row === 2)
          .map((one) => [one.from.col, one.to.col])
      : [];
    expect(columns).toEqual([
      [5, 1],
      [4, 2],
      [5, 3],
    ]);
  });

  it("leaves both selected", () => {
    const up = spanTo(from, { row: 0, col: 5 });
    expect(up && joined(from, up)).toEqual({ top: 0, bottom: 3, left: 4, right: 5 });
  });
});
