import type { DatasetDefinition } from "@/lib/datasets/define";
import { AppError } from "@/lib/kernel/error";
import type { EntityNames } from "@/lib/store/entity-names";

/** The values of a dataset's dimensions, each with its words. */
function known(dataset: DatasetDefinition, names: EntityNames): [string, string][] {
  return Object.values(dataset.dimensions).flatMap((dimension): [string, string][] =>
    "entity" in dimension ? [...(names.get(dimension.entity) ?? [])] : Object.entries(dimension.codes),
  );
}

/**
 * What an event is about, as keys of the dataset's dimensions: each may be given by its key or its words. Those that
 * `standing` has already are taken as they are. Throws invalid for one that the dataset does not know.
 */
export function subjectsOf(
  dataset: DatasetDefinition,
  given: readonly string[],
  names: EntityNames,
  standing: readonly string[] = [],
): string[] {
  const values = known(dataset, names);
  const byWord = new Map(values.map(([key, word]) => [word.toLowerCase(), key]));
  const keys = new Set([...values.map(([key]) => key), ...standing]);
  const found = given.map((one) => {
    const word = one.trim().toLowerCase();
    const key = keys.has(word) ? word : byWord.get(word);
    if (key === undefined)
      throw new AppError(
        "invalid",
        `“${one}” is nothing that ${dataset.title} is about. Name values of its dimensions, such as ${values[0]?.[0] ?? "its codes"}.`,
      );
    return key;
  });
  return [...new Set(found)];
}
