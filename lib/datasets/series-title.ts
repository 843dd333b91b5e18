import type { EntityKind } from "@/lib/entities/kinds";
import type { DatasetDefinition, Dimension } from "./define";

type Names = ReadonlyMap<EntityKind, ReadonlyMap<string, string>>;

/** The words for one value of a dimension: an entity's name or a code's label; the key itself where neither is known. */
export function dimensionLabel(dimension: Dimension | undefined, value: string, names: Names): string {
  if (!dimension) return value;
  if ("codes" in dimension) return dimension.codes[value] ?? value;
  return names.get(dimension.entity)?.get(value) ?? value;
}

/** The unit of a series: the measure's, with `{dimension}` replaced by that dimension's label. */
export function seriesUnit(
  dataset: DatasetDefinition,
  dims: Readonly<Record<string, string>>,
  measure: string,
): string {
  const unit = dataset.measures[measure]?.unit ?? "";
  return unit.replace(/\{([a-z0-9_]+)\}/g, (_, key: string) => {
    return dimensionLabel(dataset.dimensions[key], dims[key] ?? "", new Map());
  });
}

const SILENT = new Set(["not-stated", "all", "none", "total"]);

/** What a series is called: its dimension labels in order, then its measure. Values that say nothing are left out. */
export function seriesTitle(
  dataset: DatasetDefinition,
  dims: Readonly<Record<string, string>>,
  measure: string,
  names: Names,
): string {
  const labels = Object.entries(dataset.dimensions)
    .filter(([key]) => !SILENT.has(dims[key] ?? ""))
    .map(([key, dimension]) => dimensionLabel(dimension, dims[key] ?? "", names));
  return [...labels, dataset.measures[measure]?.label ?? measure].join(" · ");
}
