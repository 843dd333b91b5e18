import { addTo } from "@/lib/kernel/group-by";
import { seriesCode } from "@/lib/datasets/series-code";
import { seriesUnit } from "@/lib/datasets/series-title";
import { periodLabel } from "@/lib/kernel/period";
import { decimalOf, fractionsOf, type Numbers, unitsSaid } from "./block-numbers";
import { layOut } from "./block-layout";
import { isPeriodLike } from "./find-headings";
import type { Layout } from "./layout";
import type { PastedBlock, PastedCell, PasteTarget } from "./pasted-block";
import { rowTitle } from "./place-value";
import type { PasteAnswers } from "./questions";
import { placeIn, rowWord } from "./table";
import { takeRows } from "./take-rows";

const nothing = (): PastedBlock => ({
  cells: [],
  problems: [],
  left: [],
  questions: [],
  empty: 0,
  assumed: [],
  placed: "here",
});

function assumedWords({ dataset, otherwise, names }: PasteTarget, layout: Layout): string[] {
  const told = new Set(layout.names.map((one) => (one.is === "dimension" ? one.key : one.is)));
  if (told.has("code") || !layout.names.some((one) => one.is === "dimension")) return [];
  const all: Record<string, string> = { ...otherwise, ...layout.sections };
  return Object.entries(dataset.dimensions)
    .filter(([key]) => !told.has(key) && all[key])
    .map(([key, one]) => `${one.label}: ${names.label(key, all[key] ?? "")}`);
}

/** Values for one cell that stand twice in the block: neither is taken, and both places are named. */
function withoutDoubles(done: PastedBlock, target: PasteTarget): void {
  const places = new Map<string, PastedCell[]>();
  for (const cell of done.cells) {
    const key = `${seriesCode(target.dataset, cell.dims, target.measure)} ${cell.column}`;
    addTo(places, key, cell);
  }
  const doubled = [...places.values()].filter((cells) => cells.length > 1);
  if (doubled.length === 0) return;
  const frequency = target.dataset.measures[target.measure]?.frequency ?? "day";
  const pairs = new Map<string, PastedCell[][]>();
  for (const cells of doubled) {
    const key = cells.map((one) => one.line).join(" ");
    addTo(pairs, key, cells);
  }
  for (const groups of pairs.values()) {
    const [first, second] = groups[0] ?? [];
    if (!first || !second) continue;
    const where =
      first.line === second.line ? `columns ${first.at} and ${second.at}` : `lines ${first.line} and ${second.line}`;
    const periods = groups.map((cells) => periodLabel(cells[0]?.column ?? "", frequency));
    const told = `${periods.slice(0, 3).join(", ")}${periods.length > 3 ? " …" : ""}`;
    const message = `${where} both have a value for ${rowTitle(target, first.dims)}, ${told}: neither is taken`;
    done.problems.push({
      line: second.line,
      column: second.at,
      text: second.text,
      message,
      cells: groups.flat().length,
    });
  }
  const out = new Set(doubled.flat());
  done.cells = done.cells.filter((cell) => !out.has(cell));
}

/** Columns without a place: each is named once, however many values stand in it. */
function columnProblems(done: PastedBlock, { table, headings, values, body }: Layout): void {
  const asked = done.questions.some((one) => one.about === "fiscal");
  for (const { at, heading, column, reason, period } of values) {
    const place = placeIn(table, headings?.row ?? 0, at);
    const [number, other] = table.turned ? [place.line, "line"] : [place.column, "column"];
    const taken = done.cells.some((cell) => (table.turned ? cell.line : cell.at) === number);
    const told = done.problems.some((one) => one.text !== "" && (table.turned ? one.line : one.column) === number);
    if (column !== null || reason === null || taken || (told && headings) || (asked && period?.fiscal)) continue;
    const cells = body.filter((row) => (table.rows[row]?.[at] ?? "") !== "").length;
    done.problems.push({ ...place, text: heading || `${other} ${number}`, message: reason, cells });
  }
}

/** Reads what holds for all numbers of the block, and takes its rows. */
function take(layout: Layout, target: PasteTarget, answers: PasteAnswers, done: PastedBlock): void {
  const measure = target.dataset.measures[target.measure];
  if (!measure) return;
  const texts = layout.body.flatMap((row) => layout.values.flatMap(({ at }) => layout.table.rows[row]?.[at] || []));
  const numbers: Numbers = { texts, unit: target.unit, measure };
  const units = unitsSaid([...layout.said, ...layout.values.flatMap((one) => one.said)], numbers, answers);
  if ("refused" in units) {
    done.problems.push({
      line: 0,
      column: 0,
      text: units.refused.from,
      message: `${units.message}; nothing is taken`,
      cells: texts.length,
    });
    return;
  }
  const decimal = decimalOf(numbers, answers);
  done.questions.push(...units.questions, ...decimal.questions);
  const own = new Set(layout.said.map((one) => one.from));
  const columns = layout.values.map((value) => ({
    ...value,
    said: units.found.filter((one) => !own.has(one.from) && value.said.some((other) => other.from === one.from)),
  }));
  const work = { layout: { ...layout, values: columns }, target, answers, done };
  const reading = { decimal: decimal.found, said: units.found.filter((one) => own.has(one.from)) };
  const first = nothing();
  takeRows({ ...work, done: first, reading: { ...reading, fractions: false, doubt: false } });
  const sizes = first.cells.map((cell) => largest(target.sizesOf?.(cell.dims) ?? []));
  const percent = first.cells.some((cell) => seriesUnit(target.dataset, cell.dims, target.measure) === "%");
  const fractions = percent
    ? fractionsOf({ ...numbers, unit: "%" }, sizes, decimal.found, answers)
    : { found: false, questions: [] };
  done.questions.push(...fractions.questions);
  const second = takeRows({
    ...work,
    reading: { ...reading, fractions: fractions.found, doubt: fractions.questions.length === 0 },
  });
  if (second !== null) {
    const text = layout.table.rows[second]?.find((one) => one !== "") ?? "";
    const cells = layout.values.flatMap(({ at }) => layout.table.rows[second]?.[at] || []);
    const own = cells.every(isPeriodLike) ? "names other periods" : "has headings of its own";
    const message = `${rowWord(layout.table, second)} ${own}: these are two tables; paste one after the other. Nothing is taken`;
    Object.assign(done, nothing(), {
      problems: [{ ...placeIn(layout.table, second, 0), text, message, cells: texts.length }],
    });
    return;
  }
  columnProblems(done, layout);
  withoutDoubles(done, target);
}

const largest = (sizes: readonly number[]): number | null => (sizes.length === 0 ? null : Math.max(...sizes));

/**
 * Reads a block of cells pasted from a spreadsheet. A row of periods anywhere in its first lines places its columns, or
 * a column of them its lines; names or series codes in front place its rows, which may be new; a block of numbers alone
 * lies where it is pasted. Whatever is not understood comes back as a problem, a line left out, or a question; a block
 * whose shape is not understood gives nothing else. Nothing that waits for an answer is among the cells' right values:
 * write them once every question is settled.
 */
export function pasteBlock(block: readonly string[][], target: PasteTarget, answers: PasteAnswers = {}): PastedBlock {
  const done = nothing();
  const measure = target.dataset.measures[target.measure];
  if (!measure) return done;
  const layout = layOut(block, { target, answers, unit: target.unit, label: measure.label });
  if ("refused" in layout) return { ...done, problems: [layout.refused] };
  done.left.push(...layout.left);
  done.problems.push(...layout.problems);
  done.questions.push(...layout.questions);
  done.placed = layout.headings ? "headings" : layout.names.length > 0 ? "names" : "here";
  done.assumed = assumedWords(target, layout);
  const waits = layout.questions.some((one) => one.about === "column" && !one.settled);
  if (!waits) take(layout, target, answers, done);
  return done;
}
