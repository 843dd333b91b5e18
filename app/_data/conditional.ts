/** What a caller keeps and asks about: the body that it would get, and what tells one state from another. */
type Kept = { body: string; type: string; etag: string; lastModified: string | null };

function unchanged(request: Request, { etag, lastModified }: Kept): boolean {
  const tags = request.headers.get("if-none-match");
  // Who sends a tag is not asked for a date: RFC 9110, 13.1.3.
  if (tags !== null)
    return tags.split(",").some((tag) => tag.trim().replace(/^W\//, "") === etag || tag.trim() === "*");
  const since = Date.parse(request.headers.get("if-modified-since") ?? "");
  return lastModified !== null && Number.isFinite(since) && Date.parse(lastModified) <= since;
}

/** Answers with the body, or with 304 to who has it already. Anybody may keep it for five minutes. */
export function conditional(request: Request, kept: Kept): Response {
  const headers: Record<string, string> = {
    etag: kept.etag,
    "cache-control": "public, max-age=300",
    "content-type": kept.type,
    ...(kept.lastModified ? { "last-modified": kept.lastModified } : {}),
  };
  if (unchanged(request, kept)) return new Response(null, { status: 304, headers });
  return new Response(kept.body, { headers });
}
