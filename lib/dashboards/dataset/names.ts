import type { Reader } from "@/lib/access/reader";
import type { DatasetDefinition } from "@/lib/datasets/define";
import { dimensionLabel } from "@/lib/datasets/series-title";
import type { EntityKind } from "@/lib/entities/kinds";

/** Words for the dimension values of a dataset: `label("supplier", "sk-hynix")` is `SK hynix`. */
export type Labels = (dimension: string, value: string) => string;

/** Reads the names that a dataset's entity dimensions need, once. */
export async function labelsOf(reader: Reader, dataset: DatasetDefinition): Promise<Labels> {
  const kinds = Object.values(dataset.dimensions).flatMap((one) => ("entity" in one ? [one.entity] : []));
  const names = new Map<EntityKind, Map<string, string>>();
  await Promise.all(
    [...new Set(kinds)].map(async (kind) => names.set(kind, await reader.entityNames(kind, dataset.slug))),
  );
  return (dimension, value) => dimensionLabel(dataset.dimensions[dimension], value, names);
}
