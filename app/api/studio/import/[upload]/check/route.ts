import { z } from "zod";
import { apiWriter } from "@/app/_auth/api-viewer";
import { door } from "@/app/_auth/door";
import { eventStream } from "@/app/_data/event-stream";
import { jsonBody } from "@/app/_data/json-body";
import { addName, withdrawNames } from "@/lib/studio/import/add-name";
import { checkImport } from "@/lib/studio/import/check-import";
import type { ImportEvent } from "@/lib/studio/import/import-events";
import { readImport, saveAnswers, saveFixes } from "@/lib/studio/import/work";
import { importRef, type UploadContext } from "../../import-ref";

const Body = z.strictObject({
  fixes: z.record(z.string(), z.string().nullable()),
  answers: z.record(z.string(), z.string()),
  /** A name of a column that is to be added to the draft. */
  add: z.strictObject({ column: z.number(), name: z.string() }).optional(),
});

/** Keeps repairs and answers, and tells what the file would change. Changes no value of the draft. */
export const POST = door(async (request: Request, context: UploadContext) => {
  const viewer = await apiWriter(request);
  const ref = await importRef(request, context);
  await readImport(viewer, ref);
  const { fixes, answers, add } = Body.parse(await jsonBody(request));
  if (Object.keys(answers).length > 0) await saveAnswers(viewer, { ...ref, answers });
  const dropped = Object.keys(fixes).filter((key) => fixes[key] === null);
  await withdrawNames(viewer, { ...ref, keys: dropped });
  if (Object.keys(fixes).length > 0) await saveFixes(viewer, { ...ref, fixes });
  if (add) await addName(viewer, { ...ref, ...add });
  return eventStream<ImportEvent>(request, (say, signal) => checkImport(viewer, ref, say, { signal }));
});
