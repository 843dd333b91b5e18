import type { Reader } from "@/lib/access/reader";
import type { DatasetDefinition } from "@/lib/datasets/define";
import type { Figure } from "./figure";

/** What stands in the place of a figure to whose dataset the viewer has no right. */
export function forbiddenFigure(reader: Reader, id: string, dataset: DatasetDefinition): Figure {
  return {
    id,
    title: dataset.title,
    subtitle: "",
    chart: null,
    table: { columns: [], rows: [] },
    forbidden: `${dataset.title} is not part of what ${reader.viewer.organisation} subscribes to. Ask your administrator, or write to us to add it.`,
  };
}
