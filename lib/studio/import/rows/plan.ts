import type { DatasetDefinition, Measure } from "@/lib/datasets/define";
import type { Status } from "@/lib/kernel/status";
import type { ReadPeriod } from "@/lib/studio/reading/read-period";
import { type DateOrder } from "@/lib/studio/reading/read-day";
import { dayFormsOf } from "@/lib/studio/reading/read-day";
import { plainText } from "@/lib/studio/reading/plain-text";
import type { Said } from "@/lib/studio/reading/read-amount";
import { readPeriod } from "@/lib/studio/reading/read-period";
import { isUnitHeader, readUnitHeading } from "@/lib/studio/reading/unit-heading";
import { isValueRole, type Mapping, type Role } from "../mapping/mapping";

/** A place in each row that gives a value: its column, and what the header says of it. No column: a range alone. */
export type ValueColumn = {
  column: number | null;
  measure: string | null;
  period: ReadPeriod | null;
  status: Status | null;
  /** What its heading says of the unit; null where it says nothing. */
  said: Said | null;
};

/** A mapping made ready for reading rows: the column of each role, and where values stand. */
export type Plan = {
  dataset: DatasetDefinition;
  mapping: Mapping;
  headers: readonly string[];
  columnOf: (role: Role) => number | null;
  values: readonly ValueColumn[];
  /** The columns that say the unit or currency of their rows. */
  units: readonly number[];
};

/** The measure that a heading stands over, as far as that is known before its rows are. */
function overOf(dataset: DatasetDefinition, key: string | null): Measure | null {
  const named = key !== null && Object.hasOwn(dataset.measures, key) ? dataset.measures[key] : null;
  return named ?? Object.values(dataset.measures)[0] ?? null;
}

/** A period that stands in a heading, beside its unit or alone. */
function periodIn(header: string, dataset: DatasetDefinition, order: DateOrder): ReadPeriod | null {
  const whole = readPeriod(header, order);
  const measure = overOf(dataset, null);
  const unit = whole || !measure ? null : readUnitHeading(header, measure);
  return whole ?? (unit ? readPeriod(unit.rest, order) : null);
}

/** Whether a heading can be a period once the order of its day is known. */
const isDayLike = (header: string): boolean => dayFormsOf(plainText(header)) !== null;

function valuesOf(dataset: DatasetDefinition, mapping: Mapping, headers: readonly string[], order: DateOrder) {
  return mapping.columns.flatMap((role, column): ValueColumn[] => {
    const header = headers[column] ?? "";
    const measure = role.startsWith("value:") ? role.slice("value:".length) : null;
    const over = overOf(dataset, measure);
    const said = (over && readUnitHeading(header, over)?.said) ?? null;
    if (role === "value" || measure !== null) return [{ column, measure, period: null, status: null, said }];
    const read = role === "across" ? periodIn(header, dataset, order) : null;
    return read ? [{ column, measure: null, period: read, status: read.status, said }] : [];
  });
}

/** The columns that say the unit of a row: those that are said to, and those that an answer has taken. */
function unitColumns({ columns, units }: Mapping, headers: readonly string[]): number[] {
  return columns.flatMap((role, at) => {
    const taken = role === "ignore" && units === "take" && isUnitHeader(headers[at] ?? "");
    return role === "unit" || role === "currency" || taken ? [at] : [];
  });
}

/** Makes a mapping ready. Ask planProblems first: a plan of a mapping that lacks something reads no value. */
export function planOf(
  dataset: DatasetDefinition,
  mapping: Mapping,
  headers: readonly string[],
  order: DateOrder,
): Plan {
  const places = new Map<Role, number>();
  for (const [at, role] of mapping.columns.entries()) if (!places.has(role)) places.set(role, at);
  const columnOf = (role: Role): number | null => places.get(role) ?? null;
  const values = valuesOf(dataset, mapping, headers, order);
  const ranged = columnOf("low") !== null || columnOf("high") !== null;
  const rangeAlone = { column: null, measure: null, period: null, status: null, said: null };
  const units = unitColumns(mapping, headers);
  const all = values.length === 0 && ranged ? [rangeAlone] : values;
  return { dataset, mapping, headers, columnOf, values: all, units };
}

function repeated(columns: readonly Role[]): Role[] {
  const once = columns.filter((role) => role !== "ignore" && role !== "across");
  return [...new Set(once.filter((role, at) => once.indexOf(role) !== at))];
}

function measureProblems(dataset: DatasetDefinition, mapping: Mapping): string[] {
  const measures = Object.entries(dataset.measures);
  const { columns, fixed } = mapping;
  const unknown = columns
    .filter((role) => role.startsWith("value:"))
    .map((role) => role.slice("value:".length))
    .filter((key) => !Object.hasOwn(dataset.measures, key));
  if (unknown.length > 0) return [`${dataset.title} does not measure “${unknown.join("”, “")}”.`];
  const open =
    columns.includes("value") || columns.includes("across") || columns.includes("low") || columns.includes("high");
  const said = columns.includes("measure") || fixed["measure"] !== undefined || measures.length === 1;
  // Measures that differ in frequency alone are told apart by the period.
  const byPeriod = new Set(measures.map(([, { frequency }]) => frequency)).size === measures.length;
  return open && !said && !byPeriod
    ? ["Nothing says which measure the values are. Choose a column or one measure for the whole file."]
    : [];
}

const orderSaid = ({ dates }: Mapping): DateOrder => (dates === "auto" ? null : dates);

function periodProblems(dataset: DatasetDefinition, mapping: Mapping, headers: readonly string[]): string[] {
  const { columns } = mapping;
  const wide = columns.includes("across");
  const long = columns.some((role) => role === "value" || role.startsWith("value:"));
  if (wide && long) return ["A file has its periods either in a column or across its headers. Choose one of the two."];
  const unread = columns.flatMap((role, at) =>
    role === "across" && !periodIn(headers[at] ?? "", dataset, orderSaid(mapping)) && !isDayLike(headers[at] ?? "")
      ? [headers[at] ?? ""]
      : [],
  );
  if (unread.length > 0) return [`“${unread.join("”, “")}” is no period; such as 2026Q3, 3Q26, Nov-26 or 2026.`];
  if (!wide && !columns.includes("period"))
    return ["Nothing says which period the values are of. Choose the column of the period."];
  return [];
}

/** What is still to be said before rows can be read; each is a sentence. Empty where the mapping is complete. */
export function planProblems(dataset: DatasetDefinition, mapping: Mapping, headers: readonly string[]): string[] {
  const { columns, fixed } = mapping;
  const twice = repeated(columns).map(
    (role) => `Two columns are said to be ${role.replace(/^(dimension|value):/, "")}. Choose one.`,
  );
  const open = Object.entries(dataset.dimensions)
    .filter(([key]) => !columns.includes(`dimension:${key}`) && !fixed[key])
    .map(([, { label }]) => `Nothing says the ${label}. Choose its column, or one value for the whole file.`);
  const values = columns.some(isValueRole) || columns.includes("low") || columns.includes("high");
  return [
    ...twice,
    ...open,
    ...(values ? [] : ["No column holds values. Choose the one that does."]),
    ...(values ? periodProblems(dataset, mapping, headers) : []),
    ...(values ? measureProblems(dataset, mapping) : []),
    ...(columns.includes("status") || mapping.status
      ? []
      : ["Nothing says what the values are: actual, estimate, forecast … Choose a status."]),
    ...(columns.includes("source") || mapping.source
      ? []
      : ["Nothing says where the values are from. Choose a source."]),
  ];
}
