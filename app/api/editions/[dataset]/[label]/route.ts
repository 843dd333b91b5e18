import { gunzipSync } from "node:zlib";
import { door } from "@/app/_auth/door";
import { apiReader } from "@/app/_data/reader";
import { takeEdition } from "@/lib/access/take-edition";
import { EditionLabel } from "@/lib/datasets/edition-label";

type Context = { params: Promise<{ dataset: string; label: string }> };

/** An edition as CSV, as it was frozen. The ETag is the SHA-256 of its bytes, so that a copy can be checked. */
export const GET = door(async (request: Request, context: Context) => {
  const { dataset, label } = await context.params;
  const query = { dataset, label: EditionLabel.parse(label) };
  const reader = await apiReader(null, "csv");
  const etag = `"${(await reader.edition(query)).sha256}"`;
  const headers = {
    etag,
    "cache-control": "private, no-cache",
    "content-type": "text/csv; charset=utf-8; header=present",
    "content-disposition": `attachment; filename="halfpitch_${dataset}_${label}.csv"`,
  };
  const held = (request.headers.get("if-none-match") ?? "").split(",").map((tag) => tag.trim().replace(/^W\//, ""));
  if (held.includes(etag)) return new Response(null, { status: 304, headers });
  // Unpacked, though the caller may take it packed: the server packs every answer, and would do so twice.
  return new Response(gunzipSync(await takeEdition(reader, query)), { headers });
});
