import { z } from "zod";
import type { DatasetDefinition } from "@/lib/datasets/define";
import { Slug } from "@/lib/kernel/slug";
import { Confidence, Status } from "@/lib/kernel/status";
import { Reason } from "@/lib/studio/drafts/draft";
import { Delimiter } from "../sheet/delimiter";
import { Encoding } from "../sheet/encoding";

/** How a file is read as a table. `header` is the line of the column names; 0 where the file has none. */
export const Reading = z.strictObject({
  sheet: z.string().max(200).optional(),
  encoding: Encoding.optional(),
  delimiter: Delimiter.optional(),
  header: z.number().int().min(0).max(1000),
  /** What is done with rows and columns that are hidden in the sheet; asked where there are any. */
  hidden: z.enum(["take", "leave"]).optional(),
  /** What is done with formulas that show 0 where the file does not say whether they were calculated. */
  zeros: z.enum(["take", "refuse"]).optional(),
});
export type Reading = z.infer<typeof Reading>;

export const plainRoles = [
  "ignore",
  "period",
  "period_end",
  "period_label",
  "measure",
  "value",
  "low",
  "high",
  "status",
  "confidence",
  "source",
  "reason",
  "note",
  "unit",
  "currency",
  "across",
] as const;

/**
 * What a column is. `dimension:KEY` names one; `value:MEASURE` holds values of one measure; `across` has its period in
 * its header and a value in each row.
 */
export const Role = z.union([
  z.enum(plainRoles),
  z.templateLiteral(["dimension:", z.string().regex(/^[a-z][a-z0-9_]*$/)]),
  z.templateLiteral(["value:", z.string().regex(/^[a-z][a-z0-9_]*$/)]),
]);
export type Role = z.infer<typeof Role>;

/** What a file's columns mean, and what holds for the whole file where no column says it. */
export const Mapping = z.strictObject({
  columns: z.array(Role).max(1000),
  /** A dimension's value, or the `measure`, for every row. */
  fixed: z.record(z.string(), z.string().max(200)).default({}),
  status: Status.exclude(["W"]).nullable().default(null),
  confidence: Confidence.nullable().default(null),
  source: Slug.nullable().default(null),
  reason: Reason.default("new-information"),
  decimal: z.enum(["auto", "point", "comma"]).default("auto"),
  dates: z.enum(["auto", "dmy", "mdy", "ymd"]).default("auto"),
  scale: z.union([z.literal(0), z.literal(2), z.literal(3), z.literal(6), z.literal(9)]).default(0),
  /** Whether what headings say of the unit, such as `(USD m)`, moves their numbers; asked where they say a step. */
  headed: z.enum(["ask", "heading", "plain"]).default("ask"),
  /** Whether values of a measure in percent that are all below one are fractions of one; asked where they are. */
  percent: z.enum(["ask", "fractions", "percent"]).default("ask"),
  /** Whether a column of units or currencies that nobody has taken holds for its rows; asked where it says another. */
  units: z.enum(["ask", "take", "ignore"]).default("ask"),
});
export type Mapping = z.infer<typeof Mapping>;

/** A column that holds a number: of which measure, and for wide tables of which period. */
export const isValueRole = (role: Role): boolean => role === "value" || role === "across" || role.startsWith("value:");

/** Every role that a column of this dataset can have, with its words, in the order in which they are offered. */
export function rolesOf(dataset: DatasetDefinition): { role: Role; label: string }[] {
  const measures = Object.entries(dataset.measures);
  return [
    { role: "ignore", label: "Not taken" },
    ...Object.entries(dataset.dimensions).map(([key, { label }]) => ({ role: `dimension:${key}` as const, label })),
    ...(measures.length > 1 ? [{ role: "measure" as const, label: "Measure" }] : []),
    { role: "period", label: "Period" },
    { role: "value", label: "Value" },
    { role: "across", label: "Values of the period in the header" },
    ...(measures.length > 1
      ? measures.map(([key, { label }]) => ({ role: `value:${key}` as const, label: `Value: ${label}` }))
      : []),
    { role: "low", label: "Low end" },
    { role: "high", label: "High end" },
    { role: "status", label: "Status" },
    { role: "confidence", label: "Confidence" },
    { role: "source", label: "Source" },
    { role: "reason", label: "Reason of the change" },
    { role: "note", label: "Note" },
    { role: "unit", label: "Unit of the row" },
    { role: "currency", label: "Currency of the row" },
    { role: "period_end", label: "Last day of the period" },
    { role: "period_label", label: "Label of a fiscal period" },
  ];
}
