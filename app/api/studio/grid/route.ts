import { z } from "zod";
import { apiViewer } from "@/app/_auth/api-viewer";
import { door } from "@/app/_auth/door";
import { GridQuery } from "@/lib/studio/grid/grid";
import { readGrid } from "@/lib/studio/grid/read-grid";

const Asked = z.strictObject({ query: z.string().max(20_000) });
const Json = z.string().transform((text, context): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    context.addIssue({ code: "custom", message: "the query is no JSON" });
    return z.NEVER;
  }
});

/** A part of a dataset's grid; `query` is a GridQuery as JSON. */
export const GET = door(async (request: Request) => {
  const viewer = await apiViewer();
  const { query } = Asked.parse(Object.fromEntries(new URL(request.url).searchParams));
  const part = await readGrid(viewer, GridQuery.parse(Json.parse(query)));
  return Response.json(part, { headers: { "cache-control": "private, no-store" } });
});
