import { apiWriter } from "@/app/_auth/api-viewer";
import { door } from "@/app/_auth/door";
import { jsonBody } from "@/app/_data/json-body";
import { ShowPresence, showPresence } from "@/lib/studio/grid/presence";

/** Shows colleagues where the viewer is in a grid, or that they left it. */
export const POST = door(async (request: Request) => {
  const viewer = await apiWriter(request);
  await showPresence(viewer, ShowPresence.parse(await jsonBody(request)));
  return new Response(null, { status: 204 });
});
