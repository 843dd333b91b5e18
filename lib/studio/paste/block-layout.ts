import { addTo } from "@/lib/kernel/group-by";
import { isUnitHeader, readUnitHeading } from "../reading/unit-heading";
import { strayNames, takeStatusRow, takeUnitLines, takeUnitRow, unitColumnsBehind } from "./below-headings";
import { findHeadings, type Headings } from "./find-headings";
import { joinSigns } from "./join-signs";
import {
  filled,
  HOLDS_FOR_ALL,
  type Input,
  isNumber,
  type Layout,
  misfit,
  type Misfit,
  NOTES,
  sectionOf,
  UNIT_TITLE,
  UNUSED_TITLE,
} from "./layout";
import { type NameColumn, nameColumns } from "./name-columns";
import { isStrayWord, namelessHeading, strayHeading } from "./stray-heading";
import { columnWord, isBlank, placeIn, rowWord, type Table } from "./table";
import { askTitles } from "./title-names";
import { orderOfHeadings, type ValueColumn, valueColumn } from "./value-columns";

/** What stands above the headings: titles, units, names that hold for all; numbers there mean that nothing is sure. */
function readAbove(layout: Layout, { target, unit, label }: Input): Misfit | null {
  const { table, headings } = layout;
  if (!headings) return null;
  const columns = layout.values.map((one) => one.at);
  for (const [at, row] of table.rows.slice(0, headings.row).entries()) {
    if (isBlank(row) || headings.rows.includes(at)) continue;
    const texts = filled(row);
    const beside = columns.filter((column) => (row[column] ?? "") !== "");
    if (table.turned && beside.length > 1)
      return misfit(
        table,
        at,
        beside[0] ?? 0,
        texts[0] ?? "",
        "names and periods stand side by side, one value a line: paste it as a table, or import it as a file",
      );
    const number = texts.find(isNumber);
    if (number !== undefined)
      return misfit(
        table,
        at,
        row.indexOf(number),
        number,
        "there are numbers above the headings, and nothing says what they are",
      );
    const over = texts.map((text) => readUnitHeading(text, { label, unit })).find((one) => one !== null);
    const section = texts.length === 1 ? sectionOf(texts[0] ?? "", Object.keys(layout.sections), target) : null;
    if (over) layout.said.push(over.said);
    if (section) layout.sections[section[0]] = section[1];
    const reason = over ? UNIT_TITLE : section ? HOLDS_FOR_ALL : UNUSED_TITLE;
    layout.left.push({ where: rowWord(table, at), text: texts.join(" "), reason });
  }
  return null;
}

/** Columns without a period: under a blank heading, a total, a note are listed; what was to be a period is a problem. */
function partColumns(layout: Layout, headed: readonly ValueColumn[]): void {
  const { table } = layout;
  for (const column of headed) {
    const { at, heading } = column;
    const cells = layout.body.filter((row) => (table.rows[row]?.[at] ?? "") !== "").length;
    const count = `${cells} ${cells === 1 ? "cell is" : "cells are"} not taken`;
    if (heading === "") {
      if (cells > 0)
        layout.left.push({ where: columnWord(table, at), text: "", reason: `has no heading: its ${count}` });
    } else if (column.period === null && NOTES.test(heading))
      layout.left.push({ where: columnWord(table, at), text: heading, reason: `is no period: its ${count}` });
    else layout.values.push(column);
  }
}

/** Two columns of one period: nobody can tell which is meant, and neither is taken. */
function dropDoubles(layout: Layout): void {
  const { table } = layout;
  const doubles = new Map<string, ValueColumn[]>();
  for (const one of layout.values) if (one.column !== null) addTo(doubles, one.column, one);
  for (const [first, ...others] of doubles.values()) {
    if (!first || others.length === 0) continue;
    const all = [first, ...others];
    const where = all.map(({ at }) => columnWord(table, at)).join(" and ");
    const cells =
      layout.body.filter((row) => all.some(({ at }) => (table.rows[row]?.[at] ?? "") !== "")).length * all.length;
    const message = `the same period stands in ${where}, and nothing says which is meant: neither is taken`;
    layout.problems.push({
      ...placeIn(table, layout.headings?.row ?? 0, first.at),
      text: first.heading,
      message,
      cells,
    });
    layout.values = layout.values.filter((one) => !all.includes(one));
  }
}

function nameColumnsOf(layout: Layout, first: number, { target, answers, unit, label }: Input): NameColumn[] {
  const { table, headings } = layout;
  // A line without values is a heading of those below it, and none of their names.
  const holds = (row: number): boolean => layout.values.some(({ at }) => (table.rows[row]?.[at] ?? "") !== "");
  const named = layout.body.filter(holds);
  const body = named.length > 0 ? named : layout.body;
  const columns = Array.from({ length: first }, (_, at) => ({
    at,
    heading: headings?.texts[at] ?? "",
    values: [...new Set(body.flatMap((row) => table.rows[row]?.[at] || []))],
  })).filter(({ values }) => values.length > 0);
  return nameColumns(columns, { dataset: target.dataset, names: target.names, label, unit }, answers.columns);
}

/**
 * Headings of the columns in front may be the corner of the table, which often says the unit and nothing else. With
 * names across, they are also the lines that stand above the table: nothing is below them.
 */
function readCorner(layout: Layout, first: number, { target, unit, label }: Input): void {
  const { table, body } = layout;
  for (const [at, text] of (layout.headings?.texts.slice(0, first) ?? []).entries()) {
    if (text === "") continue;
    const found = isUnitHeader(text) ? null : readUnitHeading(text, { label, unit });
    if (found) layout.said.push(found.said);
    if (body.some((row) => (table.rows[row]?.[at] ?? "") !== "")) continue;
    const section = found || !table.turned ? null : sectionOf(text, Object.keys(layout.sections), target);
    if (section) layout.sections[section[0]] = section[1];
    const unused = table.turned ? UNUSED_TITLE : "has no values";
    const reason = found ? UNIT_TITLE : section ? HOLDS_FOR_ALL : unused;
    layout.left.push({ where: columnWord(table, at), text, reason });
  }
}

const COUNTS = /^(?:#|n[or]?\.?|rank|row|id|n°|№)?$/i;

/** Columns of numbers in front of the first period: ranks are listed, and a heading that is no period is a problem. */
function numbersInFront(layout: Layout): void {
  const { table, body, names } = layout;
  for (const { at, heading, is } of names) {
    const cells = body.filter((row) => /\d/.test(table.rows[row]?.[at] ?? "")).length;
    if (is !== "nothing" || cells === 0) continue;
    const count = `${cells} ${cells === 1 ? "cell is" : "cells are"} not taken`;
    const place = placeIn(table, layout.headings?.row ?? 0, at);
    if (COUNTS.test(heading))
      layout.left.push({ where: columnWord(table, at), text: heading, reason: `counts the rows: its ${count}` });
    else layout.problems.push({ ...place, text: heading, message: `“${heading}” is no period: its ${count}`, cells });
  }
}

function columnQuestions(layout: Layout, { target }: Input): void {
  const taken = layout.names.flatMap((one) => (one.is === "dimension" ? [one.key] : []));
  const free = Object.entries(target.dataset.dimensions).filter(([key]) => !taken.includes(key));
  for (const { at, heading, is } of layout.names) {
    if (is !== "open") continue;
    const name = heading === "" ? columnWord(layout.table, at) : `“${heading}”`;
    layout.questions.push({
      about: "column",
      key: String(at),
      words: `What ${name} holds is not known: which names are they?`,
      options: [
        ...free.map(([value, one]) => ({ value, label: one.label })),
        { value: "nothing", label: "Not needed" },
      ],
      likely: null,
      settled: false,
    });
  }
}

/** Lays out a block whose headings were found. */
export function headedLayout(table: Table, headings: Headings, input: Input): Layout | Misfit {
  const { target, answers, unit } = input;
  const measure = target.dataset.measures[target.measure];
  const body = table.rows.flatMap((row, at) => (at > headings.row && !isBlank(row) ? [at] : []));
  const none = { said: [], left: [], problems: [], questions: [], sections: {} };
  const layout: Layout = { table, headings, names: [], values: [], body, ...none };
  if (!measure) return layout;
  const texts = headings.texts.slice(headings.first);
  const { order, questions } = orderOfHeadings(texts, measure.frequency, answers);
  layout.questions.push(...questions);
  const over = { measure, dataset: target.dataset, unit };
  const headed = texts.map((text, n) => valueColumn(headings.first + n, text, over, order));
  const behind = unitColumnsBehind(layout, headed, input);
  partColumns(
    layout,
    headed.filter(({ at }) => !behind.some((one) => one.at === at)),
  );
  const stopped = readAbove(layout, input);
  if (stopped) return stopped;
  takeUnitRow(layout, input);
  takeStatusRow(layout);
  takeUnitLines(layout, input);
  const below = strayNames(layout, input);
  if (below) return below;
  dropDoubles(layout);
  readCorner(layout, headings.first, input);
  layout.names = [...nameColumnsOf(layout, headings.first, input), ...behind];
  numbersInFront(layout);
  columnQuestions(layout, input);
  askTitles(layout, input);
  return namelessColumns(layout) ?? layout;
}

/** Periods down and several columns of values without a name above: nobody can tell which rows they are. */
function namelessColumns({ table, names, headings, body, values }: Layout): Misfit | null {
  const withValues = body.filter((row) => values.some(({ at }) => (table.rows[row]?.[at] ?? "") !== ""));
  const named = names.some((one) => one.is === "dimension" || one.is === "code" || one.is === "open");
  if (!table.turned || named || withValues.length < 2) return null;
  const text = table.rows[withValues[0] ?? 0]?.[values[0]?.at ?? 0] ?? "";
  const message = "nothing says which series the columns are: paste their names above them; nothing is taken";
  return misfit(table, withValues[0] ?? 0, headings?.first ?? 0, text, message);
}

/** Lays out a block without periods: names in front of values place its rows, else it lies where it is pasted. */
export function bareLayout(table: Table, input: Input): Layout | Misfit {
  const { target, unit, label } = input;
  const measure = target.dataset.measures[target.measure];
  const isStray = (text: string): boolean => isStrayWord(text, { label, unit, ranks: measure?.ranks });
  const body = table.rows.flatMap((row, at) => (isBlank(row) ? [] : [at]));
  const width = Math.max(0, ...table.rows.map((row) => row.length));
  const textual = (at: number): boolean => {
    const texts = body.flatMap((row) => table.rows[row]?.[at] || []);
    return texts.every(isStray) && texts.some((text) => /\p{L}/u.test(text));
  };
  let first = 0;
  while (first < width - 1 && textual(first)) first++;
  const stray = strayHeading(table, body, first, isStray) ?? namelessHeading(table, body, first, target);
  if (stray) return stray;
  const values = Array.from({ length: width - first }, (_, step): ValueColumn => {
    const column = target.columns[target.column + step]?.period ?? null;
    const reason = column === null ? "the block is wider than the grid: no period stands here" : null;
    return { at: first + step, heading: "", period: null, column, reason, said: [] };
  });
  const none = { said: [], left: [], problems: [], questions: [], sections: {} };
  const layout: Layout = { table, headings: null, names: [], values, body, ...none };
  layout.names = nameColumnsOf(layout, first, input);
  columnQuestions(layout, input);
  return layout;
}

/** Understands the shape of a block, or says which place of it stops that. */
export function layOut(block: Table["rows"], input: Input): Layout | Misfit {
  const { dataset, names } = input.target;
  const isName = (text: string): boolean =>
    Object.keys(dataset.dimensions).some((key) => {
      const found = names.resolve(key, text);
      return "value" in found && !found.fresh;
    });
  const { table, headings } = findHeadings(block, isName);
  return headings ? headedLayout(joinSigns(table, headings), headings, input) : bareLayout(table, input);
}
