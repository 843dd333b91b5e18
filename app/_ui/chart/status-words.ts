import { isActual, type Status, statusWord } from "@/lib/kernel/status";
import type { ChartSpec } from "@/lib/dashboards/figure";
import { lastKnown, type PlacedPoint, type PlacedSeries } from "./prepare";

/** The one word that all these statements share; empty where they have happened or differ. */
export function sharedWord(points: readonly PlacedPoint[]): string {
  const words = new Set(points.map((one) => (isActual(one.status) ? "" : statusWord[one.status])));
  return words.size === 1 ? ([...words][0] ?? "") : "";
}

/** A series' name with the kind of statement that it ends in: `Meta (forecast)`. */
export function nameWithStatus(series: PlacedSeries): string {
  const last = lastKnown(series.points);
  const word = last ? sharedWord([last]) : "";
  return word && !series.name.toLowerCase().includes(word) ? `${series.name} (${word})` : series.name;
}

/** The kinds of statement in a chart that have not happened, in the order of the field's letters. */
export function viewsIn(spec: ChartSpec): Status[] {
  const found = new Set(spec.series.flatMap((one) => one.points.map((point) => point.status)));
  return (["G", "C", "E", "F"] as const).filter((status) => found.has(status));
}
