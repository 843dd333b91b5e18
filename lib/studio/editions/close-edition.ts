import type { Transaction } from "@/db/client";
import { editionLabel } from "@/lib/datasets/edition-label";
import { appendOrder, type EditionOrder } from "@/lib/store/editions/editions";

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

/** The moment, after the wait for the lock, and the labels that there are. */
async function standingEditions(tx: Transaction, { dataset, at }: Closing): Promise<{ at: string; labels: string[] }> {
  const rows = await tx<
    { label: string }[]
  >`select label from edition_order where dataset = ${dataset} order by id desc`;
  const clock = await tx<{ at: string }[]>`
    select to_char(clock_timestamp(), 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as at`;
  const moment = at?.toISOString() ?? clock[0]?.at;
  if (!moment) throw new Error("a clock that says nothing");
  return { at: moment, labels: rows.map((row) => row.label) };
}

/**
 * Closes an edition of a dataset: numbers it by its week, and says of which release and moment it is. To be called inside
 * the transaction that publishes, under its lock and after its release is written: the edition is there if and only if
 * the release is. Its bytes are made afterwards by `sealEdition`: to write a million rows while nobody else may publish
 * would hold everybody up.
 */
export async function closeEdition(tx: Transaction, closing: Closing): Promise<EditionOrder> {
  const { dataset, release, changeSetId, closedBy, note } = closing;
  const { at, labels } = await standingEditions(tx, closing);
  const label = editionLabel(new Date(at), labels);
  const order = { dataset, label, release, changeSetId, closedAt: at, closedBy, note };
  await appendOrder(tx, order);
  return order;
}
