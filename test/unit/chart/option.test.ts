import { describe, expect, test } from "vitest";
import { chartOption } from "@/app/_ui/chart/option";
import type { Size } from "@/app/_ui/chart/look";
import type { ChartSpec } from "@/lib/dashboards/figure";
import { look, narrow, point, series, spec, wide } from "./chart-specs";

type Drawn = { id: string; type: string; stack?: string; data: unknown[]; lineStyle?: { type: unknown } } & Record<
  string,
  unknown
>;

function drawnBy(chart: ChartSpec, size: Size = wide): Drawn[] {
  const { series: all } = chartOption(chart, look, size);
  // Safe: chartOption always gives a list of series, of which the tests read only what Drawn names.
  return all as unknown as Drawn[];
}

const find = (chart: ChartSpec, id: string, size?: Size) => drawnBy(chart, size).find((one) => one.id === id);
const values = (one: Drawn | undefined) => one?.data.map((item) => (item as { value: unknown[] }).value);
const text = (chart: ChartSpec, size?: Size) => JSON.stringify(drawnBy(chart, size));
const at = (day: string) => Date.parse(`${day}T00:00:00Z`);

describe("lines", () => {
  const mixed = spec([
    series("meta", [
      point("2025-01-01", 1),
      point("2025-02-01", 2, "P"),
      point("2025-03-01", 3, "E"),
      point("2025-04-01", 4, "F"),
    ]),
  ]);

  test("the solid part ends where the estimates begin, and the dashed part is joined to it", () => {
    expect(values(find(mixed, "solid meta"))?.map(([, y]) => y)).toEqual([1, 2, "-", "-"]);
    expect(values(find(mixed, "dashed meta"))?.map(([, y]) => y)).toEqual(["-", 2, 3, 4]);
    expect(find(mixed, "solid meta")?.lineStyle?.type).toBe("solid");
    expect(find(mixed, "dashed meta")?.lineStyle?.type).toEqual([4, 3]);
  });

  test("marks of what has not happened are hollow", () => {
    expect(find(mixed, "dashed meta")?.["itemStyle"]).toMatchObject({ color: "#surface", borderColor: "#colour1" });
  });

  test("the name at the end says what kind of statement the line ends in", () => {
    expect(JSON.stringify(find(mixed, "names"))).toContain("meta (forecast)");
  });

  test("actual values after an estimate are solid again", () => {
    const back = spec([series("a", [point("2025-01-01", 1, "E"), point("2025-02-01", 2), point("2025-03-01", 3)])]);
    expect(values(find(back, "solid a"))?.map(([, y]) => y)).toEqual(["-", 2, 3]);
    expect(values(find(back, "dashed a"))?.map(([, y]) => y)).toEqual([1, 2, "-"]);
  });

  test("a null, a withdrawn value and what is not a number are gaps, never zero", () => {
    const gaps = spec([
      series("a", [
        point("2025-01-01", 1),
        point("2025-02-01", null),
        point("2025-03-01", 3, "W"),
        point("2025-04-01", Number.NaN),
      ]),
    ]);
    expect(values(find(gaps, "solid a"))?.map(([, y]) => y)).toEqual([1, "-", "-", "-"]);
  });

  test("points are put in order of time, and a day that is none is left out", () => {
    const unsorted = spec([series("a", [point("2025-02-01", 2), point("soon", 9), point("2025-01-01", 1)])]);
    expect(values(find(unsorted, "solid a"))).toEqual([
      [at("2025-01-01"), 1],
      [at("2025-02-01"), 2],
    ]);
  });
});

describe("stacks", () => {
  const stacked = (x: "time" | "category") =>
    spec(
      [
        series("a", [point("2025-01-01", 10), point("2025-04-01", 20), point("2025-07-01", 30)], {
          shape: "bar",
          stack: "s",
        }),
        series("b", [point("2025-04-01", 1), point("2025-07-01", null)], { shape: "bar", stack: "s" }),
      ],
      { x },
    );

  test.each(["time", "category"] as const)("all series of a stack stand on the same places on a %s axis", (x) => {
    expect(values(find(stacked(x), "bar a"))).toEqual([
      [0, 10],
      [1, 20],
      [2, 30],
    ]);
    expect(values(find(stacked(x), "bar b"))).toEqual([
      [0, 0],
      [1, 1],
      [2, 0],
    ]);
  });

  test("bars side by side keep their gaps", () => {
    const side = stacked("category");
    const loose = { ...side, series: side.series.map((one) => series(one.key, one.points, { shape: "bar" })) };
    expect(values(find(loose, "bar b"))).toEqual([
      [1, 1],
      [2, "-"],
    ]);
  });

  test("the value axis holds the top of the stack", () => {
    const same = [point("2025-01-01", 30), point("2025-04-01", 35)];
    const two = ["a", "b"].map((key) => series(key, same, { shape: "bar", stack: "s" }));
    expect(chartOption(spec(two), look, wide).yAxis).toMatchObject({ min: 0, max: 80 });
  });
});

describe("bars", () => {
  const quarters = ["2025-01-01", "2025-04-01", "2025-10-01"];
  const bars = spec([
    series(
      "a",
      quarters.map((x, i) => point(x, i + 1, i === 2 ? "C" : "A")),
      { shape: "bar" },
    ),
  ]);

  test("over quarters get an axis of quarters without a hole", () => {
    expect(chartOption(bars, look, wide).xAxis).toMatchObject({
      type: "category",
      data: ["2025Q1", "2025Q2", "2025Q3", "2025Q4"],
    });
  });

  test("that have not happened are dashed, and a word stands under them", () => {
    expect(find(bars, "bar a")?.data[2]).toMatchObject({ itemStyle: { color: "#tint1", borderType: [3, 2] } });
    const { xAxis } = chartOption(bars, look, wide);
    const axis = xAxis as { axisLabel: { formatter: (category: string, at: number) => string } };
    expect(axis.axisLabel.formatter("2025Q4", 3)).toBe("2025Q4\nconsensus");
    expect(axis.axisLabel.formatter("2025Q1", 0)).toBe("2025Q1");
  });

  test("ranked bars lie on their side, the first on top", () => {
    const ranked = spec([series("a", [point("X", 2, "E"), point("Y", 1)], { shape: "bar" })], {
      x: "category",
      categories: ["X", "Y"],
      horizontal: true,
    });
    expect(chartOption(ranked, look, wide).yAxis).toMatchObject({ type: "category", inverse: true, data: ["X", "Y"] });
    expect(values(find(ranked, "bar a"))).toEqual([
      [2, 0],
      [1, 1],
    ]);
    const [first] = (find(ranked, "bar a")?.data ?? []) as { label: { formatter: () => string } }[];
    expect(first?.label.formatter()).toBe("2.00 estimate");
  });
});

describe("ranges and bands", () => {
  test("a range without a point has no midpoint made up", () => {
    const ranged = spec([series("g", [point("2025-01-29", null, "G", { low: 60, high: 65 })], { shape: "range" })]);
    expect(find(ranged, "range g")?.data).toEqual([[at("2025-01-29"), 60, 65, "-"]]);
  });

  test("ends in the wrong order are turned", () => {
    const ranged = spec([series("g", [point("2025-01-29", 62, "G", { low: 65, high: 60 })], { shape: "range" })]);
    expect(find(ranged, "range g")?.data).toEqual([[at("2025-01-29"), 60, 65, 62]]);
  });

  test("a line with a band has a shade and no whiskers", () => {
    const banded = spec([series("m", [point("2025-01-01", 2, "A", { low: 1, high: 3 })], { band: true })]);
    expect(find(banded, "band m")?.data).toEqual([[at("2025-01-01"), 1, 3]]);
    expect(find(banded, "range m")).toBeUndefined();
  });

  test("a line without one has a whisker where a range is stated", () => {
    const line = spec([series("m", [point("2025-01-01", 2), point("2025-02-01", 2, "G", { low: 1, high: 3 })])]);
    expect(find(line, "range m")?.data).toHaveLength(1);
  });
});

describe("names, pins and axes", () => {
  const two = spec([
    series("nvidia", [point("2025-01-01", 1), point("2025-06-01", 2)]),
    series("micron", [point("2025-01-01", 1), point("2025-06-01", 2.01)]),
  ]);

  test("wide charts name their series at their ends, apart from one another", () => {
    const names = find(two, "names")?.data as { name: string; label: { offset: [number, number] } }[];
    expect(names.map((one) => one.name)).toEqual(["nvidia", "micron"]);
    expect((names[0]?.label.offset[1] ?? 0) - (names[1]?.label.offset[1] ?? 0)).toBeGreaterThan(12);
  });

  test("narrow charts leave the names to the list below", () => {
    expect(text(two, narrow)).not.toContain("{name|");
  });

  test("pins are words where there is room and numbers where there is not", () => {
    const pinned = {
      ...two,
      pins: [
        { on: "2025-03-01", label: "Price cut" },
        { on: "2030-01-01", label: "Far away" },
      ],
    };
    const marks = (size: Size) => {
      const line = find(pinned, "names", size)?.["markLine"] as {
        data: { xAxis: number; label: { formatter: () => string } }[];
      };
      return line.data.map((one) => [one.xAxis, one.label.formatter()]);
    };
    expect(marks(wide)).toEqual([[at("2025-03-01"), "Price cut"]]);
    expect(marks(narrow)).toEqual([[at("2025-03-01"), "1"]]);
  });

  test("a log axis says so, and holds no value that it cannot", () => {
    const log = spec([series("a", [point("2025-01-01", 0), point("2025-02-01", 5), point("2025-03-01", -1)])], {
      log: true,
    });
    expect(chartOption(log, look, wide).yAxis).toMatchObject({
      type: "log",
      name: "USD/GPU-hour, log scale",
      min: 1,
      max: 10,
    });
    expect(values(find(log, "solid a"))?.map(([, y]) => y)).toEqual(["-", 5, "-"]);
  });

  test("the unit stands at the axis, and nothing moves", () => {
    expect(chartOption(two, look, wide)).toMatchObject({ animation: false, yAxis: { name: "USD/GPU-hour" } });
  });
});
