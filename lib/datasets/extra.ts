import path from "node:path";
import { pathToFileURL } from "node:url";
import { z } from "zod";
import { AppError } from "@/lib/kernel/error";
import { DatasetDefinition } from "./define";
import { findDataset, registerDataset } from "./registry";

const Module = z.object({ dataset: DatasetDefinition });

/**
 * Registers dataset definitions that live outside the house: modules that export `dataset` as plain data.
 * Returns the registered definitions with the folder of each, where its starter file is looked for.
 */
export async function registerExtraDatasets(
  files: readonly string[],
): Promise<{ dataset: DatasetDefinition; folder: string }[]> {
  const registered: { dataset: DatasetDefinition; folder: string }[] = [];
  for (const file of files) {
    const full = path.resolve(file);
    const loaded: unknown = await import(
      /* turbopackIgnore: true */ /* webpackIgnore: true */ pathToFileURL(full).href
    );
    const parsed = Module.safeParse(loaded);
    if (!parsed.success)
      throw new AppError("invalid", `${file} is no dataset definition: ${z.prettifyError(parsed.error)}`);
    const { dataset } = parsed.data;
    if (!findDataset(dataset.slug)) registerDataset(dataset);
    registered.push({ dataset, folder: path.dirname(full) });
  }
  return registered;
}
