import { type CsvValue, csvText } from "@/lib/kernel/csv";
import { statusWord } from "@/lib/kernel/status";
import { sourcesIn } from "./figure-sources";
import type { Grade } from "@/lib/provenance/grade";
import type { Cell, Column, Figure, Row, TableModel } from "./figure";

const NUMBER_COLUMNS = [
  "column",
  "value",
  "low",
  "high",
  "text",
  "unit",
  "status",
  "confidence",
  "known_at",
  "source",
  "source_grade",
  "series_id",
  "period",
  "derivation",
] as const;

const FILLED_BY_ROW = new Set(["unit", "status", "source"]);
const missing: Cell = { value: null };

const snake = (key: string): string =>
  key
    .replace(/([a-z0-9])([A-Z])/g, "$1_$2")
    .replaceAll("-", "_")
    .toLowerCase();

/** A column of the row's own words takes a name that no number column has. */
const nameOf = (column: Column): string => {
  const name = snake(column.key);
  return NUMBER_COLUMNS.some((one) => one === name) ? `row_${name}` : name;
};

type Key = { header: string; read: (row: Row) => CsvValue };

/** The columns that tell what a row is about: words, days, and periods with both first day and label. */
function keysOf(columns: readonly Column[]): Key[] {
  return columns.flatMap((column): Key[] => {
    if (column.kind === "number" || FILLED_BY_ROW.has(column.key)) return [];
    const cell = (row: Row) => row[column.key] ?? missing;
    const label = (row: Row) => cell(row).text ?? cell(row).value;
    if (column.kind !== "period")
      return [{ header: nameOf(column), read: column.kind === "day" ? (row) => cell(row).value : label }];
    return [
      { header: nameOf(column), read: (row) => cell(row).value },
      { header: `${snake(column.key)}_label`, read: label },
    ];
  });
}

/** What a row says of itself in a column, where the number does not say it. */
const own = (row: Row, key: string): CsvValue => row[key]?.text ?? row[key]?.value;

/** The grades of sources by key, for who names them. */
export type SourceGrades = ReadonlyMap<string, Grade>;
const NO_GRADES: SourceGrades = new Map();

/** The grades of a number's sources, in their order; null where none is known. */
function gradesOf(sources: readonly string[], grades: SourceGrades): CsvValue {
  return sources.flatMap((key) => grades.get(key) ?? []).join(" ") || null;
}

function numberPart(row: Row, column: Column | null, cell: Cell, grades: SourceGrades): CsvValue[] {
  const { value, low, high, text, status, confidence, knownAt, ref, derivation } = cell;
  const sources = sourcesIn([cell]);
  const isNumber = column !== null;
  return [
    column?.label ?? "",
    isNumber ? value : null,
    low,
    high,
    isNumber ? text : null,
    column?.unit ?? own(row, "unit"),
    status ? statusWord[status] : own(row, "status"),
    confidence,
    knownAt,
    sources.join(" ") || own(row, "source"),
    gradesOf(sources, grades),
    ref?.series,
    ref?.period,
    derivation,
  ];
}

/** A table in tidy long form: a line for each number of each row; a row without numbers is one line. */
export function tableLines({ columns, rows }: TableModel, grades: SourceGrades = NO_GRADES): CsvValue[][] {
  const keys = keysOf(columns);
  const numbers = columns.filter((column) => column.kind === "number");
  const lines = rows.flatMap((row) => {
    const about = keys.map(({ read }) => read(row));
    if (numbers.length > 0)
      return numbers.map((column) => [...about, ...numberPart(row, column, row[column.key] ?? missing, grades)]);
    const sourced = Object.values(row).find((cell) => cell.ref ?? cell.source ?? cell.sources) ?? missing;
    return [[...about, ...numberPart(row, null, sourced, grades)]];
  });
  return [[...keys.map(({ header }) => header), ...NUMBER_COLUMNS], ...lines];
}

/** The keys of the sources that the numbers of a table name. */
export const sourcesNamed = ({ rows }: TableModel): string[] => [
  ...sourcesIn(rows.flatMap((row) => Object.values(row))),
];

/**
 * The CSV of exactly what a figure shows, each number with the grade of its source. Unknown is an empty cell; numbers are
 * unrounded, days and periods ISO.
 */
export function figureCsv(figure: Pick<Figure, "table">, grades: SourceGrades = NO_GRADES): string {
  return csvText(tableLines(figure.table, grades));
}

/** `halfpitch-hbm-share-2026-03-01.csv` */
export function csvFileName(page: string, figure: string, day: string): string {
  return `halfpitch-${[page, figure, day].join("-").replace(/[^A-Za-z0-9_-]+/g, "-")}.csv`;
}
