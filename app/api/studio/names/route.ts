import { z } from "zod";
import { apiViewer } from "@/app/_auth/api-viewer";
import { door } from "@/app/_auth/door";
import { Slug } from "@/lib/kernel/slug";
import { readNameLists } from "@/lib/studio/grid/read-names";

const Asked = z.strictObject({ dataset: Slug });

/** The values that a dataset's dimensions may have, with their names and aliases. */
export const GET = door(async (request: Request) => {
  const viewer = await apiViewer();
  const { dataset } = Asked.parse(Object.fromEntries(new URL(request.url).searchParams));
  return Response.json(await readNameLists(viewer, dataset), { headers: { "cache-control": "private, no-store" } });
});
