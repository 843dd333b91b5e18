import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { pack, unpack } from "@/app/_ui/chart/pack";
import { prepare } from "@/app/_ui/chart/prepare";
import { sparkPath } from "@/app/_ui/chart/sparkline";
import type { ChartSpec } from "@/lib/dashboards/figure";
import { breaksAfter, type Rhythm, withGaps } from "@/lib/dashboards/gaps";
import { type Frequency, periodEnd } from "@/lib/kernel/period";

const REGULAR = ["month", "quarter", "half", "year"] as const;
const DAY_MS = 86_400_000;
const dayAfter = (day: string, days = 1) => new Date(Date.parse(day) + days * DAY_MS).toISOString().slice(0, 10);

/** The first days of so many periods in a row. */
function periods(frequency: Frequency, count: number): string[] {
  const starts = ["2019-01-01"];
  while (starts.length < count) starts.push(dayAfter(periodEnd(starts.at(-1) ?? "", frequency)));
  return starts;
}

/** Which of a row of periods have a value: constructed, at least the two ends. */
const kept = fc
  .tuple(fc.constantFrom(...REGULAR), fc.array(fc.boolean(), { minLength: 1, maxLength: 24 }))
  .map(([frequency, inner]) => ({ frequency, has: [true, ...inner, true] }));

const chartOf = (days: readonly string[], rhythm?: Rhythm): ChartSpec => ({
  x: "time",
  unit: "USD",
  decimals: 0,
  summary: "",
  series: [
    {
      key: "a",
      name: "A",
      shape: "line",
      points: days.map((x, y) => ({ x, y, status: "A" })),
      ...(rhythm ? { rhythm } : {}),
    },
  ],
});
const drawn = (spec: ChartSpec) => prepare(spec).series[0]?.points.map((one) => one.y) ?? [];

describe("a line", () => {
  test("breaks between two periods exactly where one is missing between them, and loses no value", () => {
    fc.assert(
      fc.property(kept, ({ frequency, has }) => {
        const all = periods(frequency, has.length);
        const days = all.filter((_, at) => has[at]);
        const missing = days.map((day) => !has[all.indexOf(day) + 1]).slice(0, -1);
        const breaks = breaksAfter(
          days.map((day) => ({ day })),
          frequency,
        );
        expect(days.slice(0, -1).map((_, at) => breaks.has(at))).toEqual(missing);
        const values = drawn(chartOf(days, frequency));
        expect(values.filter((one) => one !== null)).toEqual(days.map((_, at) => at));
        expect(values.filter((one) => one === null)).toHaveLength(missing.filter(Boolean).length);
        const row = withGaps(
          days.map((day, value) => ({ day, value })),
          frequency,
        );
        expect(row).toEqual(values);
      }),
    );
  });

  test("of fiscal quarters that begin some days off does not break", () => {
    const days = ["2024-01-29", "2024-04-29", "2024-07-29", "2024-10-28", "2025-01-27", "2025-04-28"];
    expect(drawn(chartOf(days, "quarter"))).toEqual([0, 1, 2, 3, 4, 5]);
    expect(
      drawn(
        chartOf(
          days.filter((_, at) => at !== 2),
          "quarter",
        ),
      ),
    ).toEqual([0, 1, null, 2, 3, 4]);
  });

  test("of days breaks at four times its usual silence, after a week at the least and half a year at the most", () => {
    const business = ["2026-04-02", "2026-04-03", "2026-04-07", "2026-04-08", "2026-04-09"];
    expect(drawn(chartOf(business, "day"))).toEqual([0, 1, 2, 3, 4]);
    expect(drawn(chartOf([...business, "2026-04-17"], "day"))).toEqual([0, 1, 2, 3, 4, null, 5]);
    const monthly = ["2024-01-10", "2024-02-12", "2024-03-09", "2024-04-11"];
    expect(drawn(chartOf([...monthly, "2024-08-01"], "day"))).toEqual([0, 1, 2, 3, 4]);
    expect(drawn(chartOf([...monthly, "2024-11-11"], "day"))).toEqual([0, 1, 2, 3, null, 4]);
    expect(drawn(chartOf(["2024-01-10", "2024-08-10", "2025-03-10"], "day"))).toEqual([0, null, 1, null, 2]);
  });

  test("whose maker names no rhythm has the one that its days show", () => {
    expect(drawn(chartOf(["2025-01-01", "2025-02-01", "2025-04-01"]))).toEqual([0, 1, null, 2]);
    expect(drawn(chartOf(["2025-01-01", "2025-04-01", "2025-10-01"]))).toEqual([0, 1, null, 2]);
    expect(drawn(chartOf(["2021-01-01", "2022-01-01", "2024-01-01"]))).toEqual([0, 1, null, 2]);
  });

  test("that is a reference never breaks", () => {
    expect(drawn(chartOf(["2020-01-01", "2026-01-01"], "reference"))).toEqual([0, 1]);
  });

  test("over named periods breaks where one is missing, also where the axis has no place for it", () => {
    const points = ["2025-01-01", "2025-04-01", "2025-10-01"].map((on, y) => ({
      x: `period ${y}`,
      on,
      y,
      status: "A" as const,
    }));
    const spec: ChartSpec = {
      ...chartOf([]),
      x: "category",
      categories: points.map((one) => one.x),
      series: [{ key: "a", name: "A", shape: "line", rhythm: "quarter", points }],
    };
    expect(drawn(spec)).toEqual([0, 1, null, 2]);
    expect(drawn(unpack(pack(spec)))).toEqual([0, 1, null, 2]);
    expect(drawn({ ...spec, categories: ["period 0", "period 1", "between", "period 2"] })).toEqual([0, 1, null, 2]);
  });
});

describe("a sparkline", () => {
  test("breaks at a gap and keeps a value that stands alone as a dot", () => {
    expect(sparkPath([1, 2, null, 3, null, 4, 5]).match(/M/g)).toHaveLength(3);
    expect(sparkPath([1, 2, null, 3, null, 4, 5]).match(/h0/g)).toHaveLength(1);
    expect(sparkPath([1, 2, 3])).not.toContain("h0");
  });
});
