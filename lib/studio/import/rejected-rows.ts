import type { Viewer } from "@/lib/access/viewer";
import { csvText } from "@/lib/kernel/csv";
import { AppError } from "@/lib/kernel/error";
import { judgeImport } from "./judge-import";
import { type ImportPlaces, openImport } from "./open-import";
import type { ImportRef } from "./work";

/**
 * Every rejected place of a file as CSV, piece by piece: line, column, value and reason, then the row as it stands, so
 * that what was mended can be sent as a file of its own.
 */
export async function* rejectedRows(viewer: Viewer, ref: ImportRef, places: ImportPlaces = {}): AsyncGenerator<string> {
  const open = await openImport(viewer, ref, places);
  try {
    const ready = await judgeImport(viewer, open);
    if ("question" in ready)
      throw new AppError("invalid", "Check the file first: something about it is still to be said.");
    yield csvText([["line", "column", "value", "reason", ...ready.headers]]);
    for await (const { faults } of ready.judge(open.db.sql))
      if (faults.length > 0)
        yield csvText(faults.map((one) => [one.line, one.header, one.value, one.reason, ...one.row]));
  } finally {
    await open.close();
  }
}
