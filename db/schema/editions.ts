import { sql } from "drizzle-orm";
import {
  bigint,
  boolean,
  check,
  customType,
  date,
  doublePrecision,
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
import { person } from "./access";
import { id, writtenAt } from "./columns";
import { changeSet } from "./provenance";

const bytes = customType<{ data: Uint8Array }>({ dataType: () => "bytea" });
const changeSetId = () =>
  bigint({ mode: "number" })
    .notNull()
    .references(() => changeSet.id);

/** A value that a published draft added or changed, with the reason that was given. Append-only. */
export const revision = pgTable(
  "revision",
  {
    change_set_id: changeSetId(),
    dataset: text().notNull(),
    series: text().notNull(),
    period: date().notNull(),
    reason: text().notNull(),
    value_before: doublePrecision(),
    low_before: doublePrecision(),
    high_before: doublePrecision(),
    status_before: text(),
    value_after: doublePrecision(),
    low_after: doublePrecision(),
    high_after: doublePrecision(),
    status_after: text().notNull(),
    note: text(),
  },
  (t) => [
    primaryKey({ columns: [t.change_set_id, t.series, t.period] }),
    index("revision_dataset").on(t.dataset, t.reason),
    index("revision_place").on(t.series, t.period),
    check("revision_reason", sql`${t.reason} in ('addition', 'new-information', 'correction', 'method-change')`),
  ],
);

/** A dataset's state, numbered and frozen for readers, as the very bytes that can be downloaded. Append-only. */
export const edition = pgTable(
  "edition",
  {
    id: id(),
    dataset: text().notNull(),
    label: text().notNull(),
    release: integer().notNull(),
    change_set_id: changeSetId(),
    closed_at: writtenAt(),
    closed_by: text().notNull(),
    note: text().notNull(),
    report: jsonb().$type<Record<string, unknown>>().notNull(),
    rows: integer().notNull(),
    sha256: text().notNull(),
    csv_gzip: bytes().notNull(),
  },
  (t) => [uniqueIndex("edition_label").on(t.dataset, t.label)],
);

/**
 * That a dataset is closed at a release under a label: written with the publication, and all that its lock has to wait for.
 * The edition's bytes are made of it later, from what the releases up to that one had said. Append-only.
 */
export const editionOrder = pgTable(
  "edition_order",
  {
    id: id(),
    dataset: text().notNull(),
    label: text().notNull(),
    release: integer().notNull(),
    change_set_id: changeSetId(),
    closed_at: writtenAt(),
    closed_by: text().notNull(),
    note: text().notNull(),
  },
  (t) => [uniqueIndex("edition_order_label").on(t.dataset, t.label)],
);

/** A version of a dataset's methodology that this installation has come to use. Append-only. */
export const methodChange = pgTable(
  "method_change",
  {
    id: id(),
    dataset: text().notNull(),
    version: text().notNull(),
    words: text().notNull(),
    at: writtenAt(),
  },
  (t) => [uniqueIndex("method_change_version").on(t.dataset, t.version)],
);

/**
 * Something that readers can expect: a release, an edition, a source's own publication. Append-only: the newest row of
 * a key stands. due_at is an instant; where all_day holds, only its day in `zone` is known.
 */
export const calendarEntry = pgTable(
  "calendar_entry",
  {
    id: id(),
    key: text().notNull(),
    dataset: text().notNull(),
    kind: text().notNull(),
    title: text().notNull(),
    due_at: timestamp({ withTimezone: true }).notNull(),
    zone: text().notNull(),
    all_day: boolean().notNull(),
    cancelled: boolean().notNull().default(false),
    note: text(),
    person_id: uuid().references(() => person.id),
    at: writtenAt(),
  },
  (t) => [
    index("calendar_entry_key").on(t.key, t.id),
    index("calendar_entry_due").on(t.dataset, t.due_at),
    check("calendar_entry_kind", sql`${t.kind} in ('release', 'edition', 'source')`),
  ],
);
