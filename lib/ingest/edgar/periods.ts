import { dayAfter, dayBefore } from "@/lib/kernel/days";
import { daysBetween } from "./fiscal";

/** Days that lie so close are one and the same; a week apart they are not, since years have 52 or 53 of them. */
const FEW_DAYS = 4;

type Span = { start: string; end: string; filed: string };

/**
 * Gives each span the days under which its period was filed first: filings differ by a day or a few in where a period
 * begins or ends, and it is one period all the same. What is filed later never moves the days of what came before.
 */
export function onePeriodEach<S extends Span>(spans: readonly S[]): S[] {
  // A period begins the day after another ends: both are one border.
  const borders: string[] = [];
  const placed = (day: string): string => {
    const near = borders
      .filter((one) => Math.abs(daysBetween(one, day)) <= FEW_DAYS)
      .toSorted((a, b) => Math.abs(daysBetween(a, day)) - Math.abs(daysBetween(b, day)))[0];
    if (near === undefined) borders.push(day);
    return near ?? day;
  };
  const known = new Map<string, string>();
  const border = (day: string): string => {
    const found = known.get(day) ?? placed(day);
    known.set(day, found);
    return found;
  };
  const inOrder = spans.toSorted(
    (a, b) => a.filed.localeCompare(b.filed) || a.end.localeCompare(b.end) || a.start.localeCompare(b.start),
  );
  return inOrder.map((one) => {
    const end = border(one.end);
    return { ...one, start: dayAfter(border(dayBefore(one.start))), end };
  });
}
