import type { Viewer } from "@/lib/access/viewer";
import type { DatasetDefinition } from "@/lib/datasets/define";
import { seriesTitle, seriesUnit } from "@/lib/datasets/series-title";
import { type EntityNames, readAllNames } from "@/lib/store/entity-names";
import type { Preview, Say } from "./import-events";
import { judgeImport } from "./judge-import";
import { reportOf } from "./report-of";
import { type ImportPlaces, withImport } from "./open-import";
import type { Change } from "./rows/compare";
import { FaultList, type Tally } from "./rows/faults";
import { placeOf, placesOf } from "./rows/validate-rows";
import type { ImportRef } from "./work";

const PREVIEWED = 20;

function previewOf(dataset: DatasetDefinition, { line, edit }: Change, names: EntityNames): Preview[] {
  const { place, content } = edit;
  const measure = dataset.measures[place.measure];
  if (!measure || !content) return [];
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
    const faults = new FaultList();
    let first: Change[] = [];
    const tally: Tally = { rows: 0, good: 0, unchanged: 0, empty: 0, bad: 0, badRows: 0 };
    let skipped = 0;
    for await (const judged of ready.judge()) {
      faults.add(judged.faults);
      const gone = placesOf(judged.withdrawn);
      const kept = gone.size === 0 ? first : first.filter((one) => !gone.has(placeOf(one)));
      first = [...kept, ...judged.changes.slice(0, Math.max(0, PREVIEWED - kept.length))];
      tally.rows = judged.rows;
      tally.good += judged.changes.length - judged.withdrawn.length;
      tally.unchanged += judged.unchanged;
      tally.empty += judged.empty;
      tally.bad = faults.count;
      tally.badRows = faults.rows;
      skipped += judged.skipped;
      say({ kind: "progress", phase: "checking", done: judged.rows, of: ready.rows, good: tally.good, bad: tally.bad });
    }
    const names = await readAllNames(open.db.sql);
    const preview = first.flatMap((change) => previewOf(open.dataset, change, names));
    return say({ kind: "checked", preview, ...reportOf({ open, ready, faults, tally, skipped }) });
  });
}
