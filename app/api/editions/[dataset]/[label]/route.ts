import { gunzipSync } from "node:zlib";
import { door } from "@/app/_auth/door";
import { apiReader } from "@/app/_data/reader";
import { takeEdition } from "@/lib/access/take-edition";
import { EditionLabel } from "@/lib/datasets/edition-label";

type Context = { params: Promise<{ dataset: string; label: string }> };

/**
 * An edition as CSV, as it was frozen. The ETag is the SHA-256 of the CSV, so that a copy can be checked; packed, it is
 * told apart as HTTP asks for.
 */
export const GET = door(async (request: Request, context: Context) => {
  const { dataset, label } = await context.params;
  const query = { dataset, label: EditionLabel.parse(label) };
  const reader = await apiReader(null);
  const { sha256 } = await reader.edition(query);
  const packed = /\bgzip\b/.test(request.headers.get("accept-encoding") ?? "");
  const tags = [`"${sha256}"`, `"${sha256}-gzip"`];
  const headers: Record<string, string> = {
    etag: tags[packed ? 1 : 0] ?? "",
    "cache-control": "private, no-cache",
    "content-type": "text/csv; charset=utf-8; header=present",
    "content-disposition": `attachment; filename="halfpitch_${dataset}_${label}.csv"`,
    vary: "accept-encoding",
  };
  const held = (request.headers.get("if-none-match") ?? "").split(",").map((tag) => tag.trim().replace(/^W\//, ""));
  if (held.some((tag) => tags.includes(tag))) return new Response(null, { status: 304, headers });
  const bytes = await takeEdition(reader, query);
  if (packed) return new Response(Buffer.from(bytes), { headers: { ...headers, "content-encoding": "gzip" } });
  return new Response(gunzipSync(bytes), { headers });
});
