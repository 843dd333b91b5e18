import { codeOf } from "@/lib/kernel/slug";
import type { DatasetDefinition } from "./define";

/**
 * The stable id of a series: `HBM_SHARE.SK_HYNIX.COUNTERPOINT.REVENUE`. Dimensions stand in the order of the
 * definition; the measure follows where the dataset has more than one.
 */
export function seriesCode(
  dataset: DatasetDefinition,
  dims: Readonly<Record<string, string>>,
  measure: string,
): string {
  const values = Object.keys(dataset.dimensions).map((key) => codeOf(dims[key] ?? ""));
  const tail = Object.keys(dataset.measures).length > 1 ? [codeOf(measure.replaceAll("_", "-"))] : [];
  return [dataset.code, ...values, ...tail].join(".");
}
