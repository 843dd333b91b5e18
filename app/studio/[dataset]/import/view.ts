import { z } from "zod";

/** Where an import stands, as its address says. */
export const ImportView = z.object({
  upload: z
    .string()
    .regex(/^\d{1,12}$/)
    .default(""),
  step: z.enum(["file", "table", "columns", "check"]).default("file"),
  sheet: z.string().max(200).default(""),
  encoding: z.string().max(20).default(""),
  delimiter: z.string().max(1).default(""),
});
export type ImportView = z.infer<typeof ImportView>;

/** The address of a step. */
export const importHref = (dataset: string, upload: number, step: ImportView["step"]): string =>
  `/studio/${dataset}/import?upload=${upload}&step=${step}`;
