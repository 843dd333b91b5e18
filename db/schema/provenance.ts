import { sql } from "drizzle-orm";
import { bigint, check, integer, pgTable, text, timestamp, uniqueIndex } from "drizzle-orm/pg-core";
import { id } from "./columns";

/** Where numbers come from. published keeps the precision that is known: YYYY, YYYY-MM or a day. */
export const source = pgTable(
  "source",
  {
    id: id(),
    key: text().notNull(),
    title: text().notNull(),
    publisher: text().notNull(),
    url: text(),
    published: text(),
    kind: text().notNull(),
    licence: text(),
    reliability: text(),
    change_set_id: bigint({ mode: "number" })
      .notNull()
      .references(() => changeSet.id),
  },
  (t) => [
    uniqueIndex("source_key").on(t.key),
    check("source_url", sql`${t.url} is null or ${t.url} ~ '^https?://'`),
    check("source_published", sql`${t.published} is null or ${t.published} ~ '^\\d{4}(-\\d{2}(-\\d{2})?)?$'`),
  ],
);

/** Who published what and why. A row exists only when all of it is in the store. */
export const changeSet = pgTable(
  "change_set",
  {
    id: id(),
    author_kind: text().notNull(),
    author: text().notNull(),
    reason: text().notNull(),
    published_at: timestamp({ withTimezone: true }).notNull().defaultNow(),
  },
  (t) => [
    check("change_set_author_kind", sql`${t.author_kind} in ('person', 'connector', 'starter')`),
    check("change_set_reason", sql`length(${t.reason}) > 0`),
  ],
);

/** The numbered result of publishing a change set, per dataset: cache key and ETag of everything read from it. */
export const release = pgTable(
  "release",
  {
    id: id(),
    dataset: text().notNull(),
    number: integer().notNull(),
    change_set_id: bigint({ mode: "number" })
      .notNull()
      .references(() => changeSet.id),
    published_at: timestamp({ withTimezone: true }).notNull().defaultNow(),
    appended: integer().notNull(),
    series: integer().notNull(),
  },
  (t) => [
    uniqueIndex("release_number").on(t.dataset, t.number.desc().nullsFirst()),
    uniqueIndex("release_change_set").on(t.change_set_id, t.dataset),
    check("release_number_positive", sql`${t.number} > 0`),
  ],
);
