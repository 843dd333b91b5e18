/**
 * The period that a sentence about several speaks of: the newest that has begun by the day of reading, else the first to
 * come. The furthest forecast is not the news.
 */
export function leadPeriod(periods: readonly string[], today: string): string {
  const sorted = [...new Set(periods)].toSorted();
  return sorted.findLast((one) => one <= today) ?? sorted[0] ?? "";
}
