import { describe, expect, it } from "vitest";
import { openEndMark, openEndOf } from "@/app/_ui/chart/open-end";
import { prepare } from "@/app/_ui/chart/prepare";
import { placesOf, readoutAt } from "@/app/_ui/chart/readout";
import { renderSvg } from "@/app/_ui/chart/render-svg";
import { point, series, spec } from "./chart-specs";

const at = { at: 0, status: "A" as const, day: null };

describe("a floor or a ceiling", () => {
  it("is open at the end that nobody said, and nothing else is", () => {
    expect(openEndOf({ ...at, y: null, low: 250_000, high: null })).toEqual({ end: 250_000, up: true });
    expect(openEndOf({ ...at, y: null, low: null, high: 400_000 })).toEqual({ end: 400_000, up: false });
    expect(openEndOf({ ...at, y: null, low: 1, high: 2 })).toBeNull();
    expect(openEndOf({ ...at, y: 1, low: 1, high: null })).toBeNull();
    expect(openEndOf({ ...at, y: null, low: null, high: null })).toBeNull();
  });

  it("is a cap with an arrow into the open, along the axis of values", () => {
    const [, , head] = openEndMark(100, 40, 1, true);
    expect(head).toEqual({
      type: "polygon",
      shape: {
        points: [
          [113, 40],
          [109, 36],
          [109, 44],
        ],
      },
    });
    const [cap] = openEndMark(100, 40, -1, false);
    expect(cap?.type === "rect" && cap.shape).toMatchObject({ x: 35.5, width: 9, height: 1 });
  });

  it.each(["points", "range", "line", "bar"] as const)(
    "is drawn among %s, where a point without a value is not",
    (shape) => {
      const drawn = (low: number | null) =>
        renderSvg(
          spec([
            series("a", [point("2025-01-01", 5), point("2025-02-01", null, "A", { low }), point("2025-03-01", 3)], {
              shape,
            }),
          ]),
          700,
          300,
        );
      expect(drawn(4).length).toBeGreaterThan(drawn(null).length);
    },
  );

  it("stands in words at the end of a ranked bar, and in what the chart reads out", () => {
    const ranked = spec(
      [series("a", [point("one", 300_000), point("two", null, "A", { low: 250_000 })], { shape: "bar" })],
      {
        x: "category",
        categories: ["one", "two"],
        horizontal: true,
        unit: "GPUs",
        decimals: 0,
      },
    );
    expect(renderSvg(ranked, 700, 300)).toContain("at least 250,000");
    const prepared = prepare(ranked);
    expect(placesOf(prepared)).toEqual([0, 1]);
    expect(readoutAt(ranked, prepared, 1).rows.map((one) => one.text)).toEqual(["at least 250,000 GPUs"]);
  });
});
