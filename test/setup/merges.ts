import type { Database } from "@/db/client";
import type { Viewer } from "@/lib/access/viewer";
import type { Draft } from "@/lib/studio/drafts/draft";
import { publishDraft } from "@/lib/studio/drafts/publish-draft";
import { approved } from "./studio";

/** Has what somebody proposes go the whole way: reviewed by a second person and published. Returns the draft's number. */
export async function throughReview(
  db: Database,
  author: Viewer,
  second: Viewer,
  proposal: Promise<Draft>,
): Promise<number> {
  const { id } = await proposal;
  await approved(db, author, second, id);
  await publishDraft(author, { draft: id }, db);
  return id;
}
