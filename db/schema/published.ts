import { bigint, integer, pgTable, text, timestamp } from "drizzle-orm/pg-core";
import { writtenAt } from "./columns";
import { changeSet } from "./provenance";

const instant = () => timestamp({ withTimezone: true });

/**
 * That a change set was published: written in its own transaction, whoever published it. Append-only. Publications
 * take turns, so that a later one has the greater number.
 */
export const published = pgTable("published", {
  change_set_id: bigint({ mode: "number" })
    .primaryKey()
    .references(() => changeSet.id),
  at: writtenAt(),
});

/**
 * How far each subscriber of publications has got: everything up to `up_to` is delivered. `done` names the parts of
 * the next delivery that were done before it failed; `tries`, `error` and `failing_since` are of the failure that
 * lasts, and nothing is tried before `retry_at`.
 */
export const delivery = pgTable("delivery", {
  subscriber: text().primaryKey(),
  title: text().notNull(),
  up_to: bigint({ mode: "number" }).notNull(),
  delivered_at: instant(),
  done: text().array().notNull().default([]),
  tries: integer().notNull().default(0),
  retry_at: instant(),
  error: text(),
  failing_since: instant(),
  alerted_at: instant(),
});
