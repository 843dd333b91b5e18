import type { Transaction } from "@/db/client";
import { editionLabel } from "@/lib/datasets/edition-label";
import type { EditionReport } from "@/lib/datasets/edition-report";
import { datasetOf } from "@/lib/datasets/registry";
import {
  readAddedSources,
  readMovedRows,
  readReasonCounts,
  readSpannedChangeSets,
  type ReleaseSpan,
} from "@/lib/store/editions/activity";
import { appendEdition } from "@/lib/store/editions/editions";
import { type Frozen, freezeState } from "@/lib/store/editions/frozen-state";
import type { Edition } from "@/lib/store/rows";

/** What is closed: a dataset at its newest release, which that change set published; by whom, and what is said of it. */
export type Closing = {
  dataset: string;
  release: number;
  changeSetId: number;
  closedBy: string;
  note: string;
  /** The moment of closing, if not this one. */
  at?: Date;
};

type Standing = { at: string; labels: string[]; previous: EditionReport["previous"] };

/** The moment, after the wait for the lock, and the editions that there are. */
async function standingEditions(tx: Transaction, { dataset, at }: Closing): Promise<Standing> {
  const rows = await tx<{ label: string; release: number; closedAt: string }[]>`
    select label, release, to_char(closed_at, 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "closedAt"
    from edition where dataset = ${dataset} order by id desc`;
  const clock = await tx<{ at: string }[]>`
    select to_char(clock_timestamp(), 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as at`;
  const moment = at?.toISOString() ?? clock[0]?.at;
  if (!moment) throw new Error("a clock that says nothing");
  return { at: moment, labels: rows.map((row) => row.label), previous: rows[0] ?? null };
}

async function reportOn(
  tx: Transaction,
  span: ReleaseSpan,
  previous: EditionReport["previous"],
  frozen: Frozen,
): Promise<EditionReport> {
  const moved = await readMovedRows(tx, span);
  const reasons = await readReasonCounts(tx, span);
  const sources = await readAddedSources(tx, span);
  const changeSets = await readSpannedChangeSets(tx, span);
  return { previous, values: frozen.rows, series: frozen.series, ...moved, reasons, sources, changeSets };
}

/**
 * Closes an edition of a dataset: numbers it by its week, freezes all that stands as the bytes that readers download,
 * and reports what happened since the previous one. To be called inside the transaction that publishes, under its lock
 * and after its release is written: the edition is there if and only if the release is.
 */
export async function closeEdition(tx: Transaction, closing: Closing): Promise<Edition> {
  const { dataset, release, changeSetId, closedBy, note } = closing;
  const { at, labels, previous } = await standingEditions(tx, closing);
  const frozen = await freezeState(tx, datasetOf(dataset), at);
  const span = { dataset, after: previous?.release ?? 0, upTo: release };
  const report = await reportOn(tx, span, previous, frozen);
  const label = editionLabel(new Date(at), labels);
  const edition = { dataset, label, release, changeSetId, closedAt: at, closedBy, note, report };
  await appendEdition(tx, { ...edition, frozen });
  return { ...edition, rows: frozen.rows, sha256: frozen.sha256 };
}
