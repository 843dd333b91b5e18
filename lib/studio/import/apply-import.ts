import type { Viewer } from "@/lib/access/viewer";
import { auditIn } from "@/lib/audit/record-in";
import type { DatasetDefinition } from "@/lib/datasets/define";
import { seriesCode } from "@/lib/datasets/series-code";
import { now } from "@/lib/kernel/clock";
import { AppError } from "@/lib/kernel/error";
import { applyEdits } from "@/lib/studio/drafts/apply-edits";
import type { Refused } from "@/lib/studio/drafts/draft";
import { lockOpenDraft } from "@/lib/studio/drafts/lock-draft";
import { openDraft } from "@/lib/studio/drafts/open-draft";
import type { Say } from "./import-events";
import { judgeImport, type Ready } from "./judge-import";
import { reportOf } from "./report-of";
import { saveTemplate } from "./mapping/template";
import { type ImportPlaces, type OpenImport, withImport } from "./open-import";
import type { Change } from "./rows/compare";
import { FaultList, type Tally } from "./rows/faults";
import type { Fault } from "./rows/read-row";
import { placeOf, placesOf } from "./rows/validate-rows";
import { type ImportRef, noteOutcome, type Outcome } from "./work";

/** Edits that the draft did not take, as faults of the lines that they came from. */
function faultsOf(
  dataset: DatasetDefinition,
  refused: readonly Refused[],
  changes: readonly Change[],
  headers: readonly string[],
): Fault[] {
  if (refused.length === 0) return [];
  const why = new Map(refused.map((one) => [`${one.series} ${one.period}`, one.message]));
  return changes.flatMap(({ line, column, edit: { place, content } }): Fault[] => {
    const reason = why.get(`${seriesCode(dataset, place.dims, place.measure)} ${place.period}`);
    const header = column === null ? "" : (headers[column] ?? "");
    return reason ? [{ line, column, header, value: String(content?.value ?? ""), reason, row: [] }] : [];
  });
}

type Gathered = { ready: Ready; changes: Change[]; faults: FaultList; tally: Tally; skipped: number };

async function gather(viewer: Viewer, open: OpenImport, say: Say, signal?: AbortSignal): Promise<Gathered | null> {
  const onRows = (done: number) => say({ kind: "progress", phase: "looking", done, of: null, good: 0, bad: 0 });
  const ready = await judgeImport(viewer, open, { signal, onRows });
  if ("question" in ready) {
    say({ kind: "question", question: ready.question });
    return null;
  }
  const [changes, faults] = [new Array<Change>(), new FaultList()];
  const tally: Tally = { rows: 0, good: 0, unchanged: 0, empty: 0, bad: 0, badRows: 0 };
  let skipped = 0;
  const gone = new Set<string>();
  for await (const judged of ready.judge()) {
    for (const one of judged.changes) changes.push(one);
    for (const place of placesOf(judged.withdrawn)) gone.add(place);
    faults.add(judged.faults);
    tally.rows = judged.rows;
    tally.unchanged += judged.unchanged;
    tally.empty += judged.empty;
    skipped += judged.skipped;
    const [good, bad] = [changes.length - gone.size, faults.count];
    say({ kind: "progress", phase: "checking", done: judged.rows, of: ready.rows, good, bad });
  }
  const held = gone.size === 0 ? changes : changes.filter((one) => !gone.has(placeOf(one)));
  return { ready, changes: held, faults, tally, skipped };
}

/** Puts what was gathered into the viewer's draft, all in one transaction: values, outcome, template, audit. */
async function keep(
  viewer: Viewer,
  open: OpenImport,
  found: Gathered,
  say: Say,
  signal?: AbortSignal,
): Promise<Outcome> {
  const { db, dataset, work } = open;
  const { ready, changes, faults, tally } = found;
  const { headers } = ready;
  const of = changes.length;
  const onBatch = (done: number) => {
    signal?.throwIfAborted();
    say({ kind: "progress", phase: "saving", done, of, good: of, bad: faults.count });
  };
  const { id: draft } = await openDraft(viewer, { dataset: dataset.slug }, db);
  return db.sql.begin(async (tx) => {
    const locked = await lockOpenDraft(tx, viewer, draft);
    const edits = changes.map((one) => one.edit);
    const applied = await applyEdits(tx, locked, { edits, kind: "import", personId: viewer.personId, onBatch });
    faults.add(faultsOf(dataset, applied.refused, changes, headers));
    const counts = { ...tally, good: applied.changed.length, bad: faults.count, badRows: faults.rows };
    const outcome = { draft, tally: counts, at: now().toISOString() };
    const { upload, mapping } = work;
    await noteOutcome(tx, upload.id, outcome);
    if (mapping) await saveTemplate(tx, viewer, { dataset: dataset.slug, headers, mapping });
    const detail = { dataset: dataset.slug, upload: upload.id, name: upload.name, hash: upload.hash, ...counts };
    await auditIn(tx, viewer, { action: "import.applied", subject: String(draft), detail });
    signal?.throwIfAborted();
    return outcome;
  });
}

/**
 * Puts the good values of a file into the viewer's open draft as one step, which can be undone; faults stay behind,
 * told by line and column. Everything or nothing: where `signal` aborts or the process dies, the draft is as it was.
 * Throws AppError invalid where no value of the file changes anything.
 */
export async function applyImport(
  viewer: Viewer,
  ref: ImportRef,
  say: Say,
  options: ImportPlaces & { signal?: AbortSignal } = {},
): Promise<void> {
  await withImport(viewer, ref, options, async (open) => {
    const found = await gather(viewer, open, say, options.signal);
    if (!found) return;
    if (found.changes.length === 0)
      throw new AppError(
        "invalid",
        "Nothing in this file changes anything: no value is new and sound. The draft is as it was.",
      );
    const outcome = await keep(viewer, open, found, say, options.signal);
    const { ready, faults, skipped } = found;
    say({ kind: "applied", outcome, ...reportOf({ open, ready, faults, tally: outcome.tally, skipped }) });
  });
}
