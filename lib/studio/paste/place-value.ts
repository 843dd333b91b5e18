import { seriesCode } from "@/lib/datasets/series-code";
import { formatDay } from "@/lib/kernel/format";
import { type Day, periodLabel } from "@/lib/kernel/period";
import type { FiscalRhythm } from "../grid/fiscal-rhythm";
import type { PastedBlock, PasteTarget } from "./pasted-block";
import type { PasteAnswers, PasteQuestion } from "./questions";
import type { ValueColumn } from "./value-columns";

type Context = { target: PasteTarget; answers: PasteAnswers; done: PastedBlock };
type Dims = Readonly<Record<string, string>>;

/** Where a value belongs, and on which day its period ends where that was said; or why it belongs nowhere. */
export type Placed = { column: Day; end?: Day } | { reason: string };

/** Asks once, however many values wait for the answer. */
function ask(done: PastedBlock, question: PasteQuestion): null {
  if (!done.questions.some((one) => one.about === question.about && one.key === question.key))
    done.questions.push(question);
  return null;
}

/** What a row is called, for a person. */
export const rowTitle = ({ dataset, names }: PasteTarget, dims: Dims): string =>
  Object.keys(dataset.dimensions)
    .filter((key) => !["all", "not-stated", "none", "total"].includes(dims[key] ?? ""))
    .map((key) => names.label(key, dims[key] ?? ""))
    .join(" · ");

function askWhichQuarter({ heading, period }: ValueColumn, { target, answers, done }: Context): Placed | null {
  if (!period?.fiscal) return null;
  const label = periodLabel(period.start, period.frequency);
  const settled = answers.fiscal !== undefined;
  ask(done, {
    about: "fiscal",
    key: "",
    words: `“${heading}” is a company's own ${period.frequency}; ${target.dataset.title} is kept by calendar ${period.frequency}s.`,
    options: [{ value: "calendar", label: `${heading} means ${label} of the calendar` }],
    likely: answers.fiscal ?? null,
    settled,
  });
  return settled ? { column: period.start } : null;
}

function fiscalColumn(value: ValueColumn, rhythm: FiscalRhythm): { column: Day | null; end?: Day } {
  const { period, column } = value;
  if (period?.fiscal) return { column: rhythm.columnByLabel(period.fiscal) };
  if (period?.frequency !== "day") return { column };
  const ends = rhythm.columnByEnd(period.start);
  if (ends !== null) return { column: ends, end: period.start };
  const begins = column === null ? null : rhythm.at(column);
  return { column: begins && "period" in begins && begins.period === period.start ? column : null };
}

function inFiscalRow(value: ValueColumn, dims: Dims, rhythm: FiscalRhythm, context: Context): Placed | null {
  const { target, answers, done } = context;
  const frequency = target.dataset.measures[target.measure]?.frequency ?? "quarter";
  const { column, end } = fiscalColumn(value, rhythm);
  if (column === null) {
    const own = value.period?.fiscal !== undefined || value.period?.frequency === "day";
    return {
      reason: own
        ? `“${value.heading}” is no ${frequency} of ${rowTitle(target, dims)} that is known`
        : (value.reason ?? ""),
    };
  }
  const key = `${seriesCode(target.dataset, dims, target.measure)} ${column}`;
  const told = end ?? answers.ends?.[key];
  const found = rhythm.at(column, told);
  if ("period" in found) return told === undefined ? { column } : { column, end: told };
  return ask(done, {
    about: "end",
    key,
    words: `On which day does ${periodLabel(column, frequency)} of ${rowTitle(target, dims)} end? Its periods so far do not show it.`,
    options: found.candidates.map((day) => ({ value: day, label: formatDay(day) })),
    likely: null,
    settled: false,
  });
}

/**
 * The cell of a row for a column of values: by the calendar, or by the row's own fiscal periods. Null where the whole
 * column has no place, or a question has to be answered first.
 */
export function placeValue(value: ValueColumn, dims: Dims, context: Context): Placed | null {
  const { target } = context;
  const rhythm = target.fiscal?.(dims) ?? null;
  if (rhythm) return inFiscalRow(value, dims, rhythm, context);
  if (value.column !== null) return { column: value.column };
  const frequency = target.dataset.measures[target.measure]?.frequency;
  return value.period?.frequency === frequency ? askWhichQuarter(value, context) : null;
}
