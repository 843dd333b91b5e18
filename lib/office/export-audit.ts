import type { Database } from "@/db/client";
import { demandWriter } from "@/lib/access/demand";
import type { Viewer } from "@/lib/access/viewer";
import { areaOf } from "@/lib/audit/areas";
import { describeAudit } from "@/lib/audit/describe";
import { recordAudit } from "@/lib/audit/record";
import { type CsvValue, csvText } from "@/lib/kernel/csv";
import { database } from "@/lib/store/database";
import { type AuditFilter, filterWords } from "./audit-filter";
import { auditLines } from "./read-audit";

const BATCH = 1000;
const HEADER = [
  "number",
  "at",
  "person",
  "person_id",
  "viewing_as",
  "viewing_as_id",
  "area",
  "action",
  "subject",
  "sentence",
  "detail",
];

async function* pages(db: Database, viewer: Viewer, filter: AuditFilter): AsyncGenerator<string> {
  yield csvText([HEADER]);
  let before: number | null = null;
  for (;;) {
    const lines = await auditLines(db.sql, viewer, filter, { before, limit: BATCH });
    if (lines.length > 0)
      yield csvText(
        lines.map((line): CsvValue[] => [
          line.id,
          line.at,
          line.person?.name,
          line.person?.id,
          line.as?.name,
          line.as?.id,
          areaOf(line.action),
          line.action,
          line.subject,
          describeAudit(line).words,
          line.detail ? JSON.stringify(line.detail) : null,
        ]),
      );
    if (lines.length < BATCH) return;
    before = lines.at(-1)?.id ?? 0;
  }
}

/**
 * The matching events as CSV, newest first, in pieces as they are read. That it was asked for stands in the audit first,
 * and so at the head of what is exported. Throws forbidden for who is no admin.
 */
export async function exportAudit(
  viewer: Viewer,
  filter: AuditFilter,
  db: Database = database(),
): Promise<AsyncGenerator<string>> {
  demandWriter(viewer, "admin");
  await recordAudit(db.orm, { by: viewer, action: "export.audit", subject: filterWords(filter) });
  return pages(db, viewer, filter);
}
