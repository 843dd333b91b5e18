import { apiWriter } from "@/app/_auth/api-viewer";
import { door } from "@/app/_auth/door";
import { eventStream } from "@/app/_data/event-stream";
import { applyImport } from "@/lib/studio/import/apply-import";
import type { ImportEvent } from "@/lib/studio/import/import-events";
import { readImport } from "@/lib/studio/import/work";
import { importRef, type UploadContext } from "../../import-ref";

/** Puts the good values of a file into the viewer's draft. Leaving before the last line leaves the draft as it was. */
export const POST = door(async (request: Request, context: UploadContext) => {
  const viewer = await apiWriter(request);
  const ref = await importRef(request, context);
  await readImport(viewer, ref);
  return eventStream<ImportEvent>(request, (say, signal) => applyImport(viewer, ref, say, { signal }));
});
