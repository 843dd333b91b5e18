import type { Viewer } from "@/lib/access/viewer";
import { csvText } from "@/lib/kernel/csv";
import { AppError } from "@/lib/kernel/error";
import { judgeImport } from "./judge-import";
import { type ImportPlaces, withImport } from "./open-import";
import type { ImportRef } from "./work";

/**
 * Every rejected place of a file as CSV, chunk by chunk: line, column, value and reason, then the row as it stands,
 * so that what was mended can be sent as a file of its own. `write` is awaited, so that a slow reader holds us back.
 */
export async function writeRejected(
  viewer: Viewer,
  ref: ImportRef,
  write: (text: string) => void | Promise<void>,
  options: ImportPlaces & { signal?: AbortSignal } = {},
): Promise<void> {
  await withImport(viewer, ref, options, async (open) => {
    const ready = await judgeImport(viewer, open, { signal: options.signal });
    if ("question" in ready)
      throw new AppError("invalid", "Check the file first: something about it is still to be said.");
    await write(csvText([["line", "column", "value", "reason", ...ready.headers]]));
    for await (const { faults } of ready.judge())
      if (faults.length > 0)
        await write(csvText(faults.map((one) => [one.line, one.header, one.value, one.reason, ...one.row])));
  });
}
