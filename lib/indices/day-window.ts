const DAY_MS = 86_400_000;
const back = (day: string, days: number): string =>
  new Date(Date.parse(day) - days * DAY_MS).toISOString().slice(0, 10);

/** The place of the first of ascending items that is not before a day. */
function placeOf(items: readonly { day: string }[], day: string): number {
  let [low, high] = [0, items.length];
  while (low < high) {
    const at = (low + high) >> 1;
    if ((items[at]?.day ?? "") < day) low = at + 1;
    else high = at;
  }
  return low;
}

/** The items of a day and of so many days before it, found without looking at all others. Items ascend by day. */
export function daysUpTo<T extends { day: string }>(items: readonly T[], day: string, reach: number): readonly T[] {
  return items.slice(placeOf(items, back(day, reach)), placeOf(items, back(day, -1)));
}
