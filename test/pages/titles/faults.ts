import type { Cell, Figure, Row } from "@/lib/dashboards/figure";
import type { Status } from "@/lib/kernel/status";
import { DATE, numbersIn, type WrittenNumber, writes } from "./numbers";

/** What a sentence may rest on: a figure's table and chart, or the cell of a tile. */
export type Shown = Pick<Figure, "table" | "chart">;

const SUPERLATIVE = /\b(largest|highest|lowest|smallest|cheapest|dearest|biggest|spent most)\b/i;
const WORDS: Record<Exclude<Status, "A" | "W">, RegExp> = {
  // The index says of what kind an estimate is.
  E: /\bestimate|\bindicative\b|\bcarried forward\b/i,
  F: /\bforecast/i,
  G: /\bguid/i,
  C: /\bconsensus/i,
  P: /\bprovisional/i,
};

const cellsOf = once(({ table }): Cell[] =>
  table.rows.flatMap((row) =>
    table.columns.flatMap(({ key, kind }) => (kind === "number" && row[key] ? [row[key]] : [])),
  ),
);

const ends = (one: Pick<Cell, "value" | "low" | "high">): number[] =>
  [one.value, one.low, one.high].filter((end): end is number => typeof end === "number");

const textOf = (cell: Cell | undefined): string => (cell?.text ?? String(cell?.value ?? "")).trim();

/** What is asked of a figure many times, found once. */
function once<T>(find: (shown: Shown) => T): (shown: Shown) => T {
  const found = new WeakMap<Shown["table"], T>();
  return (shown) => {
    const held = found.get(shown.table);
    if (held !== undefined) return held;
    const made = find(shown);
    found.set(shown.table, made);
    return made;
  };
}

/** Every word of a table that a sentence may repeat, with the names of its columns and lines. */
const namesOf = once(({ table, chart }): string[] => {
  const words = table.columns.filter((one) => one.kind !== "number");
  const cells = table.rows.flatMap((row) => words.map(({ key }) => textOf(row[key])));
  return [
    ...new Set([...cells, ...table.columns.map((one) => one.label), ...(chart?.series.map((one) => one.name) ?? [])]),
  ];
});

/** All that can be counted in a table: its rows, those that share one word or two, different words, known numbers. */
const countsOf = once(({ table, chart }): Set<number> => {
  const counts = new Set([table.rows.length]);
  const words = table.columns.filter((one) => one.kind !== "number").map((one) => one.key);
  const count = (keyOf: (row: Row) => string) => {
    const groups = new Map<string, number>();
    for (const row of table.rows) groups.set(keyOf(row), (groups.get(keyOf(row)) ?? 0) + 1);
    counts.add(groups.size);
    for (const size of groups.values()) counts.add(size);
  };
  for (const [at, key] of words.entries()) {
    count((row) => textOf(row[key]));
    for (const other of words.slice(at + 1)) count((row) => `${textOf(row[key])}|${textOf(row[other])}`);
  }
  for (const { key, kind } of table.columns) {
    if (kind !== "number") continue;
    const known = table.rows.flatMap((row) => (row[key] && ends(row[key]).length > 0 ? [row[key]] : []));
    counts.add(known.length);
    // Ranks: how many have this one or a better one.
    for (const { value } of known.filter((one) => one.text))
      counts.add(known.filter((one) => Number(one.value) >= Number(value)).length);
  }
  for (const { points } of chart?.series ?? []) counts.add(points.length);
  return counts.add(0);
});

function statusFault(sentence: string, number: WrittenNumber, cited: readonly Cell[]): string[] {
  const statuses = [...new Set(cited.flatMap((one) => one.status ?? []))];
  if (statuses.length === 0 || statuses.includes("A")) return [];
  const said = statuses.some((one) => one !== "A" && one !== "W" && WORDS[one].test(sentence));
  return said ? [] : [`${number.text} is ${statuses.join("/")} and not said to be`];
}

const citedBy = (number: WrittenNumber, shown: Shown): Cell[] =>
  cellsOf(shown).filter((cell) => ends(cell).some((end) => writes(number, end)));

/** The counts by which cells that a sentence cites say how they came about. */
function derivedFrom(numbers: readonly WrittenNumber[], shown: Shown): number[] {
  const cited = numbers.filter((one) => one.unit).flatMap((one) => citedBy(one, shown));
  return cited.flatMap((cell) => numbersIn(cell.derivation ?? "").map((one) => one.value));
}

/** What is wrong with one number of a sentence: that nothing shown says it, or that it is a view and not said to be one. */
function numberFaults(sentence: string, number: WrittenNumber, shown: Shown, counts: Set<number>): string[] {
  const cited = citedBy(number, shown);
  if (!number.unit)
    return counts.has(number.value) || cited.length > 0 ? [] : [`${number.text} counts nothing in the table`];
  const drawn = shown.chart?.series.flatMap((one) => one.points) ?? [];
  const inChart = drawn.some(({ y, low, high }) =>
    ends({ value: y, low: low ?? null, high: high ?? null }).some((end) => writes(number, end)),
  );
  if (cited.length === 0 && !inChart) return [`${number.text} is neither in the table nor in the chart`];
  return statusFault(sentence, number, cited);
}

/**
 * What is wrong with a sentence about something shown, as far as that can be seen from outside of any page's code: a
 * superlative without how many and when, a number with a unit and no date, a number that nothing shown says, a view that
 * is not said to be one.
 */
export function faultsOf(sentence: string, shown: Shown): string[] {
  const found: string[] = [];
  const numbers = numbersIn(sentence, namesOf(shown));
  const dated = new RegExp(DATE.source).test(sentence);
  if (SUPERLATIVE.test(sentence)) {
    const of = /\bof (\d+)\b/.exec(sentence.replace(DATE, "§"));
    if (!of || Number(of[1]) < 3) found.push("a superlative does not say of how many, three at least");
    if (!dated) found.push("a superlative has no date");
  }
  if (numbers.some((one) => one.unit) && !dated) found.push("a number has no date");
  const counts = new Set([...countsOf(shown), ...derivedFrom(numbers, shown)]);
  for (const number of numbers) found.push(...numberFaults(sentence, number, shown, counts));
  return found;
}
