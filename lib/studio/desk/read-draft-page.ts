import { z } from "zod";
import type { Database } from "@/db/client";
import type { Viewer } from "@/lib/access/viewer";
import type { ProposedSource } from "@/lib/datasets/proposal";
import { database } from "@/lib/store/database";
import { checkDraft } from "../drafts/check-draft";
import { type Colleague, type DraftComment, readColleagues, readComments } from "../drafts/comments";
import { type Diff, diffDraft } from "../drafts/diff-draft";
import type { Draft, DraftFinding } from "../drafts/draft";
import { type DraftEvent, readDraftEvents } from "../drafts/draft-events";
import { type DraftItem, readDraftSources, readItems } from "../drafts/items";
import { approvalRefused } from "../drafts/move-draft";
import { readDraft } from "../drafts/read-draft";
import { type DatasetSettings, readDatasetSettings } from "../settings/dataset-settings";

export const LINES_A_PAGE = 200;

/** Everything that the page of one draft shows, besides what it would change. */
export type DraftPage = {
  draft: Draft;
  diff: Diff;
  findings: DraftFinding[];
  events: DraftEvent[];
  comments: DraftComment[];
  colleagues: Colleague[];
  items: DraftItem[];
  sources: ProposedSource[];
  /** Why the viewer may not approve it; null where they may. */
  approvalRefused: string | null;
  /** How the dataset is usually published, by its settings. */
  usual: DatasetSettings;
};

const DraftPageQuery = z.strictObject({
  draft: z.number().int().positive(),
  offset: z.number().int().min(0).default(0),
});

/** Reads the page of a draft; `offset` skips lines of its diff. Throws forbidden and not_found. */
export async function readDraftPage(
  viewer: Viewer,
  given: z.input<typeof DraftPageQuery>,
  db: Database = database(),
): Promise<DraftPage> {
  const { draft: id, offset } = DraftPageQuery.parse(given);
  const draft = await readDraft(viewer, id, db);
  const { authorId: author_id, organisationId: organisation_id, dataset } = draft;
  const [diff, findings, events, comments, colleagues, items, sources, refused, usual] = await Promise.all([
    diffDraft(viewer, { draft: id, limit: LINES_A_PAGE, offset }, db),
    checkDraft(viewer, { draft: id }, db),
    readDraftEvents(viewer, id, db),
    readComments(viewer, id, db),
    readColleagues(viewer, db),
    readItems(db.sql, id),
    readDraftSources(db.sql, id),
    approvalRefused(db.sql, viewer, { author_id, organisation_id, dataset }),
    readDatasetSettings(db.sql, dataset),
  ]);
  return { draft, diff, findings, events, comments, colleagues, items, sources, approvalRefused: refused, usual };
}
