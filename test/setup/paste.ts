import { datasetOf } from "@/lib/datasets/registry";
import { gridColumns } from "@/lib/studio/grid/columns";
import { pasteBlock } from "@/lib/studio/paste/paste-block";
import type { PasteTarget } from "@/lib/studio/paste/pasted-block";
import type { PasteAnswers } from "@/lib/studio/paste/questions";
import { splitBlock } from "@/lib/studio/paste/split-block";
import { nameBook } from "@/lib/studio/reading/name-book";

// A block pasted into the grid of HBM shares, at its first row and period.

export const dataset = datasetOf("hbm-share");
const names = nameBook(dataset, {
  supplier: [
    { value: "sk-hynix", label: "SK hynix", aliases: ["Hynix"] },
    { value: "samsung", label: "Samsung", aliases: [] },
    { value: "micron", label: "Micron", aliases: ["MU"] },
  ],
  publisher: [
    { value: "counterpoint", label: "Counterpoint", aliases: [] },
    { value: "trendforce", label: "TrendForce", aliases: [] },
  ],
});
export const dims = (supplier: string, change: Record<string, string> = {}) => ({
  supplier,
  publisher: "counterpoint",
  basis: "revenue",
  generation: "all",
  customer: "all",
  ...change,
});
const columns = gridColumns({ periods: ["2025-07-01", "2026-07-01"], today: "2026-11-26", frequency: "quarter" });
export const target = (change: Partial<PasteTarget> = {}): PasteTarget => ({
  dataset,
  measure: "quarter",
  unit: "%",
  columns,
  rows: [dims("micron"), dims("samsung")],
  column: 0,
  names,
  otherwise: dims("micron"),
  ...change,
});
export const paste = (text: string, answers: PasteAnswers = {}, change: Partial<PasteTarget> = {}) =>
  pasteBlock(splitBlock(text), target(change), answers);
