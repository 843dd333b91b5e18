import type { Database } from "@/db/client";
import type { Viewer } from "@/lib/access/viewer";
import { database } from "@/lib/store/database";
import { type DraftComment, mentionsOf } from "../drafts/comments";
import type { Draft } from "../drafts/draft";
import { listDrafts } from "../drafts/read-draft";

/** What is on an analyst's desk. A draft stands in one of its lists. */
export type StudioDesk = {
  /** The viewer's own, still to be finished, reviewed or published. */
  mine: Draft[];
  /** Others', waiting for a second pair of eyes. */
  toReview: Draft[];
  /** Others', approved and not published yet. */
  approved: Draft[];
  /** Anybody's, with the moment at which they will be published. */
  scheduled: Draft[];
  /** Published or put back, newest first. */
  done: Draft[];
  /** The viewer's own, discarded within the last thirty days. */
  discarded: Draft[];
  mentions: DraftComment[];
};

const DONE_SHOWN = 10;

/** Reads the desk of an analyst. Throws forbidden for everybody else. */
export async function readStudioDesk(viewer: Viewer, db: Database = database()): Promise<StudioDesk> {
  const [open, done, discarded, mentions] = await Promise.all([
    listDrafts(viewer, { states: ["draft", "in review", "approved", "scheduled"], limit: 200 }, db),
    listDrafts(viewer, { states: ["published", "reverted"], limit: DONE_SHOWN }, db),
    listDrafts(viewer, { states: ["discarded"], mine: true }, db),
    mentionsOf(viewer, db),
  ]);
  const own = open.filter((one) => one.authorId === viewer.personId);
  const others = open.filter((one) => one.authorId !== viewer.personId);
  return {
    mine: own.filter((one) => one.state !== "scheduled"),
    toReview: others.filter((one) => one.state === "in review"),
    approved: others.filter((one) => one.state === "approved"),
    scheduled: open
      .filter((one) => one.state === "scheduled")
      .toSorted((a, b) => (a.publishAt ?? "").localeCompare(b.publishAt ?? "")),
    done,
    discarded: discarded.filter((one) => one.restorableUntil !== null && one.cells + one.items > 0),
    mentions,
  };
}
