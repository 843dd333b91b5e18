import type { Queryable, Transaction } from "@/db/client";
import { EditionReport } from "@/lib/datasets/edition-report";
import { AppError } from "@/lib/kernel/error";
import type { Edition, EditionLine } from "../rows";
import type { Frozen } from "./frozen-state";

const columns = (sql: Queryable) => sql`
  ordered.dataset, ordered.label, ordered.release, ordered.change_set_id::int as "changeSetId",
  ordered.closed_by as "closedBy", ordered.note, edition.rows, edition.sha256,
  to_char(ordered.closed_at, 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "closedAt"`;

const orders = (sql: Queryable) => sql`
  edition_order ordered left join edition on edition.dataset = ordered.dataset and edition.label = ordered.label`;

/** The editions of a dataset that were closed by `before`, newest first; of one whose bytes are not made yet, without them. */
export async function readEditions(
  sql: Queryable,
  query: { dataset: string; before: string; limit: number },
): Promise<EditionLine[]> {
  return sql<EditionLine[]>`
    select ${columns(sql)} from ${orders(sql)}
    where ordered.dataset = ${query.dataset} and ordered.closed_at <= ${query.before}::timestamptz
    order by ordered.id desc limit ${query.limit}`;
}

/** One edition with its report, or null where none of that label was closed by `before`. Throws unavailable while its bytes are made. */
export async function readEdition(
  sql: Queryable,
  query: { dataset: string; label: string; before: string },
): Promise<Edition | null> {
  const rows = await sql<(EditionLine & { report: unknown })[]>`
    select ${columns(sql)}, report from ${orders(sql)}
    where ordered.dataset = ${query.dataset} and ordered.label = ${query.label}
      and ordered.closed_at <= ${query.before}::timestamptz`;
  const found = rows[0];
  if (!found) return null;
  const { rows: count, sha256, report } = found;
  if (count !== null && sha256 !== null) return { ...found, rows: count, sha256, report: EditionReport.parse(report) };
  throw new AppError(
    "unavailable",
    `Edition ${query.label} is closed, and its file is being made from what was published by then. Look again in a minute.`,
  );
}

/** The gzipped CSV of an edition, as it was frozen. */
export async function readEditionBytes(
  sql: Queryable,
  query: { dataset: string; label: string },
): Promise<Uint8Array | null> {
  const rows = await sql<{ bytes: Uint8Array }[]>`
    select csv_gzip as bytes from edition where dataset = ${query.dataset} and label = ${query.label}`;
  return rows[0]?.bytes ?? null;
}

/** What an edition was closed as, before its bytes are made. `closedAt` with microseconds. */
export type EditionOrder = Pick<
  Edition,
  "dataset" | "label" | "release" | "changeSetId" | "closedAt" | "closedBy" | "note"
>;

/** Writes down that an edition is closed. */
export async function appendOrder(tx: Queryable, order: EditionOrder): Promise<void> {
  const { dataset, label, release, changeSetId, closedAt, closedBy, note } = order;
  await tx`
    insert into edition_order (dataset, label, release, change_set_id, closed_at, closed_by, note)
    values (${dataset}, ${label}, ${release}, ${changeSetId}, ${closedAt}::timestamptz, ${closedBy}, ${note})`;
}

/** The editions whose bytes are not made yet, oldest first, of one dataset or of all. */
export async function readOpenOrders(sql: Queryable, dataset: string | null = null): Promise<EditionOrder[]> {
  return sql<EditionOrder[]>`
    select ordered.dataset, ordered.label, ordered.release, ordered.change_set_id::int as "changeSetId",
      to_char(ordered.closed_at, 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as "closedAt", ordered.closed_by as "closedBy", ordered.note
    from ${orders(sql)}
    where edition.id is null and (${dataset === null} or ordered.dataset = ${dataset ?? ""}) order by ordered.id`;
}

/** Writes an edition's bytes down. They are never changed again. */
export async function appendEdition(
  tx: Transaction,
  order: EditionOrder,
  { report, frozen }: { report: EditionReport; frozen: Frozen },
): Promise<void> {
  const { dataset, label, release, changeSetId, closedAt, closedBy, note } = order;
  await tx`
    insert into edition (dataset, label, release, change_set_id, closed_at, closed_by, note, report, rows, sha256, csv_gzip)
    values (${dataset}, ${label}, ${release}, ${changeSetId}, ${closedAt}::timestamptz, ${closedBy}, ${note},
      ${JSON.stringify(report)}::text::jsonb, ${frozen.rows}, ${frozen.sha256}, ${frozen.gzip})`;
}
