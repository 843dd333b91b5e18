import { dayAfter } from "@/lib/kernel/days";
import { calendarQuarter, parsePeriod, periodEnd } from "@/lib/kernel/period";
import type { Stated } from "./capex-basis";

/** The last day of a period: the exact one of a fiscal period, else the calendar's. */
export const endOf = (one: Pick<Stated, "period" | "periodEnd" | "frequency">): string =>
  one.periodEnd ?? periodEnd(one.period, one.frequency);

/** The first day of the calendar quarter that holds the middle of a fiscal quarter. */
export function calendarStart(one: Pick<Stated, "period" | "periodEnd" | "frequency">): string {
  const label = calendarQuarter(one.period, endOf(one));
  return parsePeriod(label)?.start ?? one.period;
}

/** The same calendar quarter one year earlier, both as first days. */
export const yearBefore = (start: string): string => `${Number(start.slice(0, 4)) - 1}${start.slice(4)}`;

/** What falls into each calendar quarter, by its first day, and the quarters into which more than one thing fell. */
export type Calendar<T> = { quarters: ReadonlyMap<string, T>; clashes: readonly string[] };

/**
 * Puts one company's fiscal quarters into calendar quarters, each whole and unchanged. Where two fall into the same
 * one, as when a company changes its fiscal year, that quarter is left out and named, for neither stands for it.
 */
export function calendarise<T extends { chosen: Stated }>(quarters: readonly T[]): Calendar<T> {
  const placed = new Map<string, T>();
  const clashes = new Set<string>();
  for (const one of quarters) {
    const start = calendarStart(one.chosen);
    if (placed.has(start)) clashes.add(start);
    placed.set(start, one);
  }
  for (const start of clashes) placed.delete(start);
  return { quarters: placed, clashes: [...clashes].toSorted() };
}

/** Every calendar quarter from the first to the last of these, by first day, without a gap. */
export function quartersThrough(starts: readonly string[]): string[] {
  const sorted = starts.toSorted();
  const [first, last] = [sorted[0], sorted.at(-1)];
  if (first === undefined || last === undefined) return [];
  const all: string[] = [];
  for (let start = first; start <= last; start = dayAfter(periodEnd(start, "quarter"))) all.push(start);
  return all;
}
