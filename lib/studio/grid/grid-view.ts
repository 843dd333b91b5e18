import { z } from "zod";
import type { DatasetDefinition } from "@/lib/datasets/define";
import { Day } from "@/lib/kernel/period";
import type { GridQuery } from "./grid";

type Schema = z.ZodObject<Record<string, z.ZodDefault<z.ZodType<string>>>>;

/** The state of a dataset's grid in its address: measure, words, a filter a dimension, order, periods, hidden columns. */
export function gridViewSchema(dataset: DatasetDefinition): Schema {
  const keys = Object.keys(dataset.dimensions);
  const day = z.union([Day, z.literal("")]).default("");
  const flag = z.enum(["", "1"]).default("");
  return z.object({
    measure: z.enum(Object.keys(dataset.measures)).default(dataset.view.chart.measure),
    words: z.string().max(200).default(""),
    ...Object.fromEntries(keys.map((key) => [`by_${key}`, z.string().max(200).default("")])),
    ...Object.fromEntries(keys.map((key) => [`hide_${key}`, flag])),
    sort: z.union([z.enum(["title", "code", ...keys]), Day]).default("title"),
    order: z.enum(["up", "down"]).default("up"),
    from: day,
    to: day,
    mine: flag,
    draft: z.string().regex(/^\d*$/).max(12).default(""),
  });
}

export type GridView = {
  query: Omit<GridQuery, "draft" | "offset" | "limit">;
  /** The dimensions that stand in front of the values. */
  shown: readonly string[];
  draft: number | null;
};

/** The typed view of what the schema accepted. */
export function gridView(dataset: DatasetDefinition, accepted: Readonly<Record<string, string>>): GridView {
  const keys = Object.keys(dataset.dimensions);
  const { measure = "", words = "", sort = "title", order, from, to, mine, draft } = accepted;
  const where = keys.flatMap((key) => {
    const value = accepted[`by_${key}`];
    return value ? [{ key, values: [value] }] : [];
  });
  return {
    query: {
      dataset: dataset.slug,
      measure,
      filter: words,
      where: Object.fromEntries(where.map(({ key, values }) => [key, values])),
      drafted: mine === "1",
      sort,
      descending: order === "down",
      ...(from ? { from } : {}),
      ...(to ? { to } : {}),
    },
    shown: keys.filter((key) => accepted[`hide_${key}`] !== "1"),
    draft: draft ? Number(draft) : null,
  };
}
