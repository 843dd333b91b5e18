import { AppError } from "@/lib/kernel/error";
import type { DatasetDefinition } from "./define";
import { listedDatasets } from "./index";

// Next bundles start-up code and pages apart: only the global object is common to both.
declare global {
  var halfpitchExtraDatasets: DatasetDefinition[] | undefined;
}

/** Every dataset there is: those of the house and those registered at start-up. */
export function datasets(): readonly DatasetDefinition[] {
  return [...listedDatasets, ...(globalThis.halfpitchExtraDatasets ?? [])];
}

/** The dataset of that name, or undefined. */
export function findDataset(slug: string): DatasetDefinition | undefined {
  return datasets().find((dataset) => dataset.slug === slug);
}

/** The dataset of that name. Throws not_found where there is none. */
export function datasetOf(slug: string): DatasetDefinition {
  const found = findDataset(slug);
  if (!found) throw new AppError("not_found", `There is no dataset called “${slug}”.`);
  return found;
}

/** Adds a dataset to the running process. Throws conflict where its name or series code prefix is taken. */
export function registerDataset(definition: DatasetDefinition): void {
  const rival = datasets().find((one) => one.slug === definition.slug || one.code === definition.code);
  if (rival) throw new AppError("conflict", `A dataset called “${rival.slug}” with code ${rival.code} exists already.`);
  globalThis.halfpitchExtraDatasets = [...(globalThis.halfpitchExtraDatasets ?? []), definition];
}
