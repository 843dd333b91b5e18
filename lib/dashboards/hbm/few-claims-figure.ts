import type { DatasetDefinition } from "@/lib/datasets/define";
import type { Observation } from "@/lib/store/rows";
import type { Labels } from "../dataset/names";
import { datasetTable } from "../dataset/table";
import { counted } from "../telling/counted";
import { statusesInWords } from "../telling/status-words";
import type { Figure } from "../figure";

/** Fewer claims than this are read faster than drawn. */
export const DRAWN_FROM = 4;

/** Claims of kinds that have too few to be drawn, in one table that keeps each kind's basis, scope and unit. */
export function fewClaimsFigure(
  { id, title }: { id: string; title: { one: string; many: string } },
  dataset: DatasetDefinition,
  observations: readonly Observation[],
  label: Labels,
): Figure {
  const rows = observations.toSorted((a, b) => b.period.localeCompare(a.period) || a.series.localeCompare(b.series));
  return {
    id,
    title: counted(rows.length, title.one, title.many),
    subtitle: `Kinds of claim with too few of them for a chart, ${statusesInWords(rows.map((one) => one.status))}; what is counted stands in each row`,
    chart: null,
    table: datasetTable(dataset, rows, label),
  };
}
