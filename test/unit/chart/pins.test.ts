import fc from "fast-check";
import { expect, test } from "vitest";
import { layoutOf } from "@/app/_ui/chart/layout";
import { textWidth } from "@/app/_ui/chart/look";
import { placeEnds, prepare } from "@/app/_ui/chart/prepare";
import { point, series, spec } from "./chart-specs";

const DAY = 86_400_000;
const START = Date.parse("2024-01-01");
const dayAt = (n: number): string => new Date(START + n * DAY).toISOString().slice(0, 10);
const chart = (pins: { on: string; label: string }[]) =>
  prepare(spec([series("a", [point(dayAt(0), 1), point(dayAt(700), 2)])], { pins }));

const pin = fc.record({ on: fc.integer({ min: 0, max: 700 }).map(dayAt), label: fc.string({ maxLength: 60 }) });

test("the texts of pins hit one another in no row, however many there are and however near", () => {
  fc.assert(
    fc.property(fc.array(pin, { maxLength: 30 }), fc.constantFrom(340, 760, 1300), (pins, width) => {
      const prepared = chart(pins);
      const { pins: placed, labelWidth } = layoutOf(prepared, { width, height: 300 });
      const [first, last] = placeEnds(prepared) ?? [0, 1];
      const least = width < 600 ? 320 : width;
      const px = (at: number) => ((at - first) / (last - first)) * (least - labelWidth - 50);
      expect(placed).toHaveLength(pins.length);
      const spans = placed
        .filter((one) => one.text !== "")
        .map((one) => ({
          row: one.row,
          from: px(one.at) - textWidth(one.text) / 2,
          to: px(one.at) + textWidth(one.text) / 2,
        }));
      const hits = spans.flatMap((one, i) =>
        spans.slice(i + 1).filter((other) => one.row === other.row && one.to > other.from + 1),
      );
      expect(hits).toEqual([]);
    }),
  );
});

test("numbers of pins that stand too near for one each become a span, and each pin is in the list below", () => {
  const near = Array.from({ length: 8 }, (_, n) => ({ on: dayAt(300 + n), label: `Happening ${n}` }));
  const prepared = chart(near);
  const layout = layoutOf(prepared, { width: 340, height: 300 });
  expect(layout.pins.map((one) => one.text).filter(Boolean)).toEqual(["1", "2–8"]);
  expect(layout.pinsListed).toBe(true);
  expect(prepared.pins).toHaveLength(8);
});
