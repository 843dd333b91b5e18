import { z } from "zod";
import type { DatasetDefinition } from "@/lib/datasets/define";

/** What a reader chose on a dataset's page. `all` in a filter is every value of that dimension. */
export type DatasetView = { measure: string; rows: "latest" | "all"; filters: Record<string, string> };

/** The state of a dataset's page in its URL, derived from the definition: measure, rows and one filter a dimension. */
export function datasetViewSchema(
  dataset: DatasetDefinition,
): z.ZodObject<Record<string, z.ZodDefault<z.ZodType<string>>>> {
  const { chart, filters } = dataset.view;
  const measures = Object.keys(dataset.measures);
  const filterKeys = new Set([...filters, ...Object.keys(chart.where)]);
  const fields = [...filterKeys].map(
    (key) =>
      [
        key,
        z
          .string()
          .max(80)
          .default(chart.where[key] ?? "all"),
      ] as const,
  );
  return z.object({
    measure: z.enum(measures).default(chart.measure),
    rows: z.enum(["latest", "all"]).default("latest"),
    ...Object.fromEntries(fields),
  });
}

/** The typed view of what the schema accepted. */
export function datasetView(dataset: DatasetDefinition, accepted: Record<string, string>): DatasetView {
  const { measure = dataset.view.chart.measure, rows, ...filters } = accepted;
  return { measure, rows: rows === "all" ? "all" : "latest", filters };
}
