import type { Transaction } from "@/db/client";
import type { Viewer } from "@/lib/access/viewer";
import { auditIn } from "@/lib/audit/record-in";
import type { DatasetDefinition } from "@/lib/datasets/define";
import { now } from "@/lib/kernel/clock";
import { AppError } from "@/lib/kernel/error";
import { knownEntities } from "@/lib/studio/drafts/known-entities";
import { type LockedDraft, lockOpenDraft } from "@/lib/studio/drafts/lock-draft";
import { openDraftIn } from "@/lib/studio/drafts/open-draft";
import type { Say } from "./import-events";
import { judgeImport, type Ready } from "./judge-import";
import { saveTemplate } from "./mapping/template";
import { type ImportPlaces, type OpenImport, withImport } from "./open-import";
import { reportOf } from "./report-of";
import { type Gathered, gather } from "./stage/gather";
import type { Stage } from "./stage/stage";
import { writeStage } from "./stage/write-stage";
import { type ImportRef, noteOutcome, type Outcome } from "./work";

const NOTHING_NEW = "Nothing in this file changes anything: no value is new and sound. The draft is as it was.";

/** Names that were there when the rows were read, and are gone from the draft by now, let nothing in. */
async function demandNames(tx: Transaction, draft: LockedDraft, dataset: DatasetDefinition, stage: Stage) {
  const places = stage.dims.map((dims) => ({ place: { dims } }));
  const exists = await knownEntities(tx, draft, dataset, places);
  for (const [key, dimension] of Object.entries(dataset.dimensions)) {
    if (!("entity" in dimension)) continue;
    const gone = stage.dims.find((dims) => !exists(dimension.entity, dims[key] ?? ""))?.[key];
    if (gone !== undefined)
      throw new AppError("conflict", `“${gone}” was taken out of the draft meanwhile. Check the file again.`);
  }
}

/** Puts what was gathered into the viewer's draft: values, outcome, template, audit. */
async function keep(
  tx: Transaction,
  viewer: Viewer,
  open: OpenImport,
  ready: Ready,
  { stage, faults, tally }: Gathered,
  say: Say,
): Promise<Outcome> {
  const { dataset, work } = open;
  const { upload, mapping } = work;
  const of = stage.count;
  const saving = (done: number) => say({ kind: "progress", phase: "saving", done, of, good: of, bad: faults.count });
  if (of === 0) throw new AppError("invalid", NOTHING_NEW);
  saving(0);
  const draft = await lockOpenDraft(tx, viewer, await openDraftIn(tx, viewer, dataset.slug));
  await demandNames(tx, draft, dataset, stage);
  const good = await writeStage(tx, draft, viewer.personId);
  if (good === 0) throw new AppError("invalid", NOTHING_NEW);
  const counts = { ...tally, good, unchanged: of - good };
  const outcome = { draft: draft.id, tally: counts, at: now().toISOString() };
  await noteOutcome(tx, upload.id, outcome);
  if (mapping) await saveTemplate(tx, viewer, { dataset: dataset.slug, headers: ready.headers, mapping });
  const detail = { dataset: dataset.slug, upload: upload.id, name: upload.name, hash: upload.hash, ...counts };
  await auditIn(tx, viewer, { action: "import.applied", subject: String(draft.id), detail });
  saving(of);
  return outcome;
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
    const { signal } = options;
    const onRows = (done: number) => say({ kind: "progress", phase: "looking", done, of: null, good: 0, bad: 0 });
    const ready = await judgeImport(viewer, open, { signal, onRows });
    if ("question" in ready) return say({ kind: "question", question: ready.question });
    const { gathered, outcome } = await open.db.sql.begin(async (tx) => {
      const found = await gather(tx, ready, say);
      signal?.throwIfAborted();
      const kept = await keep(tx, viewer, open, ready, found, say);
      signal?.throwIfAborted();
      return { gathered: found, outcome: kept };
    });
    const { faults, skipped } = gathered;
    return say({ kind: "applied", outcome, ...reportOf({ open, ready, faults, tally: outcome.tally, skipped }) });
  });
}
