import type { Queryable, Transaction } from "@/db/client";
import { EditionReport } from "@/lib/datasets/edition-report";
import type { Edition, EditionLine } from "../rows";
import type { Frozen } from "./frozen-state";

const columns = (sql: Queryable) => sql`
  dataset, label, release, change_set_id::int as "changeSetId", closed_by as "closedBy", note, rows, sha256,
  to_char(closed_at, 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "closedAt"`;

/** The editions of a dataset that were closed by `before`, newest first. */
export async function readEditions(
  sql: Queryable,
  query: { dataset: string; before: string; limit: number },
): Promise<EditionLine[]> {
  return sql<EditionLine[]>`
    select ${columns(sql)} from edition
    where dataset = ${query.dataset} and closed_at <= ${query.before}::timestamptz
    order by id desc limit ${query.limit}`;
}

/** One edition with its report, or null where none of that label was closed by `before`. */
export async function readEdition(
  sql: Queryable,
  query: { dataset: string; label: string; before: string },
): Promise<Edition | null> {
  const rows = await sql<(EditionLine & { report: unknown })[]>`
    select ${columns(sql)}, report from edition
    where dataset = ${query.dataset} and label = ${query.label} and closed_at <= ${query.before}::timestamptz`;
  const found = rows[0];
  return found ? { ...found, report: EditionReport.parse(found.report) } : null;
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

/** Writes an edition down. It is never changed again. */
export async function appendEdition(
  tx: Transaction,
  edition: Omit<Edition, "rows" | "sha256"> & { frozen: Frozen },
): Promise<void> {
  const { dataset, label, release, changeSetId, closedAt, closedBy, note, report, frozen } = edition;
  await tx`
    insert into edition (dataset, label, release, change_set_id, closed_at, closed_by, note, report, rows, sha256, csv_gzip)
    values (${dataset}, ${label}, ${release}, ${changeSetId}, ${closedAt}::timestamptz, ${closedBy}, ${note},
      ${JSON.stringify(report)}::text::jsonb, ${frozen.rows}, ${frozen.sha256}, ${frozen.gzip})`;
}
