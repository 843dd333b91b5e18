import type { Database } from "@/db/client";
import { database } from "@/lib/store/database";
import { readEditionBytes } from "@/lib/store/editions/editions";
import { noteExport } from "./export";
import type { Reader } from "./reader";

/**
 * The gzipped CSV of an edition as it was frozen, where the reader may have it; that it was taken is written down.
 * Throws forbidden and not_found.
 */
export async function takeEdition(
  reader: Reader,
  query: { dataset: string; label: string },
  db: Database = database(),
): Promise<Uint8Array> {
  const { dataset, label, rows } = await reader.edition(query);
  const bytes = await readEditionBytes(db.sql, query);
  if (!bytes) throw new Error(`edition ${label} of ${dataset} has no bytes`);
  const what = { action: "edition.downloaded", subject: `${dataset} ${label}`, detail: { rows } };
  await noteExport(reader.viewer, what, db);
  return bytes;
}
