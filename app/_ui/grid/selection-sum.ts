import { formatValue } from "@/lib/kernel/format";
import type { ShownValue } from "./cell-text";

/** A selected cell that holds something: its value and the unit in which it is kept. */
export type Selected = { shown: ShownValue; unit: string };

/** What a selection comes to. Ranges without a point are counted and not added up. */
export type Summary = {
  values: number;
  numbers: number;
  ranges: number;
  /** The one unit of all numbers, null where they have several: then nothing is added up. */
  unit: string | null;
  sum: number;
  average: number;
  least: number;
  most: number;
};

/** Adds up without the noise of doubles: 0.1 and 0.2 are 0.3. */
const clean = (value: number): number => Number(value.toPrecision(14));

export function summarise(selected: readonly Selected[]): Summary {
  const held = selected.filter(({ shown }) => shown.status !== "W");
  const numbers = held.flatMap(({ shown }) => (shown.value === null ? [] : [shown.value]));
  const units = new Set(held.flatMap(({ shown, unit }) => (shown.value === null ? [] : [unit])));
  const [unit = null] = units;
  const sum = numbers.reduce((all, one) => all + one, 0);
  return {
    values: held.length,
    numbers: numbers.length,
    ranges: held.length - numbers.length,
    unit: units.size === 1 ? unit : null,
    sum: clean(sum),
    average: numbers.length === 0 ? 0 : clean(sum / numbers.length),
    least: numbers.reduce((least, one) => Math.min(least, one), Number.POSITIVE_INFINITY),
    most: numbers.reduce((most, one) => Math.max(most, one), Number.NEGATIVE_INFINITY),
  };
}

const count = (number: number, one: string, many: string): string =>
  `${number.toLocaleString("en-US")} ${number === 1 ? one : many}`;

/** A summary in words, a phrase each. Steps of a scale have names and no sum. */
export function summaryWords(summary: Summary, decimals: number, scale: boolean): string[] {
  const { values, numbers, ranges, unit, sum, average, least, most } = summary;
  const words = [count(values, "value", "values")];
  if (ranges > 0) words.push(`${count(ranges, "range", "ranges")} not added up`);
  if (numbers === 0 || scale) return words;
  if (unit === null) return [...words, "units are mixed: no sum"];
  const said = (value: number) => formatValue(value, unit, Math.max(decimals, 2));
  words.push(`sum ${said(sum)}`, `average ${said(average)}`, `min ${said(least)}`, `max ${said(most)}`);
  return words;
}
