import { apiViewer } from "@/app/_auth/api-viewer";
import { door } from "@/app/_auth/door";
import { streamed } from "@/app/_data/stream";
import { rejectedRows } from "@/lib/studio/import/rejected-rows";
import { importRef, type UploadContext } from "../../import-ref";

/** The first piece is asked for before the answer begins, so that what is wrong can still be its status. */
async function begun(pieces: AsyncGenerator<string>): Promise<AsyncGenerator<string>> {
  const first = await pieces.next();
  return (async function* () {
    if (!first.done) yield first.value;
    yield* pieces;
  })();
}

/** Every rejected place of a file as CSV. */
export const GET = door(async (request: Request, context: UploadContext) => {
  const viewer = await apiViewer();
  const ref = await importRef(request, context);
  return new Response(streamed(await begun(rejectedRows(viewer, ref))), {
    headers: {
      "content-type": "text/csv; charset=utf-8; header=present",
      "content-disposition": `attachment; filename="halfpitch-rejected-${ref.dataset}-${ref.upload}.csv"`,
      "cache-control": "private, no-store",
    },
  });
});
