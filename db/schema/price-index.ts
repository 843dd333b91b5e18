import { sql } from "drizzle-orm";
import {
  bigint,
  check,
  date,
  doublePrecision,
  integer,
  jsonb,
  pgTable,
  text,
  timestamp,
  uniqueIndex,
} from "drizzle-orm/pg-core";
import { changeSet } from "./provenance";

/** The parameters of a version of the index methodology, by the hash that every value names. */
export const indexParameters = pgTable("index_parameters", {
  hash: text().primaryKey(),
  version: text().notNull(),
  parameters: jsonb().$type<Record<string, unknown>>().notNull(),
  recorded_at: timestamp({ withTimezone: true }).notNull().defaultNow(),
});

/** One assessment of the index: append-only, a later revision of the same day stands over an earlier one. */
export const indexAssessment = pgTable(
  "index_assessment",
  {
    gpu: text().notNull(),
    segment: text().notNull(),
    tenor: text().notNull(),
    value_date: date().notNull(),
    revision: integer().notNull(),
    published_at: timestamp({ withTimezone: true }).notNull().defaultNow(),
    value: doublePrecision(),
    chain: doublePrecision(),
    status: text().notNull(),
    providers: integer().notNull(),
    observations: integer().notNull(),
    routes: integer().notNull(),
    max_weight: doublePrecision(),
    mad: doublePrecision(),
    tier_share: jsonb().$type<Record<string, number>>().notNull(),
    input_hash: text().notNull(),
    parameters_hash: text()
      .notNull()
      .references(() => indexParameters.hash),
    reason: text().notNull(),
    note: text().notNull(),
    explanation: jsonb().$type<Record<string, unknown>>().notNull(),
    change_set_id: bigint({ mode: "number" }).references(() => changeSet.id),
  },
  (t) => [
    uniqueIndex("index_assessment_key").on(t.gpu, t.segment, t.tenor, t.value_date, t.revision),
    check(
      "index_assessment_status",
      sql`${t.status} in ('provisional', 'final', 'restated', 'carried', 'indicative', 'withheld')`,
    ),
    check("index_assessment_value", sql`(${t.status} = 'withheld') = (${t.value} is null)`),
  ],
);

/** One day of the level of posted prices: append-only, a later revision of the same day stands over an earlier one. */
export const indexRateCard = pgTable(
  "index_rate_card",
  {
    gpu: text().notNull(),
    segment: text().notNull(),
    tenor: text().notNull(),
    value_date: date().notNull(),
    revision: integer().notNull(),
    published_at: timestamp({ withTimezone: true }).notNull().defaultNow(),
    value: doublePrecision(),
    low: doublePrecision(),
    high: doublePrecision(),
    votes: integer().notNull(),
    owners: integer().notNull(),
    seen31: doublePrecision().notNull(),
    seen92: doublePrecision().notNull(),
    grade: text().notNull(),
    chain: doublePrecision(),
    chain_from: date(),
    companion: doublePrecision(),
    fleets: integer().notNull(),
    input_hash: text().notNull(),
    parameters_hash: text()
      .notNull()
      .references(() => indexParameters.hash),
    reason: text().notNull(),
    change_set_id: bigint({ mode: "number" }).references(() => changeSet.id),
  },
  (t) => [
    uniqueIndex("index_rate_card_key").on(t.gpu, t.segment, t.tenor, t.value_date, t.revision),
    check("index_rate_card_grade", sql`${t.grade} in ('A', 'B', 'C')`),
    check("index_rate_card_range", sql`${t.low} <= ${t.value} and ${t.value} <= ${t.high}`),
  ],
);
