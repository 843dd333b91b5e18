import { sql } from "drizzle-orm";
import {
  bigint,
  boolean,
  check,
  date,
  doublePrecision,
  foreignKey,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  timestamp,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import { organisation, person, personId } from "./access";
import { id, writtenAt } from "./columns";
import { changeSet } from "./provenance";

const draftId = () =>
  bigint({ mode: "number" })
    .notNull()
    .references(() => draft.id);

/**
 * What an analyst proposes for one dataset (or for `catalogue`: entities and sources alone), from the first edit to its
 * publication. `version` rises with each edit. head_step is the newest step that has not been undone. Once published,
 * change_set_id says as what; reverts_id names the draft that this one puts back. `trouble` is why a planned
 * publication did not happen. The database notes when a draft is discarded: for thirty days it can be restored, then
 * its contents are deleted.
 */
export const draft = pgTable(
  "draft",
  {
    id: id(),
    dataset: text().notNull(),
    author_id: personId(),
    organisation_id: bigint({ mode: "number" })
      .notNull()
      .references(() => organisation.id),
    state: text().notNull().default("draft"),
    reason: text().notNull().default(""),
    version: integer().notNull().default(0),
    head_step: bigint({ mode: "number" }),
    publish_at: timestamp({ withTimezone: true }),
    publish_zone: text(),
    closes_edition: boolean().notNull().default(false),
    trouble: text(),
    change_set_id: bigint({ mode: "number" }).references(() => changeSet.id),
    discarded_at: timestamp({ withTimezone: true }),
    reverts_id: bigint({ mode: "number" }),
    created_at: writtenAt(),
    updated_at: writtenAt(),
  },
  (t) => [
    index("draft_dataset").on(t.dataset, t.state),
    uniqueIndex("draft_change_set").on(t.change_set_id),
    index("draft_author").on(t.author_id, t.dataset),
    foreignKey({ columns: [t.reverts_id], foreignColumns: [t.id], name: "draft_reverts" }),
    check(
      "draft_state",
      sql`${t.state} in ('draft', 'in review', 'approved', 'scheduled', 'published', 'reverted', 'discarded')`,
    ),
    check("draft_published", sql`(${t.state} in ('published', 'reverted')) = (${t.change_set_id} is not null)`),
    check("draft_scheduled", sql`${t.state} <> 'scheduled' or ${t.publish_at} is not null`),
  ],
);

/**
 * One proposed value. base_* is what was published when it was edited (all null: nothing was), by which it is told
 * that the published value has moved since. A withdrawal has status W and no value. made_by is the import that made a
 * cell where none was, as long as nobody has changed it: the step of such a cell is the cell itself, and is written to
 * draft_step_cell by a trigger once it changes. Drafts and editors are looked up once a statement, by triggers, and not
 * row by row by foreign keys.
 */
export const draftCell = pgTable(
  "draft_cell",
  {
    draft_id: bigint({ mode: "number" }).notNull(),
    series: text().notNull(),
    period: date().notNull(),
    measure: text().notNull(),
    dims: jsonb().$type<Record<string, string>>().notNull(),
    value: doublePrecision(),
    low: doublePrecision(),
    high: doublePrecision(),
    status: text().notNull(),
    confidence: text(),
    source: text(),
    reason: text(),
    note: text(),
    period_end: date(),
    period_label: text(),
    base_value: doublePrecision(),
    base_low: doublePrecision(),
    base_high: doublePrecision(),
    base_status: text(),
    base_recorded_at: timestamp({ withTimezone: true }),
    version: integer().notNull(),
    edited_by: uuid().notNull(),
    edited_at: writtenAt(),
    made_by: bigint({ mode: "number" }),
  },
  (t) => [
    primaryKey({ columns: [t.draft_id, t.series, t.period] }),
    index("draft_cell_place").on(t.series, t.period),
    check("draft_cell_status", sql`${t.status} in ('A', 'E', 'F', 'P', 'G', 'C', 'W')`),
    check("draft_cell_reason", sql`${t.reason} in ('new-information', 'correction', 'method-change')`),
  ],
);

/**
 * How many cells of a draft name a source, none being the empty one, and how many of them change what is published and
 * lack a reason: kept by triggers, so that nobody counts them.
 */
export const draftTally = pgTable(
  "draft_tally",
  {
    draft_id: draftId(),
    source: text().notNull(),
    cells: integer().notNull(),
    without_reason: integer().notNull(),
  },
  (t) => [primaryKey({ columns: [t.draft_id, t.source] })],
);

/** One act of an analyst in a draft, which can be undone: append-only. parent_id is the step that stood before it. */
export const draftStep = pgTable(
  "draft_step",
  {
    id: id(),
    draft_id: draftId(),
    parent_id: bigint({ mode: "number" }),
    kind: text().notNull(),
    person_id: personId(),
    at: writtenAt(),
  },
  (t) => [index("draft_step_draft").on(t.draft_id, t.parent_id)],
);

/**
 * What a step did to one cell: the whole cell before and after, null where there was none. Append-only. To be read
 * through the view draft_touch, which has also what imports made where nothing was.
 */
export const draftStepCell = pgTable(
  "draft_step_cell",
  {
    step_id: bigint({ mode: "number" }).notNull(),
    series: text().notNull(),
    period: date().notNull(),
    before: jsonb(),
    after: jsonb(),
  },
  (t) => [
    primaryKey({ columns: [t.step_id, t.series, t.period] }),
    index("draft_step_cell_place").on(t.series, t.period),
  ],
);

/** A source that a draft brings along: it enters the store with it. */
export const draftSource = pgTable(
  "draft_source",
  {
    draft_id: draftId(),
    key: text().notNull(),
    title: text().notNull(),
    publisher: text().notNull(),
    url: text(),
    published: text(),
    kind: text().notNull(),
    licence: text(),
    reliability: text(),
  },
  (t) => [primaryKey({ columns: [t.draft_id, t.key] })],
);

/** An entity, relation, event, alias or merge that a draft brings along, as it would be proposed to the store. */
export const draftItem = pgTable(
  "draft_item",
  {
    draft_id: draftId(),
    kind: text().notNull(),
    key: text().notNull(),
    proposal: jsonb().$type<Record<string, unknown>>().notNull(),
    before: jsonb().$type<Record<string, unknown>>(),
    edited_by: personId(),
    edited_at: writtenAt(),
  },
  (t) => [
    primaryKey({ columns: [t.draft_id, t.kind, t.key] }),
    check(
      "draft_item_kind",
      sql`${t.kind} in ('entity', 'relation', 'event', 'alias', 'entity-merge', 'source-merge')`,
    ),
  ],
);

/** What was said about a draft or one of its cells. Append-only. */
export const draftComment = pgTable(
  "draft_comment",
  {
    id: id(),
    draft_id: draftId(),
    series: text(),
    period: date(),
    person_id: personId(),
    at: writtenAt(),
    body: text().notNull(),
    mentions: uuid().array().notNull(),
  },
  (t) => [index("draft_comment_draft").on(t.draft_id)],
);

/**
 * What a reviewer or an author answered to what the checks asked about a draft: one row settles all findings of one
 * cause. It holds for the version of the draft that was looked at. Append-only.
 */
export const draftAnswer = pgTable(
  "draft_answer",
  {
    id: id(),
    draft_id: draftId(),
    cause: text().notNull(),
    version: integer().notNull(),
    findings: integer().notNull(),
    reason: text().notNull(),
    person_id: personId(),
    at: writtenAt(),
  },
  (t) => [
    index("draft_answer_draft").on(t.draft_id, t.cause),
    check("draft_answer_reason", sql`length(${t.reason}) > 0`),
  ],
);

/** How a draft went from state to state, and by whom; nobody where a clock did it. Append-only. */
export const draftEvent = pgTable(
  "draft_event",
  {
    id: id(),
    draft_id: draftId(),
    at: writtenAt(),
    person_id: uuid().references(() => person.id),
    from_state: text().notNull(),
    to_state: text().notNull(),
    note: text(),
  },
  (t) => [index("draft_event_draft").on(t.draft_id)],
);

/**
 * Who has the grid of a dataset open, and in which cell they are: one row a person, written over as they move. It tells
 * of the present alone: a row that was not renewed for a minute says nothing.
 */
export const gridPresence = pgTable(
  "grid_presence",
  {
    dataset: text().notNull(),
    person_id: personId(),
    organisation_id: bigint({ mode: "number" })
      .notNull()
      .references(() => organisation.id),
    measure: text().notNull(),
    series: text(),
    period: date(),
    seen_at: writtenAt(),
  },
  (t) => [primaryKey({ columns: [t.dataset, t.person_id] })],
);
