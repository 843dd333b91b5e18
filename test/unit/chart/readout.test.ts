import { describe, expect, test } from "vitest";
import { nearest, rowNear } from "@/app/_ui/chart/nearest";
import { apart, layoutOf } from "@/app/_ui/chart/layout";
import { pack, unpack } from "@/app/_ui/chart/pack";
import { prepare } from "@/app/_ui/chart/prepare";
import { placesOf, readoutAt, spoken } from "@/app/_ui/chart/readout";
import { sparkPath } from "@/app/_ui/chart/sparkline";
import { valueScale } from "@/app/_ui/chart/value-scale";
import { narrow, point, series, spec, wide } from "./chart-specs";

const ref = { series: "GPU_PRICE.H100", period: "2025-01-01" };
const chart = spec([
  series("a", [point("2025-01-15", 2.1, "A", { ref }), point("2025-02-01", null)]),
  series("b", [
    point("2025-01-15", 2.6, "E", { low: 2.4, high: 2.9 }),
    point("2025-03-20", null, "G", { low: 2, high: 3 }),
  ]),
]);

describe("reading values", () => {
  const prepared = prepare(chart);

  test("every place with a value or a range can be read, in order", () => {
    expect(placesOf(prepared).map(prepared.nameOf)).toEqual(["2025-01-15", "2025-03-20"]);
  });

  test("a read-out has values with unit, range and word, greatest first, and leads to the stored number", () => {
    const readout = readoutAt(chart, prepared, Date.parse("2025-01-15"));
    expect(readout.rows.map((row) => [row.name, row.text, row.word])).toEqual([
      ["b", "$2.60/GPU-hour (2.40–2.90)", "estimate"],
      ["a", "$2.10/GPU-hour", ""],
    ]);
    expect(readout.rows[1]?.ref).toEqual(ref);
    expect(spoken(readout)).toBe("2025-01-15: b $2.60/GPU-hour (2.40–2.90) estimate; a $2.10/GPU-hour");
  });

  test("quarters are read as quarters", () => {
    const quarterly = spec([series("a", [point("2025-01-01", 1), point("2025-04-01", 2), point("2025-07-01", 3)])]);
    const placed = prepare(quarterly);
    expect(placesOf(placed).map(placed.nameOf)).toEqual(["2025Q1", "2025Q2", "2025Q3"]);
  });

  test("the pointer means the nearest place, and a value only when it is near", () => {
    expect(nearest([10, 20, 30], (place) => place, 24)).toBe(1);
    expect(nearest([], (place) => place, 24)).toBeNull();
    const rows = readoutAt(chart, prepared, Date.parse("2025-01-15")).rows;
    const pixelOf = (value: number): [number, number] => [100, value * 100];
    expect(rowNear(rows, pixelOf, { x: 100, y: 215 })).toBe(1);
    expect(rowNear(rows, pixelOf, { x: 100, y: 20 })).toBeNull();
    expect(rowNear(rows.slice(1), pixelOf, { x: 100, y: 20 })).toBe(0);
  });
});

test("a chart is the same after it was packed for the browser", () => {
  const { codes } = pack(chart);
  expect(codes).toEqual([ref.series]);
  expect(prepare(unpack(pack(chart))).series).toEqual(prepare(chart).series);
});

test("names go below where the box is narrow, or where they are too long for it", () => {
  expect(layoutOf(prepare(chart), wide).labels).toBe("direct");
  expect(layoutOf(prepare(chart), narrow).labels).toBe("list");
  const long = spec([
    series("a", chart.series[0]?.points ?? [], {
      name: "A very long name of a series that nobody would want beside a chart",
    }),
  ]);
  expect(layoutOf(prepare(long), wide).labels).toBe("list");
});

test("the drawing and the list below agree on where names go, at every width of a class", () => {
  const placed = prepare({ ...chart, pins: [{ on: "2025-02-20", label: "Price cut" }] });
  for (const [least, most] of [
    [330, 519],
    [520, 839],
    [840, 1600],
  ] as const)
    expect(layoutOf(placed, { width: least, height: 300 })).toEqual(layoutOf(placed, { width: most, height: 300 }));
});

test("labels are moved no further than they must", () => {
  expect(apart([10, 12, 100], 15, 200)).toEqual([10, 25, 100]);
  expect(apart([199, 200], 15, 200)).toEqual([185, 200]);
  expect(apart([], 15, 200)).toEqual([]);
});

test("the value axis has round steps around the values, and zero only where it must", () => {
  const flat = spec([series("a", [point("2025-01-01", 61), point("2025-02-01", 74)])]);
  expect(valueScale(flat, prepare(flat))).toEqual({ min: 60, max: 75, interval: 5 });
  const zero = { ...flat, fromZero: true };
  expect(valueScale(zero, prepare(zero))).toMatchObject({ min: 0, max: 80 });
  expect(valueScale(spec([]), prepare(spec([])))).toBeNull();
});

test("a sparkline breaks at a gap and is nothing without two values", () => {
  expect(sparkPath([1, 2, null, 3, 4]).match(/M/g)).toHaveLength(2);
  expect(sparkPath([null, 1])).toBe("");
  expect(sparkPath([5, 5, 5])).toContain("12.0");
});
