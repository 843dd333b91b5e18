import type { Viewer } from "@/lib/access/viewer";
import type { DatasetDefinition } from "@/lib/datasets/define";
import { seriesTitle, seriesUnit } from "@/lib/datasets/series-title";
import { type EntityNames, readAllNames } from "@/lib/store/entity-names";
import type { Preview, Say } from "./import-events";
import { judgeImport } from "./judge-import";
import { reportOf } from "./report-of";
import { type ImportPlaces, withImport } from "./open-import";
import { countChanges, readStaged, type StagedValue } from "./stage/compare";
import { gather } from "./stage/gather";
import type { ImportRef } from "./work";

const PREVIEWED = 20;

function previewOf(dataset: DatasetDefinition, { line, place, content }: StagedValue, names: EntityNames): Preview[] {
  const measure = dataset.measures[place.measure];
  if (!measure) return [];
  const title = seriesTitle(dataset, place.dims, place.measure, names);
  const unit = seriesUnit(dataset, place.dims, place.measure);
  return [{ line, title, unit, decimals: measure.decimals, frequency: measure.frequency, place, content }];
}

/**
 * Goes through the whole file and tells what it would change: progress, then either a question that only the analyst
 * can answer, or the counts, the first faults and the first values. Nothing is changed.
 */
export async function checkImport(
  viewer: Viewer,
  ref: ImportRef,
  say: Say,
  options: ImportPlaces & { signal?: AbortSignal } = {},
): Promise<void> {
  await withImport(viewer, ref, options, async (open) => {
    const looking = { kind: "progress", phase: "looking", of: null, good: 0, bad: 0 } as const;
    const onRows = (done: number) => say({ ...looking, done });
    const ready = await judgeImport(viewer, open, { signal: options.signal, onRows });
    if ("question" in ready) return say({ kind: "question", question: ready.question });
    const { db, dataset } = open;
    const names = await readAllNames(db.sql);
    const found = await db.sql.begin(async (tx) => {
      const { stage, ...gathered } = await gather(tx, ready, say);
      const { good, first } = await countChanges(tx, ready.draft, PREVIEWED);
      const preview = (await readStaged(tx, ready.draft, first)).flatMap((one) => previewOf(dataset, one, names));
      return { ...gathered, preview, tally: { ...gathered.tally, good, unchanged: stage.count - good } };
    });
    const { preview, ...counted } = found;
    return say({ kind: "checked", preview, ...reportOf({ open, ready, ...counted }) });
  });
}
