import { z } from "zod";
import type { Database, Queryable } from "@/db/client";
import type { Viewer } from "@/lib/access/viewer";
import type { ProposedSource } from "@/lib/datasets/proposal";
import { database } from "@/lib/store/database";
import { Day } from "@/lib/kernel/period";
import { type CellName, type CellPlace, readCellNames } from "../drafts/cell-names";
import { type DraftQuestion, readAnswerLine, type TimedAnswer } from "../drafts/asked/questions";
import { checkDraft, readQuestions } from "../drafts/check-draft";
import { type Colleague, type DraftComment, readColleagues, readComments } from "../drafts/comments";
import { type Diff, diffDraft } from "../drafts/diff-draft";
import type { Draft, DraftFinding } from "../drafts/draft";
import { type DraftEvent, readDraftEvents } from "../drafts/draft-events";
import { type DraftGroup, GroupBy, groupDraft } from "../drafts/group-draft";
import { type DraftItem, readDraftSources, readItems } from "../drafts/items";
import { approvalRefused } from "../drafts/move-draft";
import { listDrafts, readDraft } from "../drafts/read-draft";
import { type DatasetSettings, settingsFor } from "../settings/dataset-settings";
import { type MergePreview, readDraftMerges } from "./read-merges";

/** Lines of values, and groups of them, on one page; a draft of no more values than `FLAT` is shown without groups. */
export const LINES_A_PAGE = 100;
export const GROUPS_A_PAGE = 25;
export const FLAT = 25;
const LOSS_SHOWN = 12;

/** The values of a draft in groups, one of which may be open. */
export type Grouped = { by: GroupBy; groups: DraftGroup[]; total: number; open: DraftGroup | null };

/** Everything that the page of one draft shows, besides what it would change. */
export type DraftPage = {
  draft: Draft;
  /** Its values: all of a small draft, else those of the open group. */
  diff: Diff;
  /** Null where the draft is small. */
  grouped: Grouped | null;
  findings: DraftFinding[];
  /** What the checks ask, with what was answered: open questions first. */
  questions: DraftQuestion[];
  /** What the cells are called of which findings and comments speak. */
  names: Map<string, CellName>;
  events: DraftEvent[];
  /** What was answered to the checks, also once it is published. */
  answers: TimedAnswer[];
  comments: DraftComment[];
  colleagues: Colleague[];
  items: DraftItem[];
  sources: ProposedSource[];
  /** What the merges among its items would move, by kind and key. */
  merges: Map<string, MergePreview>;
  /** Why the viewer may not approve it; null where they may. */
  approvalRefused: string | null;
  /** How the dataset is usually published, by its settings. */
  usual: DatasetSettings;
  /** What discarding it would put away, where that was asked: its series with most values. */
  loss: DraftGroup[];
  /** The viewer's own open draft of the same dataset beside this one. */
  openBeside: number | null;
};

const DraftPageQuery = z.strictObject({
  draft: z.number().int().positive(),
  by: GroupBy.default("series"),
  /** The key of the group that is open. */
  open: z.string().max(500).optional(),
  /** Skips lines of the open group. */
  offset: z.number().int().min(0).default(0),
  /** Skips groups. */
  skip: z.number().int().min(0).default(0),
  asks: z.enum(["discard"]).optional(),
  /** The cell on which something is to be said. */
  about: z.strictObject({ series: z.string(), period: Day }).optional(),
});
type Query = z.output<typeof DraftPageQuery>;

async function readValues(viewer: Viewer, draft: Draft, query: Query, db: Database) {
  const { by, open, offset, skip } = query;
  if (draft.cells <= FLAT)
    return { diff: await diffDraft(viewer, { draft: draft.id, limit: FLAT }, db), grouped: null };
  const chosen = open === undefined ? {} : { [by]: open };
  const limit = open === undefined ? 0 : LINES_A_PAGE;
  const [diff, { groups, total }, opened] = await Promise.all([
    diffDraft(viewer, { draft: draft.id, limit, offset, order: "move", ...chosen }, db),
    groupDraft(viewer, { draft: draft.id, by, limit: GROUPS_A_PAGE, offset: skip }, db),
    open === undefined ? null : groupDraft(viewer, { draft: draft.id, by, only: open, limit: 1 }, db),
  ]);
  return { diff, grouped: { by, groups, total, open: opened?.groups[0] ?? null } };
}

async function readLoss(viewer: Viewer, draft: Draft, { asks }: Query, db: Database): Promise<DraftGroup[]> {
  if (asks !== "discard" || draft.cells === 0) return [];
  return (await groupDraft(viewer, { draft: draft.id, order: "size", limit: LOSS_SHOWN }, db)).groups;
}

async function readOpenBeside(viewer: Viewer, draft: Draft, db: Database): Promise<number | null> {
  if (draft.state !== "discarded" || draft.revertsId !== null) return null;
  const own = await listDrafts(viewer, { dataset: draft.dataset, states: ["draft"], mine: true }, db);
  return own.find((one) => one.revertsId === null)?.id ?? null;
}

type Said = {
  findings: readonly DraftFinding[];
  questions: readonly DraftQuestion[];
  comments: readonly DraftComment[];
  about: CellPlace | undefined;
};

const namesOf = (sql: Queryable, draft: Draft, { findings, questions, comments, about }: Said) =>
  readCellNames(sql, draft, [
    ...(about ? [about] : []),
    ...findings.flatMap((one) => one.place ?? []),
    ...questions.flatMap((one) => one.places),
    ...comments.flatMap(({ series, period }) => (series && period ? [{ series, period }] : [])),
  ]);

/** Reads the page of a draft. Throws forbidden and not_found. */
export async function readDraftPage(
  viewer: Viewer,
  given: z.input<typeof DraftPageQuery>,
  db: Database = database(),
): Promise<DraftPage> {
  const query = DraftPageQuery.parse(given);
  const { draft: id } = query;
  const draft = await readDraft(viewer, id, db);
  const { authorId: author_id, organisationId: organisation_id, dataset } = draft;
  const [
    values,
    all,
    questions,
    answers,
    events,
    comments,
    colleagues,
    items,
    sources,
    refused,
    usual,
    loss,
    openBeside,
  ] = await Promise.all([
    readValues(viewer, draft, query, db),
    checkDraft(viewer, { draft: id }, db),
    readQuestions(viewer, { draft: id }, db),
    readAnswerLine(db.sql, id),
    readDraftEvents(viewer, id, db),
    readComments(viewer, id, db),
    readColleagues(viewer, db),
    readItems(db.sql, id),
    readDraftSources(db.sql, id),
    approvalRefused(db.sql, viewer, { author_id, organisation_id, dataset }),
    settingsFor(viewer, db.sql, dataset),
    readLoss(viewer, draft, query, db),
    readOpenBeside(viewer, draft, db),
  ]);
  const merges = await readDraftMerges(viewer, draft, db);
  const findings = all.filter((one) => one.asks === undefined);
  const names = await namesOf(db.sql, draft, { findings, questions, comments, about: query.about });
  const said = { findings, questions, answers, names, events, comments, colleagues };
  return { draft, ...values, ...said, items, sources, merges, approvalRefused: refused, usual, loss, openBeside };
}
