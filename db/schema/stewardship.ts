import { sql } from "drizzle-orm";
import { bigint, boolean, check, index, jsonb, pgTable, text } from "drizzle-orm/pg-core";
import { organisation, personId } from "./access";
import { entity } from "./catalogue";
import { id, writtenAt } from "./columns";
import { changeSet, source } from "./provenance";

/** The publication that brought a decision; none for those that need no second person, and for older ones. */
const changeSetId = () => bigint({ mode: "number" }).references(() => changeSet.id);
const sourceId = () => bigint({ mode: "number" }).references(() => source.id);

/** Whether an organisation's analysts may publish a dataset without a second person; the newest row holds. Append-only. */
export const fourEyesWaiver = pgTable(
  "four_eyes_waiver",
  {
    id: id(),
    organisation_id: bigint({ mode: "number" })
      .notNull()
      .references(() => organisation.id),
    dataset: text().notNull(),
    waived: boolean().notNull(),
    reason: text().notNull(),
    person_id: personId(),
    at: writtenAt(),
  },
  (t) => [index("four_eyes_waiver_dataset").on(t.organisation_id, t.dataset, t.id)],
);

/**
 * What analysts came to think of a source after it was recorded: archived, merged into another, its licence, reliability
 * or grade. The newest row of a source holds in whole; null leaves what the source itself says. Append-only.
 */
export const sourceState = pgTable(
  "source_state",
  {
    id: id(),
    source_id: sourceId().notNull(),
    archived: boolean().notNull().default(false),
    merged_into: sourceId(),
    licence: text(),
    reliability: text(),
    /** The grade that an analyst gave it, and why; null leaves it to the rule. */
    grade: text(),
    grade_reason: text(),
    reason: text().notNull(),
    person_id: personId(),
    change_set_id: changeSetId(),
    at: writtenAt(),
  },
  (t) => [
    index("source_state_source").on(t.source_id, t.id),
    index("source_state_merged").on(t.merged_into),
    check("source_state_grade", sql`${t.grade} in ('primary', 'data-vendor', 'press', 'relay', 'unverified')`),
    check("source_state_graded", sql`${t.grade} is null or ${t.grade_reason} is not null`),
  ],
);

/**
 * An entity that turned out to be another: its address leads there, its series keep their codes. The newest row of an
 * entity holds; into_id null takes the merge back. Append-only.
 */
export const entityMerge = pgTable(
  "entity_merge",
  {
    id: id(),
    entity_id: bigint({ mode: "number" })
      .notNull()
      .references(() => entity.id),
    into_id: bigint({ mode: "number" }).references(() => entity.id),
    reason: text().notNull(),
    person_id: personId(),
    change_set_id: changeSetId(),
    at: writtenAt(),
  },
  (t) => [index("entity_merge_entity").on(t.entity_id, t.id), index("entity_merge_into").on(t.into_id)],
);

/** How this installation runs a dataset beyond its definition; the newest row holds in whole. Append-only. */
export const datasetSetting = pgTable(
  "dataset_setting",
  {
    id: id(),
    dataset: text().notNull(),
    settings: jsonb().$type<Record<string, unknown>>().notNull(),
    person_id: personId(),
    at: writtenAt(),
  },
  (t) => [index("dataset_setting_dataset").on(t.dataset, t.id)],
);
