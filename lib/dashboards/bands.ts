import type { ChartPoint } from "./figure";

/** From so many ranges on, whiskers of their own would cover the line that they are about. */
const WHISKERS_MOST = 40;

/** Whether the ranges around a line are shaded as one band: where nearly each point has one and there are many. */
export function isBand(points: readonly ChartPoint[]): boolean {
  const valued = points.filter((one) => one.y !== null);
  const ranged = valued.filter(({ low, high }) => typeof low === "number" && typeof high === "number");
  return ranged.length > WHISKERS_MOST && ranged.length * 2 > valued.length;
}
