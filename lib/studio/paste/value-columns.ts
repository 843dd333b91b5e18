import type { DatasetDefinition, Measure } from "@/lib/datasets/define";
import { type Day, type Frequency, periodLabel } from "@/lib/kernel/period";
import { plainText } from "../reading/plain-text";
import { periodOf } from "../reading/period-of";
import type { Said } from "../reading/read-amount";
import { type DateOrder, dayFormsOf, dayIn, orderOf } from "../reading/read-day";
import { readPeriod, type ReadPeriod } from "../reading/read-period";
import { readUnitHeading } from "../reading/unit-heading";
import type { PasteAnswers, PasteQuestion } from "./questions";

/**
 * A column of values by its heading: the period read, the grid's column where the calendar gives one, else why it does
 * not. `said` is what its heading says of the unit.
 */
export type ValueColumn = {
  at: number;
  heading: string;
  period: ReadPeriod | null;
  column: Day | null;
  reason: string | null;
  said: Said[];
};

type Over = { measure: Measure; dataset: DatasetDefinition; unit: string };

const FREQUENCY_WORD: Record<Frequency, string> = {
  day: "day",
  week: "week",
  month: "month",
  quarter: "quarter",
  half: "half-year",
  year: "year",
};

function otherFrequency(read: ReadPeriod, { measure, dataset }: Over): string {
  const other = Object.values(dataset.measures).find((one) => one.frequency === read.frequency);
  const hint = other ? `; choose the measure “${other.label}” for it` : "";
  const kept = `${measure.label} is kept by ${FREQUENCY_WORD[measure.frequency]}`;
  return `${periodLabel(read.start, read.frequency)} is a ${FREQUENCY_WORD[read.frequency]}; ${kept}${hint}`;
}

/** The column of the grid for a period, by the import's own rule: a day is the first or the last of its period. */
function regular(read: ReadPeriod, heading: string, over: Over): { column: Day | null; reason: string | null } {
  const { frequency } = over.measure;
  if (read.frequency !== frequency && read.frequency !== "day")
    return { column: null, reason: otherFrequency(read, over) };
  const found = periodOf(read, frequency);
  return "start" in found
    ? { column: found.start, reason: null }
    : { column: null, reason: `“${heading}” ${found.reason}` };
}

/** Reads the heading of one column; the unit that stands in it does not hide the period. */
export function valueColumn(at: number, heading: string, over: Over, order: DateOrder): ValueColumn {
  const whole = readPeriod(heading, order);
  const unit = whole ? null : readUnitHeading(heading, { label: over.measure.label, unit: over.unit });
  const period = whole ?? (unit ? readPeriod(unit.rest, order) : null);
  const said = period && unit ? [unit.said] : [];
  if (!period) return { at, heading, period: null, column: null, reason: `“${heading}” is no period`, said };
  return { at, heading, period, ...regular(period, heading, over), said };
}

const fullDay = new Intl.DateTimeFormat("en-US", { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });
const dayWords = (day: Day): string => fullDay.format(Date.parse(day));

/** The one of several orders in which every day is the first or the last of a period. */
function fitting(
  texts: readonly string[],
  orders: readonly Exclude<DateOrder, null>[],
  frequency: Frequency,
): DateOrder {
  if (frequency === "day" || frequency === "week") return null;
  const fits = orders.filter((order) =>
    texts.every((text) => {
      const forms = dayFormsOf(plainText(text));
      const start = forms && dayIn(forms, order);
      return start === null || "start" in periodOf({ start, frequency: "day" }, frequency);
    }),
  );
  return fits.length === 1 ? (fits[0] ?? null) : null;
}

/** In which order the headings write their days, and what has to be asked about it. */
export function orderOfHeadings(
  texts: readonly string[],
  frequency: Frequency,
  answers: PasteAnswers,
): { order: DateOrder; questions: PasteQuestion[] } {
  const found = orderOf(texts.map(plainText));
  if (found.order !== null || found.open.length === 0) return { order: found.order, questions: [] };
  const likely = answers.dates ?? found.likely ?? fitting(texts, found.open, frequency);
  const sample = texts.find((text) => {
    const forms = dayFormsOf(plainText(text));
    return forms !== null && new Set(Object.values(forms)).size > 1;
  });
  const forms = dayFormsOf(plainText(sample ?? "")) ?? {};
  const options = found.open.flatMap((order) => {
    const day = forms[order];
    return day ? [{ value: order, label: `${sample} is ${dayWords(day)}` }] : [];
  });
  const words = `The headings write days in numbers, and “${sample}” can be more than one day.`;
  const question = { about: "dates", key: "", words, options, likely, settled: answers.dates !== undefined } as const;
  return { order: likely, questions: [question] };
}
