import type { Queryable } from "@/db/client";
import { datasetOf, datasets } from "@/lib/datasets/registry";
import { authoredEntry } from "./authored";
import { carriesFigure } from "./carries-figure";
import type { Viewer } from "./viewer";
import { database } from "@/lib/store/database";
import { readRecord, type RecordPage } from "@/lib/store/record/read-record";
import type { RecordChange, RecordEntry, RecordKind } from "@/lib/store/rows";

const WITHHELD = "The reason names figures: who reads the dataset sees it.";

/** Which part of the record: of one dataset or of all, going on after an entry, up to a moment. */
export type RecordAsk = {
  kind: RecordKind;
  dataset?: string | undefined;
  after?: string | undefined;
  limit: number;
  until?: string | undefined;
};

const askedDatasets = (dataset: string | undefined): string[] =>
  dataset === undefined ? datasets().map((one) => one.slug) : [datasetOf(dataset).slug];

/**
 * A change as anybody may see it: without a figure. The title of a source often carries one, and its address too: of a
 * source its publisher and kind are told.
 */
const openly = (change: RecordChange): RecordChange => ({
  ...change,
  source: change.source && { ...change.source, cited: null },
  figures: null,
});

/** An entry as anybody may see it: what changed and why, without a figure, a reason that counts something, or who did it. */
export function withoutFigures(entry: RecordEntry): RecordEntry {
  const words = entry.version === null && carriesFigure(entry.words) ? WITHHELD : entry.words;
  return { ...entry, words, author: null, changes: entry.changes.map(openly) };
}

/** The record as anybody may read it, signed in or not. Throws not_found for a dataset that is not there. */
export async function readPublicRecord(ask: RecordAsk, sql: Queryable = database().sql): Promise<RecordPage> {
  const { dataset, ...query } = ask;
  const { entries, next } = await readRecord(sql, { ...query, datasets: askedDatasets(dataset) });
  return { entries: entries.map(withoutFigures), next };
}

/** The record as somebody signed in may read it: with figures where an entry is open to them. */
export async function readRecordFor(
  sql: Queryable,
  viewer: Viewer,
  { dataset, ...query }: RecordAsk,
  isOpen: (entry: RecordEntry) => boolean,
): Promise<RecordPage> {
  const { entries, next } = await readRecord(sql, { ...query, datasets: askedDatasets(dataset) });
  return { entries: entries.map((one) => (isOpen(one) ? authoredEntry(viewer, one) : withoutFigures(one))), next };
}
