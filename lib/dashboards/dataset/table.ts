import type { DatasetDefinition } from "@/lib/datasets/define";
import { fiscalLabel, periodLabel } from "@/lib/kernel/period";
import type { Observation } from "@/lib/store/rows";
import { observedCell } from "../cells";
import type { Column, Row, TableModel } from "../figure";
import type { Labels } from "./names";

/** How a period is written: the fiscal label with its end where it has one, else the calendar's. */
export function observedPeriod(one: Pick<Observation, "period" | "periodEnd" | "periodLabel" | "frequency">): string {
  if (one.periodLabel && one.periodEnd) return fiscalLabel(one.periodLabel, one.periodEnd);
  if (one.periodLabel) return one.periodLabel;
  // A span of days under no name, such as a quarter that a statement gives by its ends.
  const spans = one.frequency === "day" && one.periodEnd !== null && one.periodEnd > one.period;
  return spans ? `${one.period} to ${one.periodEnd}` : periodLabel(one.period, one.frequency);
}

function rowOf(dataset: DatasetDefinition, one: Observation, label: Labels): Row {
  const dims = Object.keys(dataset.dimensions).map((key) => [key, { value: label(key, one.dims[key] ?? "") }] as const);
  const measure = dataset.measures[one.measure];
  const rank = measure?.ranks?.[String(one.value)];
  return {
    ...Object.fromEntries(dims),
    measure: { value: measure?.label ?? one.measure },
    period: { value: one.period, text: observedPeriod(one) },
    value: observedCell(one, rank),
    unit: { value: one.unit },
    known: { value: one.knownAt.slice(0, 10) },
  };
}

/** The observations as a table: a column for each dimension, then period, value, unit and since when it is known. */
export function datasetTable(
  dataset: DatasetDefinition,
  observations: readonly Observation[],
  label: Labels,
): TableModel {
  const measures = Object.values(dataset.measures);
  const columns: Column[] = [
    ...Object.entries(dataset.dimensions).map(([key, one]): Column => ({ key, label: one.label, kind: "text" })),
    ...(measures.length > 1 ? [{ key: "measure", label: "Measure", kind: "text" } as const] : []),
    { key: "period", label: "Period", kind: "period" },
    {
      key: "value",
      label: measures.length > 1 ? "Value" : (measures[0]?.label ?? "Value"),
      kind: "number",
      decimals: 2,
    },
    { key: "unit", label: "Unit", kind: "text" },
    { key: "known", label: "Known since", kind: "day" },
  ];
  return { columns, rows: observations.map((one) => rowOf(dataset, one, label)) };
}
