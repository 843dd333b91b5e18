import { z } from "zod";
import { apiViewer } from "@/app/_auth/api-viewer";
import { door } from "@/app/_auth/door";
import { parsedJson } from "@/app/_data/json-body";
import { GridQuery } from "@/lib/studio/grid/grid";
import { readGrid } from "@/lib/studio/grid/read-grid";

const Asked = z.strictObject({ query: z.string().max(20_000) });

/** A part of a dataset's grid; `query` is a GridQuery as JSON. */
export const GET = door(async (request: Request) => {
  const viewer = await apiViewer();
  const { query } = Asked.parse(Object.fromEntries(new URL(request.url).searchParams));
  const part = await readGrid(viewer, GridQuery.parse(parsedJson(query)));
  return Response.json(part, { headers: { "cache-control": "private, no-store" } });
});
