import { apiWriter } from "@/app/_auth/api-viewer";
import { door } from "@/app/_auth/door";
import { jsonBody } from "@/app/_data/json-body";
import { SaveEdits, saveEdits } from "@/lib/studio/grid/save-edits";

/** Takes edits of the grid into the viewer's draft. What is not taken comes back with its reason. */
export const POST = door(async (request: Request) => {
  const viewer = await apiWriter(request);
  return Response.json(await saveEdits(viewer, SaveEdits.parse(await jsonBody(request))));
});
