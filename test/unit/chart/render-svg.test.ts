import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { renderSvg } from "@/app/_ui/chart/render-svg";
import type { ChartSpec } from "@/lib/dashboards/figure";
import { Status } from "@/lib/kernel/status";
import { point, series, spec } from "./chart-specs";

const simple = spec(
  [
    series("nvidia", [point("2025-01-01", 2.55), point("2025-02-01", 3.25), point("2025-03-01", 3, "E")]),
    series("b", [point("2025-01-01", 2, "A", { low: 1, high: 3 }), point("2025-02-01", 2, "A", { low: 1, high: 3 })], {
      band: true,
    }),
  ],
  { pins: [{ on: "2025-02-02", label: "<script>alert(1)</script>" }] },
);

describe("the server's drawing", () => {
  const svg = renderSvg(simple, 1060, 360);

  test("holds no style element, class, script or handler", () => {
    expect(svg).not.toMatch(/<style|<script|class=|\son\w+=|javascript:|<foreignObject|href=/i);
    expect(svg).toContain("&lt;script&gt;");
  });

  test("names colours by variable and leaves no stand-in behind", () => {
    expect(svg).toContain("var(--chart-3)");
    expect(svg).toContain("var(--ink-muted)");
    expect(svg).not.toMatch(/#fe01|rgb\(254|#[0-9a-f]{6}"(?!><\/path><\/clipPath>)/);
  });

  test("takes the page's font", () => {
    expect(svg).not.toContain("sans-serif");
    expect(svg).toContain("font-family:inherit");
  });

  test("is scaled by its box and keeps the numbers that it shows whole", () => {
    expect(svg).toMatch(/^<svg [^>]*viewBox="0 0 1060 360"/);
    expect(svg).not.toMatch(/^<svg [^>]*(?:width|height)=/);
    expect(
      renderSvg(spec([series("a", [point("2025-01-01", 2.252), point("2025-02-01", 2.254)])]), 600, 300),
    ).toContain(">2.25");
  });

  test("shares no id with another chart or another size", () => {
    const ids = (one: string) => [...one.matchAll(/ id="([^"]+)"/g)].map((match) => match[1]);
    const other = spec([series("z", [point("2025-01-01", 1), point("2025-02-01", 3)])]);
    const all = [svg, renderSvg(simple, 358, 300), renderSvg(other, 1060, 360)].flatMap(ids);
    expect(all.length).toBeGreaterThan(2);
    expect(new Set(all).size).toBe(all.length);
  });

  test("is the same when asked for again", () => {
    expect(renderSvg(simple, 1060, 360)).toBe(svg);
  });
});

const number = fc.oneof(
  fc.double({ min: -1e13, max: 1e13, noNaN: true }),
  fc.integer({ min: -100, max: 100 }),
  fc.constantFrom(0, -0, 1e-9, Number.NaN, Number.POSITIVE_INFINITY),
);
const day = fc
  .date({ min: new Date("1990-01-01"), max: new Date("2060-01-01"), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));
const quarter = fc
  .tuple(fc.integer({ min: 2015, max: 2030 }), fc.constantFrom("01", "04", "07", "10"))
  .map(([year, month]) => `${year}-${month}-01`);
const anyPoint = fc.record(
  {
    x: fc.oneof(
      { weight: 5, arbitrary: day },
      { weight: 5, arbitrary: quarter },
      { weight: 1, arbitrary: fc.string() },
    ),
    y: fc.option(number),
    low: fc.option(number),
    high: fc.option(number),
    status: fc.constantFrom(...Status.options),
  },
  { requiredKeys: ["x", "y", "status"] },
);
const anySeries = fc.record(
  {
    key: fc.string(),
    name: fc.string(),
    shape: fc.constantFrom("line" as const, "step" as const, "points" as const, "bar" as const, "range" as const),
    points: fc.array(anyPoint, { maxLength: 12 }),
    stack: fc.constantFrom("s", "t"),
    band: fc.boolean(),
    muted: fc.boolean(),
  },
  { requiredKeys: ["key", "name", "shape", "points"] },
);
const anySpec: fc.Arbitrary<ChartSpec> = fc.record(
  {
    x: fc.constantFrom("time" as const, "category" as const),
    categories: fc.uniqueArray(fc.string(), { maxLength: 5 }),
    horizontal: fc.boolean(),
    unit: fc.constantFrom("USD", "%", "GPUs", ""),
    decimals: fc.integer({ min: 0, max: 3 }),
    log: fc.boolean(),
    fromZero: fc.boolean(),
    series: fc.array(anySeries, { maxLength: 10 }),
    pins: fc.array(fc.record({ on: day, label: fc.string() }), { maxLength: 25 }),
    summary: fc.string(),
  },
  { requiredKeys: ["x", "unit", "decimals", "series", "summary"] },
);

test("a text that is called like the prototype of objects leaves all objects as they were", () => {
  const point = { x: "__proto__", y: 1, status: "A" as const };
  const series = [{ key: "__proto__", name: "__proto__", shape: "bar" as const, points: [point] }];
  const own = Object.getOwnPropertyNames(Object.prototype);
  for (const categories of [["__proto__", "b"], ["a"]])
    renderSvg({ x: "category", categories, unit: "", decimals: 0, series, summary: "" }, 660, 320);
  const pins = [{ on: "2026-01-01", label: "__proto__" }];
  const timed = series.map((one) => ({ ...one, points: [{ ...point, x: "2026-01-01" }] }));
  renderSvg({ x: "time", unit: "", decimals: 0, series: timed, pins, summary: "" }, 660, 320);
  expect(Object.getOwnPropertyNames(Object.prototype)).toEqual(own);
});

test("any chart is drawn, and nothing in it is not a number", () => {
  fc.assert(
    fc.property(anySpec, fc.constantFrom(358, 660, 1060), (any, width) => {
      const svg = renderSvg(any, width, 320);
      const tags = (svg.match(/<[^>]+>/g) ?? []).join("");
      expect(tags).not.toMatch(/NaN|Infinity|undefined|null/);
      expect(svg).not.toMatch(/>(?:NaN|Infinity|undefined)</);
      expect(tags).not.toMatch(/<style|#fe01/);
    }),
    { numRuns: 120 },
  );
});
