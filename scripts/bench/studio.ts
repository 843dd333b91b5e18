import type { Database } from "@/db/client";
import type { Viewer } from "@/lib/access/viewer";
import { publishChangeSet } from "@/lib/store/publish/publish-change-set";
import type { CellEdit } from "@/lib/studio/drafts/draft";
import { editDraft } from "@/lib/studio/drafts/edit-draft";
import { approveDraft, discardDraft, submitDraft } from "@/lib/studio/drafts/move-draft";
import { openDraft } from "@/lib/studio/drafts/open-draft";
import { publishDraft } from "@/lib/studio/drafts/publish-draft";
import { saveEdits } from "@/lib/studio/grid/save-edits";
import { analyst } from "./analyst";

const DATASET = "bench-observations";
const MEASURE = "level";

/** An edit of the nth day of a line of the constructed dataset. */
function edit(line: string, n: number, value: number): CellEdit {
  // Thousands of days that are over by now: no value is actual before.
  const period = new Date(Date.UTC(1960, 0, 1 + n)).toISOString().slice(0, 10);
  return {
    place: { measure: MEASURE, dims: { line }, period },
    content: {
      value,
      low: null,
      high: null,
      status: "A",
      confidence: null,
      source: "bench-studio",
      reason: null,
      note: null,
      periodEnd: null,
      periodLabel: null,
    },
  };
}

const quantile = (sorted: readonly number[], q: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(q * sorted.length))] ?? 0;

/** Single-cell edits by so many analysts at once, each waiting for one to be kept before the next. */
async function benchEdits(
  db: Database,
  analysts: readonly Viewer[],
  seconds: number,
  say: (line: string) => void,
): Promise<void> {
  const until = performance.now() + seconds * 1000;
  const took: number[] = [];
  await Promise.all(
    analysts.map(async (viewer, who) => {
      const { id: draft } = await openDraft(viewer, { dataset: DATASET }, db);
      for (let n = 0; performance.now() < until; n += 1) {
        const started = performance.now();
        await editDraft(viewer, { draft, edits: [edit(`desk-${who}`, n % 2000, n)] }, db);
        took.push(performance.now() - started);
      }
    }),
  );
  const sorted = took.toSorted((a, b) => a - b);
  say(
    `studio: ${(took.length / seconds).toFixed(0)} single-cell edits/s at concurrency ${analysts.length}, history kept; p50 ${quantile(sorted, 0.5).toFixed(1)} ms, p99 ${quantile(sorted, 0.99).toFixed(1)} ms`,
  );
}

/** One cell of a draft that holds so many, saved as the grid saves it. */
async function benchOneCell(db: Database, viewer: Viewer, size: number, say: (line: string) => void): Promise<void> {
  const { id: draft } = await openDraft(viewer, { dataset: DATASET }, db);
  const edits = Array.from({ length: size }, (_, n) => edit(`held-${Math.floor(n / 1000)}`, n % 1000, n));
  await editDraft(viewer, { draft, edits, kind: "paste" }, db);
  const took: number[] = [];
  for (let n = 0; n < 200; n += 1) {
    const one = edit(`held-${(n * 7) % Math.ceil(size / 1000)}`, (n * 31) % 1000, 0.5 + n);
    const started = performance.now();
    await saveEdits(viewer, { person: viewer.personId, dataset: DATASET, draft, kind: "edit", edits: [one] }, db);
    took.push(performance.now() - started);
  }
  const sorted = took.toSorted((a, b) => a - b);
  say(
    `studio: one cell in a draft of ${size}: p50 ${quantile(sorted, 0.5).toFixed(1)} ms, p99 ${quantile(sorted, 0.99).toFixed(1)} ms`,
  );
  await discardDraft(viewer, { draft }, db);
}

/** A change set of so many values, from the paste to the publication. */
async function benchPublish(
  db: Database,
  author: Viewer,
  second: Viewer,
  size: number,
  say: (line: string) => void,
): Promise<void> {
  const { id: draft } = await openDraft(author, { dataset: DATASET }, db);
  const timed = async (work: () => Promise<unknown>): Promise<string> => {
    const started = performance.now();
    await work();
    return `${((performance.now() - started) / 1000).toFixed(2)} s`;
  };
  const edits = Array.from({ length: size }, (_, n) => edit("publication", n, n));
  const pasted = await timed(() => editDraft(author, { draft, edits, kind: "paste" }, db));
  const submitted = await timed(() => submitDraft(author, { draft, reason: "Constructed for measurements" }, db));
  const approved = await timed(() => approveDraft(second, { draft }, db));
  const published = await timed(() => publishDraft(author, { draft }, db));
  say(
    `studio: ${size} changes published in ${published}; pasted in ${pasted}, checked at submission ${submitted} and approval ${approved}`,
  );
}

/** Measures editing and publishing on a store that is full already. */
export async function benchStudio(db: Database, seconds: number, say: (line: string) => void): Promise<void> {
  await publishChangeSet(db, {
    author: { kind: "person", name: "Bench" },
    reason: "Constructed for measurements",
    sources: [{ key: "bench-studio", title: "Constructed for measurements", publisher: "Bench", kind: "constructed" }],
  });
  const analysts: Viewer[] = [];
  for (let n = 1; n <= 10; n += 1) analysts.push(await analyst(db, n));
  const [author, second, ...eight] = analysts;
  if (!author || !second) throw new Error("ten analysts were made");
  for (const size of [1000, 10_000, 100_000]) await benchOneCell(db, author, size, say);
  await benchEdits(db, eight, seconds, say);
  await benchPublish(db, author, second, 10_000, say);
}
