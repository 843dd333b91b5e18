import { groupBy } from "./group-by";

/** Items in the order of their days, those of one day as they came. Much quicker than sorting where days are few. */
export function inDayOrder<T extends { day: string }>(items: readonly T[]): T[] {
  const days = groupBy(items, (one) => one.day);
  return [...days.keys()].toSorted().flatMap((day) => days.get(day) ?? []);
}
