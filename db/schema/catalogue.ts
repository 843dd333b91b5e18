import { sql } from "drizzle-orm";
import {
  bigint,
  boolean,
  check,
  date,
  index,
  integer,
  jsonb,
  pgTable,
  text,
  timestamp,
  uniqueIndex,
} from "drizzle-orm/pg-core";
import { id, writtenAt } from "./columns";
import { changeSet, source } from "./provenance";

const knownAt = () => timestamp({ withTimezone: true }).notNull();

/** The lasting identity of a thing that numbers are about. What is known of it stands in its versions. */
export const entity = pgTable(
  "entity",
  {
    id: id(),
    kind: text().notNull(),
    slug: text().notNull(),
    change_set_id: bigint({ mode: "number" })
      .notNull()
      .references(() => changeSet.id),
  },
  (t) => [uniqueIndex("entity_kind_slug").on(t.kind, t.slug)],
);

/** One state of an entity's name and attributes, from known_at on. */
export const entityVersion = pgTable(
  "entity_version",
  {
    entity_id: bigint({ mode: "number" })
      .notNull()
      .references(() => entity.id),
    known_at: knownAt(),
    recorded_at: writtenAt(),
    name: text().notNull(),
    attributes: jsonb().$type<Record<string, string | number | boolean>>().notNull(),
    verified: boolean().notNull(),
    source_id: bigint({ mode: "number" }).references(() => source.id),
    change_set_id: bigint({ mode: "number" })
      .notNull()
      .references(() => changeSet.id),
    note: text(),
  },
  (t) => [
    uniqueIndex("entity_version_as_of").on(
      t.entity_id,
      t.known_at.desc().nullsFirst(),
      t.recorded_at.desc().nullsFirst(),
    ),
  ],
);

/** Another name under which an entity is met in sources and imports. */
export const entityAlias = pgTable(
  "entity_alias",
  {
    kind: text().notNull(),
    alias: text().notNull(),
    entity_id: bigint({ mode: "number" })
      .notNull()
      .references(() => entity.id),
    change_set_id: bigint({ mode: "number" })
      .notNull()
      .references(() => changeSet.id),
  },
  (t) => [
    uniqueIndex("entity_alias_name").on(t.kind, sql`lower(${t.alias})`),
    index("entity_alias_entity").on(t.entity_id),
  ],
);

/** A dated, sourced link between two entities. */
export const relation = pgTable(
  "relation",
  {
    id: id(),
    from_id: bigint({ mode: "number" })
      .notNull()
      .references(() => entity.id),
    kind: text().notNull(),
    to_id: bigint({ mode: "number" })
      .notNull()
      .references(() => entity.id),
    since: date(),
    until: date(),
    known_at: knownAt(),
    recorded_at: writtenAt(),
    source_id: bigint({ mode: "number" })
      .notNull()
      .references(() => source.id),
    change_set_id: bigint({ mode: "number" })
      .notNull()
      .references(() => changeSet.id),
    note: text(),
  },
  (t) => [index("relation_from").on(t.from_id), index("relation_to").on(t.to_id)],
);

/** A pin on a dataset's charts. occurred_on keeps the precision it was published with: YYYY, YYYY-MM or a day. */
export const event = pgTable(
  "event",
  {
    id: id(),
    key: text().notNull(),
    dataset: text().notNull(),
    occurred_on: text().notNull(),
    kind: text().notNull(),
    title: text().notNull(),
    subjects: text().array().notNull(),
    /** True where this row takes the pin off the charts. */
    withdrawn: boolean().notNull().default(false),
    known_at: knownAt(),
    recorded_at: writtenAt(),
    source_id: bigint({ mode: "number" })
      .notNull()
      .references(() => source.id),
    change_set_id: bigint({ mode: "number" })
      .notNull()
      .references(() => changeSet.id),
    note: text(),
  },
  (t) => [
    index("event_dataset").on(t.dataset, t.occurred_on),
    uniqueIndex("event_key").on(t.key, t.known_at, t.recorded_at),
    check("event_occurred_on", sql`${t.occurred_on} ~ '^\\d{4}(-\\d{2}(-\\d{2})?)?$'`),
  ],
);

/** One sequence of observations. The code is for life: rows are never deleted, so none is ever reused. */
export const series = pgTable(
  "series",
  {
    id: id(),
    code: text().notNull(),
    dataset: text().notNull(),
    measure: text().notNull(),
    dims: jsonb().$type<Record<string, string>>().notNull(),
    title: text().notNull(),
    unit: text().notNull(),
    frequency: text().notNull(),
    change_set_id: bigint({ mode: "number" })
      .notNull()
      .references(() => changeSet.id),
    recorded_at: writtenAt(),
  },
  (t) => [
    uniqueIndex("series_code").on(t.code),
    index("series_dataset").on(t.dataset, t.measure),
    check("series_frequency", sql`${t.frequency} in ('day', 'week', 'month', 'quarter', 'half', 'year')`),
    check("series_code_shape", sql`${t.code} ~ '^[A-Z][A-Z0-9_]*(\\.[A-Z0-9_]+)+$'`),
  ],
);

/** A retired or alternative code that leads to a series. */
export const seriesAlias = pgTable(
  "series_alias",
  {
    alias: text().primaryKey(),
    series_id: bigint({ mode: "number" })
      .notNull()
      .references(() => series.id),
    change_set_id: bigint({ mode: "number" })
      .notNull()
      .references(() => changeSet.id),
  },
  (t) => [index("series_alias_series").on(t.series_id)],
);

/** A starter file that has been loaded in this exact state; loading it again is a no-op. */
export const starterFile = pgTable(
  "starter_file",
  {
    path: text().notNull(),
    sha256: text().notNull(),
    rows: integer().notNull(),
    loaded_at: writtenAt(),
  },
  (t) => [uniqueIndex("starter_file_state").on(t.path, t.sha256)],
);
