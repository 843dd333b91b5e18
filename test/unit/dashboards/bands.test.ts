import { expect, test } from "vitest";
import { isBand } from "@/lib/dashboards/bands";
import type { ChartPoint } from "@/lib/dashboards/figure";

const points = (count: number, ranged: number): ChartPoint[] =>
  Array.from({ length: count }, (_, at) => ({
    x: `2026-01-${String((at % 28) + 1).padStart(2, "0")}`,
    y: 2,
    status: "A",
    ...(at < ranged ? { low: 1, high: 3 } : {}),
  }));

test("many ranges around a line are one band, few are whiskers", () => {
  expect(isBand(points(1195, 1195))).toBe(true);
  expect(isBand(points(12, 12))).toBe(false);
});

test("a line of which few points have a range, or only one end, has no band", () => {
  expect(isBand(points(1000, 60))).toBe(false);
  expect(isBand(points(100, 0).map((one) => ({ ...one, low: 1, high: null })))).toBe(false);
});
