import { seriesUnit } from "@/lib/datasets/series-title";
import { plainText } from "../reading/plain-text";
import { dimsOfCode } from "../reading/name-book";
import { isLikelyFraction, withPercent } from "../reading/likely-fraction";
import { type CellRules, parseCell } from "../reading/parse-cell";
import type { Said } from "../reading/read-amount";
import { unitCellOf } from "../reading/unit-heading";
import { isPeriodLike } from "./find-headings";
import { type Layout, NOTES, sectionOf } from "./layout";
import { placeValue } from "./place-value";
import type { PastedBlock, PasteProblem, PasteTarget } from "./pasted-block";
import { nameKey, type PasteAnswers } from "./questions";
import { isDimensionWord, isStrayWord } from "./stray-heading";
import { placeIn, rowWord } from "./table";

/** How the values of the block are read, besides what their rows and headings say. */
export type Reading = Pick<CellRules, "decimal"> & {
  fractions: boolean;
  /** Whether a single number that looks like a fraction is refused; not where all of them are asked about. */
  doubt: boolean;
  said: readonly Said[];
};

type Work = { layout: Layout; target: PasteTarget; answers: PasteAnswers; reading: Reading; done: PastedBlock };

/** A row of the table with the names that stand for it, those of the rows above where its own are blank. */
type NamedRow = {
  at: number;
  cells: readonly string[];
  names: ReadonlyMap<number, string>;
  sections: Record<string, string>;
};

type Found = { dims: Record<string, string>; said: Said[] };

const TOTAL = /^(?:(?:grand |sub)?-?totals?|sum|all (?:above|suppliers|companies)|average|avg\.?|mean|median)\b/i;

const valuesIn = ({ layout }: Work, cells: readonly string[]): string[] =>
  layout.values.map(({ at }) => cells[at] ?? "").filter((text) => text !== "");

function problem(work: Work, row: NamedRow, column: number, text: string, message: string): PasteProblem {
  const place = placeIn(work.layout.table, row.at, Math.max(column, 0));
  return { ...place, text, message, cells: valuesIn(work, row.cells).length };
}

/** The dimensions of a row by its names, null where it is left out or not understood; both are noted. */
function namedRow(work: Work, row: NamedRow): Found | null {
  const { layout, target, answers, done } = work;
  const { dataset, names, otherwise } = target;
  const found: Found = { dims: { ...otherwise, ...layout.sections, ...row.sections }, said: [] };
  const own = layout.names.filter((one) => one.is !== "nothing");
  const leftOut = (reason: string) => {
    const text = [...row.names.values()].filter((one) => one !== "").join(" ");
    done.left.push({ where: rowWord(layout.table, row.at), text, reason });
    return null;
  };
  for (const one of own) {
    const text = row.names.get(one.at) ?? "";
    if (one.is === "code") {
      const read = dimsOfCode(dataset, text);
      const message = `“${text}” is no series of ${dataset.title}`;
      if (!read) return (done.problems.push(problem(work, row, one.at, text, message)), null);
      Object.assign(found.dims, read);
    } else if (one.is === "unit") {
      const words = unitCellOf(text, { label: "", unit: target.unit });
      if (words) found.said.push({ from: one.heading || "Unit", words });
      else if (text !== "")
        return (done.problems.push(problem(work, row, one.at, text, `“${text}” is no unit that is known`)), null);
    } else if (one.is === "dimension") {
      const { key } = one;
      const answer = answers.names?.[nameKey(key, text)];
      if (answer === "skip") return leftOut("is left out, as you said");
      const read = answer === undefined ? names.resolve(key, text) : { value: answer };
      if (TOTAL.test(plainText(text)) && ("unknown" in read || read.fresh))
        return leftOut("is a total of other rows and not taken");
      if ("unknown" in read) {
        const label = dataset.dimensions[key]?.label ?? key;
        const name = { dimension: key, label, text, near: read.near };
        return (done.problems.push({ ...problem(work, row, one.at, text, read.unknown), name }), null);
      }
      found.dims[key] = read.value;
    }
  }
  const missing = Object.entries(dataset.dimensions).filter(([key]) => !found.dims[key]);
  if (missing.length === 0) return found;
  const words = missing.map(([, one]) => one.label).join(", ");
  const message = `${words} is not told: add it as a column, or set it in the filter`;
  done.problems.push(problem(work, row, 0, row.cells[0] ?? "", message));
  return null;
}

function placedRow(work: Work, row: NamedRow, step: number): Found | null {
  const { target, layout, done } = work;
  const dims = target.rows[step];
  if (dims) return { dims: { ...dims }, said: [] };
  const message =
    dims === null
      ? "this row is not loaded yet: scroll to it, and paste again"
      : "the block is longer than the grid: to add a series, paste its names in front of the values";
  const first = layout.values[0]?.at ?? 0;
  done.problems.push(problem(work, row, first, row.cells[first] ?? "", message));
  return null;
}

/** A line without values: a name that holds for the rows below, the headings once more, or a note. */
function withoutValues(
  work: Work,
  row: NamedRow,
  sections: Record<string, string>,
  above: { unknown: string | null },
): void {
  const { layout, target, done } = work;
  const texts = row.cells.filter((text) => text !== "");
  const taken = layout.names.flatMap((one) => (one.is === "dimension" ? [one.key] : []));
  const section = texts.length === 1 ? sectionOf(texts[0] ?? "", taken, target) : null;
  if (section) sections[section[0]] = section[1];
  const reason = section ? "holds for the rows below it" : "has no values";
  done.left.push({ where: rowWord(layout.table, row.at), text: texts.join(" "), reason });
  const [text = ""] = texts;
  // A blank line or a known name ends what an unknown one began; what every row tells itself needs no heading.
  if (section || texts.length === 0) above.unknown = null;
  else if (texts.length === 1 && !NOTES.test(text) && !TOTAL.test(text) && leavesOpen(work, sections))
    above.unknown = text;
}

/** Whether a row's series depends on something that the block does not say in its columns. */
function leavesOpen({ layout, target }: Work, sections: Record<string, string>): boolean {
  const told = new Set(layout.names.map((one) => (one.is === "dimension" ? one.key : null)));
  const changing = Object.keys(sections).length > 0 || Object.keys(layout.sections).length > 0;
  const open = Object.entries(target.dataset.dimensions).filter(([key, one]) => !told.has(key) && "entity" in one);
  return !layout.names.some((one) => one.is === "code") && (changing || open.length > 0);
}

/** Whether rows below a line that is no known name wait for what it means, or are left out for it. */
function heldBySection(work: Work, row: NamedRow, text: string): boolean {
  const { layout, answers, done } = work;
  const answer = answers.sections?.[text];
  if (!done.questions.some((one) => one.about === "section" && one.key === text))
    done.questions.push({
      about: "section",
      key: text,
      words: `“${text}” stands above rows and is no name that is known.`,
      options: [
        { value: "take", label: "It is a heading alone: take the rows below it" },
        { value: "skip", label: "The rows below it are of something else: leave them out" },
      ],
      likely: answer ?? null,
      settled: answer !== undefined,
    });
  if (answer === "skip")
    done.left.push({
      where: rowWord(layout.table, row.at),
      text: [...row.names.values()].join(" "),
      reason: `stands below “${text}”, and is left out as you said`,
    });
  return answer === "skip";
}

function takeValues(work: Work, row: NamedRow, { dims, said }: Found): void {
  const { layout, target, answers, reading, done } = work;
  const measure = target.dataset.measures[target.measure];
  const unit = layout.names.length > 0 ? seriesUnit(target.dataset, dims, target.measure) : target.unit;
  const rules = {
    label: measure?.label ?? target.measure,
    unit,
    ranks: measure?.ranks,
    decimal: reading.decimal ?? "auto",
  };
  const sizes = reading.doubt && unit === "%" ? (target.sizesOf?.(dims) ?? []) : [];
  const scale = reading.fractions && unit === "%" ? 2 : 0;
  for (const value of layout.values) {
    const text = row.cells[value.at] ?? "";
    const place = placeIn(layout.table, row.at, value.at);
    const all = [...reading.said, ...said, ...value.said];
    const read = parseCell(text, { ...rules, scale, said: all });
    if (read.kind === "empty") {
      done.empty += value.reason === null ? 1 : 0;
      continue;
    }
    const where = placeValue(value, dims, { target, answers, done });
    if (where === null) continue;
    if ("reason" in where) done.problems.push({ ...place, text, message: where.reason, cells: 1 });
    else if (read.kind === "refused") done.problems.push({ ...place, text, message: read.message, cells: 1 });
    else if (reading.doubt && isLikelyFraction(text, read, unit, sizes)) {
      const [fraction, plain] = [withPercent(read, true), withPercent(read, false)];
      const message = `“${text}” is below 1, and what this row has is not: write ${fraction} or ${plain}`;
      done.problems.push({ ...place, text, message, cells: 1 });
    } else
      done.cells.push({
        dims,
        ...where,
        text,
        line: place.line,
        at: place.column,
        read: { ...read, status: read.status ?? value.period?.status ?? null },
      });
  }
}

/** Fills blank names from above, as merged cells leave them; a row without any name keeps none. */
function filledDown(layout: Layout, above: Map<number, string>, cells: readonly string[]): Map<number, string> {
  const own = layout.names.filter((one) => one.is !== "nothing");
  const named = own.some(({ at }) => (cells[at] ?? "") !== "");
  return new Map(
    own.map(({ at }) => {
      const text = cells[at] ?? "";
      if (text !== "") above.set(at, text);
      return [at, text === "" && named ? (above.get(at) ?? "") : text];
    }),
  );
}

/** Whether the names of a row are none that are known, so that it may be one of headings. */
function mayHead(work: Work, { names }: NamedRow): boolean {
  const { target, layout } = work;
  const texts = [...names.values()].filter((text) => text !== "");
  const known = (text: string) => sectionOf(text, [], target) !== null || NOTES.test(text) || TOTAL.test(text);
  return layout.names.length > 0 && (texts.some((text) => isDimensionWord(text, target)) || !texts.some(known));
}

/** Whether a row holds headings where values should be: those of the block once more, or of another table. */
function headsRows(work: Work, row: NamedRow): "again" | "other" | null {
  const { cells } = row;
  const { headings, values } = work.layout;
  const { target } = work;
  const texts = valuesIn(work, cells);
  if (!headings || texts.length === 0) return null;
  const years = texts.every((text) => /^\d{4}$/.test(text));
  const running = texts.slice(1).every((text, at) => Math.abs(Number(text) - Number(texts[at])) === 1);
  const periods = texts.every(isPeriodLike) && (!years || (texts.length > 1 && running && mayHead(work, row)));
  const rules = { label: "", unit: target.unit, ranks: target.dataset.measures[target.measure]?.ranks };
  const words =
    texts.length > 1 && texts.every((text) => /\p{L}/u.test(text) && isStrayWord(text, rules)) && mayHead(work, row);
  if (!periods && !words) return null;
  return values.every(({ at }) => (cells[at] ?? "") === (headings.texts[at] ?? "")) ? "again" : "other";
}

/** Takes the rows of a block one after the other; returns the row of other headings, where there is one. */
export function takeRows(work: Work): number | null {
  const { layout, done } = work;
  const above = new Map<number, string>();
  const sections: Record<string, string> = {};
  const over: { unknown: string | null } = { unknown: null };
  const from = layout.body[0] ?? 0;
  for (const at of layout.body) {
    const cells = layout.table.rows[at] ?? [];
    const row: NamedRow = { at, cells, names: filledDown(layout, above, cells), sections: { ...sections } };
    const heads = headsRows(work, row);
    if (heads === "other") return at;
    if (heads === "again")
      done.left.push({
        where: rowWord(layout.table, at),
        text: cells.join(" ").trim(),
        reason: "repeats the headings",
      });
    else if (valuesIn(work, cells).length === 0) withoutValues(work, row, sections, over);
    else {
      if (over.unknown !== null && heldBySection(work, row, over.unknown)) continue;
      const nameless =
        layout.names.some((one) => one.is === "dimension" || one.is === "code") &&
        [...row.names.values()].every((text) => text === "");
      const message = "this row has values and no name: a total, or its name is missing";
      if (nameless) done.problems.push(problem(work, row, 0, valuesIn(work, cells)[0] ?? "", message));
      const found = nameless
        ? null
        : layout.names.some((one) => one.is === "dimension" || one.is === "code")
          ? namedRow(work, row)
          : placedRow(work, row, at - from);
      if (found) takeValues(work, row, found);
    }
  }
  return null;
}
