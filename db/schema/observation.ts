import { sql } from "drizzle-orm";
import { bigint, boolean, check, date, doublePrecision, index, pgTable, text, timestamp } from "drizzle-orm/pg-core";
import { series } from "./catalogue";
import { release, source } from "./provenance";

/**
 * One value of a series for one period, as known from known_at on. Append-only; no surrogate key. The unique
 * covering index `observation_as_of` is written by hand in a migration, since it includes columns.
 */
export const observation = pgTable(
  "observation",
  {
    series_id: bigint({ mode: "number" })
      .notNull()
      .references(() => series.id),
    period: date().notNull(),
    known_at: timestamp({ withTimezone: true }).notNull(),
    recorded_at: timestamp({ withTimezone: true }).notNull().defaultNow(),
    value: doublePrecision(),
    low: doublePrecision(),
    high: doublePrecision(),
    status: text().notNull(),
    confidence: text(),
    source_id: bigint({ mode: "number" })
      .notNull()
      .references(() => source.id),
    release_id: bigint({ mode: "number" })
      .notNull()
      .references(() => release.id),
    period_end: date(),
    period_label: text(),
    note: text(),
    /** True where nobody said how sure it is, so that its confidence follows the rule. */
    confidence_by_rule: boolean().notNull().default(false),
  },
  (t) => [
    index("observation_release").on(t.release_id),
    index("observation_source").on(t.source_id),
    check("observation_status", sql`${t.status} in ('A', 'E', 'F', 'P', 'G', 'C', 'W')`),
    check("observation_confidence", sql`${t.confidence} in ('high', 'medium', 'low')`),
    check(
      "observation_value",
      sql`(${t.status} = 'W') = (${t.value} is null and ${t.low} is null and ${t.high} is null)`,
    ),
    check("observation_range", sql`${t.low} is null or ${t.high} is null or ${t.low} <= ${t.high}`),
    check(
      "observation_finite",
      sql`coalesce(abs(${t.value}), 0) < 'Infinity' and coalesce(abs(${t.low}), 0) < 'Infinity' and coalesce(abs(${t.high}), 0) < 'Infinity'`,
    ),
    check("observation_period_end", sql`${t.period_end} is null or ${t.period_end} >= ${t.period}`),
  ],
);
