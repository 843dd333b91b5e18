import type { PlacedPoint, PlacedSeries, Prepared } from "./prepare";

/**
 * A stacked series on the places of all series of its stack. A place where it has nothing counts as zero in this copy
 * only: ECharts adds up stacks by position in the data, so that a missing point would shift all later ones.
 */
export function stackedPoints(prepared: Prepared, series: PlacedSeries): PlacedPoint[] {
  const mates = prepared.series.filter((one) => one.stack === series.stack);
  const places = [...new Set(mates.flatMap((one) => one.points.map((point) => point.at)))].toSorted((a, b) => a - b);
  const own = new Map(series.points.map((point) => [point.at, point]));
  return places.map((at) => {
    const point = own.get(at);
    return point ? { ...point, y: point.y ?? 0 } : { at, y: 0, low: null, high: null, status: "A", day: null };
  });
}
