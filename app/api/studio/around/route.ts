import { z } from "zod";
import { apiViewer } from "@/app/_auth/api-viewer";
import { door } from "@/app/_auth/door";
import { LookAround, lookAround } from "@/lib/studio/grid/look-around";

const Heads = z
  .string()
  .regex(/^(?:\d{1,15}:\d{1,15},?)*$/)
  .max(4000)
  .default("");
const Asked = z.strictObject({ dataset: z.string(), heads: Heads });

/** What others do around a dataset's grid; 304 where nothing of it changed since the tag that is named. */
export const GET = door(async (request: Request) => {
  const viewer = await apiViewer();
  const { dataset, heads } = Asked.parse(Object.fromEntries(new URL(request.url).searchParams));
  const seen = heads.split(",").flatMap((one) => {
    const [draft = "", head] = one.split(":");
    return draft === "" ? [] : [[draft, Number(head)] as const];
  });
  const around = await lookAround(viewer, LookAround.parse({ dataset, heads: Object.fromEntries(seen) }));
  const etag = `"${around.tag}"`;
  const headers = { etag, "cache-control": "private, no-store" };
  if (request.headers.get("if-none-match") === etag) return new Response(null, { status: 304, headers });
  return Response.json(around, { headers });
});
