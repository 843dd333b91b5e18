import { apiWriter } from "@/app/_auth/api-viewer";
import { door } from "@/app/_auth/door";
import { jsonBody } from "@/app/_data/json-body";
import { actOnDraft, DraftAct } from "@/lib/studio/grid/save-edits";

/** Undoes, does again, or keeps what the draft proposes. */
export const POST = door(async (request: Request) => {
  const viewer = await apiWriter(request);
  return Response.json(await actOnDraft(viewer, DraftAct.parse(await jsonBody(request))));
});
