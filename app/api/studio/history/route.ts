import { door } from "@/app/_auth/door";
import { currentViewer } from "@/app/_auth/viewer";
import { AppError } from "@/lib/kernel/error";
import { HistoryQuery, readHistory } from "@/lib/studio/history/read-history";

/** What happened to a series or one of its cells, a page at a time; for analysts. Unknown parameters are a 400. */
export const GET = door(async (request: Request) => {
  const viewer = await currentViewer();
  if (!viewer) throw new AppError("unauthenticated", "Sign in to read this.");
  const query = HistoryQuery.parse(Object.fromEntries(new URL(request.url).searchParams));
  return Response.json(await readHistory(viewer, query), { headers: { "cache-control": "private, no-store" } });
});
