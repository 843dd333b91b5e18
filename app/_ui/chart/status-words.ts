import { isActual, type Status, statusWord } from "@/lib/kernel/status";
import { lastKnown, type PlacedPoint, type PlacedSeries } from "./prepare";

/** The one word that all these statements share; empty where they have happened or differ. */
export function sharedWord(points: readonly { status: Status }[]): string {
  const words = new Set(points.map((one) => (isActual(one.status) ? "" : statusWord[one.status])));
  return words.size === 1 ? ([...words][0] ?? "") : "";
}

/** The points that say what kind of statement a series is: where a line ends, everything else as a whole. */
function tellingPoints({ shape, stack, points }: Pick<PlacedSeries, "shape" | "stack" | "points">): PlacedPoint[] {
  const known = points.filter((one) => one.y !== null || one.low !== null || one.high !== null);
  if (stack !== undefined || (shape !== "line" && shape !== "step")) return known;
  const last = lastKnown(known);
  return last ? [last] : [];
}

/** Whether a series as its name shows it is somebody's view: a line that ends in one, or bars that are all such. */
export const isView = (series: Pick<PlacedSeries, "shape" | "stack" | "points">): boolean => {
  const points = tellingPoints(series);
  return points.length > 0 && points.every((one) => !isActual(one.status));
};

/** A series' name with the kind of statement that it is: `Meta (forecast)`. */
export function nameWithStatus(series: PlacedSeries): string {
  const words = new Set(isView(series) ? tellingPoints(series).map((one) => statusWord[one.status]) : []);
  const word = [...words].toSorted().join(", ");
  return word && !series.name.toLowerCase().includes(word) ? `${series.name} (${word})` : series.name;
}
