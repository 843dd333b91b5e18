import { isYear, lengthOf } from "./fiscal";
import type { Span } from "./quarters";

/** A fiscal year whose quarters do not add up to it. Whole units of the currency. */
export type Disagreement = { end: string; year: number; quarters: number; difference: number };

/** Compares each year with the sum of its four quarters; a difference above `tolerance` is a disagreement. */
export function reconcile(
  spans: readonly Span[],
  tolerance: number,
): { agreed: number; disagreements: Disagreement[] } {
  const years = spans.filter((one) => one.kind === "year" && isYear(lengthOf(one)));
  const quarters = new Map(
    spans.flatMap((one) => (one.kind === "quarter" ? [[`${one.start} ${one.end}`, one] as const] : [])),
  );
  let agreed = 0;
  const disagreements: Disagreement[] = [];
  for (const year of years) {
    const own = [...quarters.values()].filter((one) => one.start >= year.start && one.end <= year.end);
    if (own.length !== 4) continue;
    const sum = own.reduce((all, one) => all + one.value, 0);
    const difference = sum - year.value;
    if (Math.abs(difference) <= tolerance) agreed += 1;
    else disagreements.push({ end: year.end, year: year.value, quarters: sum, difference });
  }
  return { agreed, disagreements };
}
