import { apiViewer, apiWriter } from "@/app/_auth/api-viewer";
import { door } from "@/app/_auth/door";
import { jsonBody } from "@/app/_data/json-body";
import { bringSource, NewSource, PickSources, pickSources } from "@/lib/studio/grid/pick-sources";

/** Sources whose words match, for a picker. */
export const GET = door(async (request: Request) => {
  const viewer = await apiViewer();
  const asked = PickSources.parse(Object.fromEntries(new URL(request.url).searchParams));
  return Response.json(await pickSources(viewer, asked), { headers: { "cache-control": "private, no-store" } });
});

/** Puts a new source beside the viewer's draft. */
export const POST = door(async (request: Request) => {
  const viewer = await apiWriter(request);
  return Response.json(await bringSource(viewer, NewSource.parse(await jsonBody(request))));
});
