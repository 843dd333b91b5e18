import type { CustomSeriesOption } from "echarts";
import { type DrawContext, quiet } from "./draw-context";
import type { PlacedSeries } from "./prepare";

type Ends = { at: number; low: number; high: number };

/** Unbroken runs of points that have both ends. A band does not cross a gap. */
function runsOf(series: PlacedSeries): Ends[][] {
  const runs: Ends[][] = [[]];
  for (const { at, low, high } of series.points) {
    if (low === null || high === null) runs.push([]);
    else runs.at(-1)?.push({ at, low, high });
  }
  return runs.filter((run) => run.length > 0);
}

/** The shade between low and high around a line. */
export function bandSeries({ look, prepared }: DrawContext, series: PlacedSeries): CustomSeriesOption[] {
  const runs = runsOf(series);
  if (runs.length === 0) return [];
  const corners = (run: readonly Ends[], value: (one: Ends) => number): [number, number][] =>
    run.flatMap((one, i): [number, number][] => {
      const before = run[i - 1];
      return series.shape === "step" && before
        ? [
            [one.at, value(before)],
            [one.at, value(one)],
          ]
        : [[one.at, value(one)]];
    });
  return [
    {
      ...quiet,
      type: "custom",
      id: `band ${series.name}`,
      name: series.name,
      z: 1,
      clip: true,
      encode: prepared.horizontal ? { x: [1, 2], y: 0 } : { x: 0, y: [1, 2] },
      data: runs.flat().map((one) => [one.at, one.low, one.high]),
      // One shape for each run, drawn with its first point: pieces side by side would show their seams.
      renderItem: ({ dataIndex }, api) => {
        let first = 0;
        const run = runs.find((one) => {
          const starts = first === dataIndex;
          first += one.length;
          return starts;
        });
        if (!run) return null;
        const outline = [...corners(run, (one) => one.high), ...corners(run, (one) => one.low).toReversed()];
        const points = outline.map(([at, value]) => api.coord(prepared.horizontal ? [value, at] : [at, value]));
        return { type: "polygon", shape: { points }, style: { fill: look.colour(series.slot), opacity: 0.14 } };
      },
    },
  ];
}
