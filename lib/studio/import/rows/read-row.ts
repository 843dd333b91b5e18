import type { CellContent, CellEdit } from "@/lib/studio/drafts/draft";
import type { Measure } from "@/lib/datasets/define";
import { unkeepable } from "@/lib/studio/reading/plain-text";
import type { ReadPeriod } from "@/lib/studio/reading/read-period";
import { type SheetRow, textOfCell } from "../sheet/sheet-row";
import type { ValueColumn } from "./plan";
import { type Dims, type Readings, readingsOf } from "./readings";
import { type At, cellAt, textAt, Unreadable } from "./row-cells";
import type { RowReader } from "./row-reader";
import { type Numbers, numbersAt } from "./row-numbers";

/** What is wrong in one place of a file. `column` counts from 0; null where no column is at fault. */
export type Fault = {
  line: number;
  column: number | null;
  header: string;
  value: string;
  reason: string;
  /** The whole row as it stands. */
  row: readonly string[];
  /** Names that may be meant. */
  near?: readonly string[];
  /** Whether it is an actual of a period that is not over: another status mends it. */
  early?: true;
  /** What else mends it and all that fail alike: a repair, with the words of its button. */
  mends?: readonly Mend[];
};

export type Mend = { key: string; value: string; words: string };

/** One value read from a row. `column` is where it stands, `said` what the file itself says besides the number. */
export type ReadValue = {
  kind: "value";
  line: number;
  column: number | null;
  /** The code of its series. */
  series: string;
  edit: CellEdit & { content: CellContent };
  said: Said;
};
export type Said = Readonly<Record<"status" | "confidence" | "source" | "note" | "reason", boolean>>;

export type RowItem = ReadValue | { kind: "fault"; fault: Fault } | { kind: "empty" };

function dimAt(at: At, { key, label, fixed, find }: Readings["dimensions"][number]): string {
  const { column, text } = textAt(at, `dimension:${key}`);
  const written = text || fixed;
  if (written === "") throw new Unreadable(column, `${label} is missing`);
  const found = find(written);
  if ("reason" in found) throw new Unreadable(text ? column : null, found.reason, written, found.near);
  return found.slug;
}

type FoundDims = { dims: Dims } | { faults: RowItem[] };
const MOST_TUPLES = 50_000;

/** The row's dimensions, or every one of its names that is wrong. */
function dimsOf(at: At): FoundDims {
  const { dimensions, tuples } = at.readings;
  let names = "";
  // Names that are read apart from each other: no text of a file holds this sign.
  for (const { column } of dimensions) names += `${textOfCell(cellAt(at.row, column)).trim()}\u0001`;
  const standing = tuples.get(names);
  if (standing && dimensions.every(({ column }) => cellAt(at.row, column).kind !== "fault")) return { dims: standing };
  const dims: Record<string, string> = {};
  const faults: RowItem[] = [];
  for (const dimension of dimensions) {
    try {
      dims[dimension.key] = dimAt(at, dimension);
    } catch (error) {
      faults.push(faultOf(at, error, null));
    }
  }
  if (faults.length > 0) return { faults };
  if (tuples.size < MOST_TUPLES) tuples.set(names, dims);
  return { dims };
}

function chosenWord<T>(
  at: At,
  role: "status" | "confidence" | "reason",
  read: (text: string) => T | null,
  words: string,
): T | null {
  const { column, text } = textAt(at, role);
  if (text === "") return null;
  const found = read(text);
  if (found === null) throw new Unreadable(column, `“${text}” is no ${role}; there are ${words}`);
  return found;
}

function measureOf(at: At, value: ValueColumn, period: ReadPeriod, periodColumn: number | null): [string, Measure] {
  const { plan, measure } = at.reader;
  const { measures } = plan.dataset;
  const { column, text } = textAt(at, "measure");
  const named = value.measure ?? (text || plan.mapping.fixed["measure"]);
  if (named) {
    const found = value.measure === null ? measure(named) : { slug: named };
    if ("reason" in found) throw new Unreadable(text ? column : null, found.reason, named, found.near);
    const definition = Object.hasOwn(measures, found.slug) ? measures[found.slug] : undefined;
    if (definition) return [found.slug, definition];
  }
  const all = Object.entries(measures);
  const only = all.length === 1 ? all[0] : undefined;
  const fitting = only ?? all.find(([, one]) => one.frequency === period.frequency);
  if (fitting) return fitting;
  const kept = all.map(([, { frequency }]) => frequency).join(", ");
  throw new Unreadable(periodColumn, `values are kept by ${kept}, and this is a ${period.frequency}`);
}

function periodAt(at: At, value: ValueColumn): { found: ReadPeriod; column: number | null; text: string } {
  if (value.period)
    return { found: value.period, column: value.column, text: at.reader.plan.headers[value.column ?? 0] ?? "" };
  const { row, reader } = at;
  const column = reader.plan.columnOf("period");
  const cell = cellAt(row, column);
  const { text } = textAt(at, "period");
  if (text === "") throw new Unreadable(column, "Period is missing");
  if (cell.kind === "day" && cell.clock) throw new Unreadable(column, `${text} has a time of day; a period has none`);
  const found = at.readings.period(text);
  if (!found) throw new Unreadable(column, `“${text}” is no period; such as 2026Q3, 3Q26, Nov-26, 2026-11-30 or 2026`);
  return { found, column, text };
}

/** The text of a date column as a day, null where it is empty. */
function dayAt(at: At, role: "period_end"): string | null {
  const { column, text } = textAt(at, role);
  if (text === "") return null;
  const found = at.readings.period(text);
  if (found?.frequency !== "day") throw new Unreadable(column, `“${text}” is no day; such as 2026-11-30`);
  return found.start;
}

/** The first day of the period: a fiscal one, which names its last day, may begin on any. */
function startOf(
  { readings }: At,
  period: ReturnType<typeof periodAt>,
  frequency: Measure["frequency"],
  fiscal: boolean,
): string {
  if (fiscal && period.found.frequency === "day") return period.found.start;
  const start = readings.start(period.found, frequency);
  if ("reason" in start) throw new Unreadable(period.column, `“${period.text}” ${start.reason}`);
  return start.start;
}

function sourceAt(at: At): { source: string | null; said: boolean } {
  const { column, text } = textAt(at, "source");
  if (text === "") {
    const { source } = at.reader.plan.mapping;
    if (source === null) throw new Unreadable(column, "Source is missing");
    return { source, said: false };
  }
  const found = at.reader.source(text);
  if ("reason" in found) throw new Unreadable(column, found.reason, text, found.near);
  return { source: found.slug, said: true };
}

/** What stands beside a value and does not change it: where it cannot be read, it alone is lost and told. */
function beside<T>(at: At, lost: Unreadable[], read: (at: At) => T, otherwise: T): T {
  try {
    return read(at);
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    const reason = `${error.message}; the value is taken without it`;
    lost.push(new Unreadable(error.column, reason, error.value, error.near));
    return otherwise;
  }
}

function noteAt(at: At): string {
  const { column, text } = textAt(at, "note");
  const unkept = unkeepable(text);
  if (unkept) throw new Unreadable(column, unkept);
  if (text.length > 1000) throw new Unreadable(column, "a note has at most 1,000 characters");
  return text;
}

const STATUSES = "actual, estimate, forecast, provisional, guidance, consensus, withdrawn";
const confidenceAt = (at: At) => chosenWord(at, "confidence", at.readings.confidence, "high, medium, low");
const reasonAt = (at: At) => chosenWord(at, "reason", at.readings.reason, "new information, correction, method change");
const labelAt = (at: At) => textAt(at, "period_label").text.slice(0, 40);

function wordsOf(at: At, value: ValueColumn, numbers: Numbers, lost: Unreadable[]) {
  const { mapping } = at.reader.plan;
  const written = chosenWord(at, "status", at.readings.status, STATUSES);
  const status = written ?? numbers.status ?? value.status;
  const confidence = beside(at, lost, confidenceAt, undefined);
  const reason = beside(at, lost, reasonAt, undefined);
  const note = beside(at, lost, noteAt, "");
  const label = beside(at, lost, labelAt, "");
  return {
    said: { status: status !== null, confidence: !!confidence, note: note !== "", reason: !!reason },
    status: status ?? mapping.status,
    // What was said and could not be read is not what holds for the whole file.
    confidence: confidence === undefined ? null : (confidence ?? mapping.confidence),
    reason: reason === undefined ? null : (reason ?? mapping.reason),
    note: note || null,
    periodLabel: label || null,
  };
}

function readValue(at: At, dims: Dims, value: ValueColumn, lost: Unreadable[]): RowItem {
  const period = periodAt(at, value);
  const [measure, { frequency }] = measureOf(at, value, period.found, period.column);
  const periodEnd = dayAt(at, "period_end");
  const start = startOf(at, period, frequency, periodEnd !== null);
  const numbers = numbersAt(at, value, measure, dims);
  const { said, status, confidence, reason, note, periodLabel } = wordsOf(at, value, numbers, lost);
  if (numbers.empty && status !== "W") return { kind: "empty" };
  if (status === null) throw new Unreadable(at.reader.plan.columnOf("status"), "Status is missing");
  if (!numbers.empty && status === "W") throw new Unreadable(value.column, "a withdrawal has no value");
  const { source, said: sourced } = sourceAt(at);
  const { value: number, low, high } = numbers;
  return {
    kind: "value",
    line: at.row.line,
    column: value.column,
    series: at.readings.line(dims, measure).code,
    edit: {
      place: { measure, dims, period: start },
      content: { value: number, low, high, status, confidence, source, reason, note, periodEnd, periodLabel },
    },
    said: { ...said, source: sourced },
  };
}

function faultOf({ row, reader }: At, error: unknown, otherwise: number | null): RowItem {
  if (!(error instanceof Unreadable)) throw error;
  const column = error.column ?? otherwise;
  const header = column === null ? "" : (reader.plan.headers[column] ?? "");
  const value = error.value ?? textOfCell(cellAt(row, column));
  const { message: reason, near } = error;
  const fault = { line: row.line, column, header, value, reason, row: row.cells.map(textOfCell) };
  return { kind: "fault", fault: near.length > 0 ? { ...fault, near } : fault };
}

/**
 * What one row says: a value for each of its value columns, a fault in the place that is wrong, or nothing where a
 * cell is empty. A name that is not known spoils the row, a bad number its own cell alone, a bad note nothing else.
 */
export function readRow(row: SheetRow, reader: RowReader): RowItem[] {
  const readings = readingsOf(reader);
  const at = { row, reader, readings };
  const { values } = reader.plan;
  // A row without any value says nothing, whatever its names are.
  if (readings.filled.every((column) => cellAt(row, column).kind === "empty")) return [{ kind: "empty" }];
  const found = dimsOf(at);
  if ("faults" in found) return found.faults;
  const { dims } = found;
  const lost = new Map<string, Unreadable>();
  const items = values.map((value) => {
    const own: Unreadable[] = [];
    try {
      const item = readValue(at, dims, value, own);
      // Of a row with many values, each of which is read with the same note, it is told once.
      if (item.kind === "value") for (const one of own) lost.set(`${one.column} ${one.message}`, one);
      return item;
    } catch (error) {
      return faultOf(at, error, value.column);
    }
  });
  for (const one of lost.values()) items.push(faultOf(at, one, null));
  return items;
}
