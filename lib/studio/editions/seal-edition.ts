import type { Database, Transaction } from "@/db/client";
import type { EditionReport } from "@/lib/datasets/edition-report";
import { datasetOf } from "@/lib/datasets/registry";
import {
  readAddedSources,
  readMovedRows,
  readReasonCounts,
  readSpannedChangeSets,
  type ReleaseSpan,
} from "@/lib/store/editions/activity";
import { appendEdition, type EditionOrder, readOpenOrders } from "@/lib/store/editions/editions";
import { type Frozen, freezeState } from "@/lib/store/editions/frozen-state";
import type { Edition } from "@/lib/store/rows";

/** The edition that was closed before. */
async function previousOf(tx: Transaction, order: EditionOrder): Promise<EditionReport["previous"]> {
  const [row] = await tx<NonNullable<EditionReport["previous"]>[]>`
    select label, release, to_char(closed_at, 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "closedAt"
    from edition_order where dataset = ${order.dataset}
      and id < (select id from edition_order where dataset = ${order.dataset} and label = ${order.label})
    order by id desc limit 1`;
  return row ?? null;
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

async function seal(tx: Transaction, order: EditionOrder): Promise<Edition | null> {
  const { dataset, label, release } = order;
  const place = `halfpitch.edition ${dataset} ${label}`;
  const [lock] = await tx<{ got: boolean }[]>`select pg_try_advisory_xact_lock(hashtext(${place})) as got`;
  const [done] = await tx`select 1 from edition where dataset = ${dataset} and label = ${label}`;
  if (!lock?.got || done) return null;
  const [last] = await tx<{ id: number }[]>`
    select id::int from release where dataset = ${dataset} and number = ${release}`;
  if (!last) throw new Error(`edition ${label} of ${dataset} is of a release that is not there`);
  const previous = await previousOf(tx, order);
  const frozen = await freezeState(tx, datasetOf(dataset), { asOf: order.closedAt, release: last.id });
  const span = { dataset, after: previous?.release ?? 0, upTo: release };
  const report = await reportOn(tx, span, previous, frozen);
  await appendEdition(tx, order, { report, frozen });
  return { ...order, rows: frozen.rows, sha256: frozen.sha256, report };
}

/**
 * Makes the bytes of an edition that was closed: all that stood at its release, as readers download it, and a report on
 * what happened since the previous one. Reads one state of the store, holds nobody up, and gives the same bytes whenever
 * it is done. Null where they are made already, or somebody is at it.
 */
export const sealEdition = (db: Database, order: EditionOrder): Promise<Edition | null> =>
  db.sql.begin("isolation level repeatable read", (tx) => seal(tx, order));

/** Makes the bytes of every edition that has none yet, of one dataset or of all. Returns those that were made. */
export async function sealOpenEditions(db: Database, dataset: string | null = null): Promise<Edition[]> {
  const sealed: Edition[] = [];
  for (const order of await readOpenOrders(db.sql, dataset)) {
    const edition = await sealEdition(db, order);
    if (edition) sealed.push(edition);
  }
  return sealed;
}

const PATIENCE_MS = 3000;

/**
 * Begins with the bytes of what a person has just closed, and waits for them a little: mostly they are made at once. What
 * is not made then, or fails, is the worker's to make.
 */
export async function sealSoon(db: Database, dataset: string): Promise<void> {
  const sealing = sealOpenEditions(db, dataset).catch((error: unknown) => {
    console.error(JSON.stringify({ level: "error", at: "edition", dataset, words: String(error).slice(0, 300) }));
  });
  let timer: NodeJS.Timeout | undefined;
  const patience = new Promise<void>((resolve) => (timer = setTimeout(resolve, PATIENCE_MS)));
  await Promise.race([sealing, patience]);
  clearTimeout(timer);
}
