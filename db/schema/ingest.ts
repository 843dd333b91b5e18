import { sql } from "drizzle-orm";
import {
  bigint,
  boolean,
  check,
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
import { id } from "./columns";
import { changeSet } from "./provenance";

const instant = () => timestamp({ withTimezone: true });

/** One run of a connector, from its first request to what it published. observed_on is the day of the fetch. */
export const connectorRun = pgTable(
  "connector_run",
  {
    id: id(),
    connector: text().notNull(),
    trigger: text().notNull(),
    started_by: text().notNull(),
    replay_of: bigint({ mode: "number" }),
    observed_on: date().notNull(),
    since: date(),
    started_at: instant().notNull().defaultNow(),
    ended_at: instant(),
    state: text().notNull().default("running"),
    requests: integer().notNull().default(0),
    bytes: bigint({ mode: "number" }).notNull().default(0),
    seen: integer().notNull().default(0),
    accepted: integer().notNull().default(0),
    appended: integer().notNull().default(0),
    held: integer().notNull().default(0),
    rejected: integer().notNull().default(0),
    passed: integer().notNull().default(0),
    findings: jsonb().$type<Record<string, unknown>>(),
    error: text(),
    change_set_id: bigint({ mode: "number" }).references(() => changeSet.id),
  },
  (t) => [
    index("connector_run_recent").on(t.connector, t.started_at.desc().nullsFirst()),
    index("connector_run_change_set").on(t.change_set_id),
    check("connector_run_trigger", sql`${t.trigger} in ('schedule', 'person', 'command', 'replay')`),
    check("connector_run_state", sql`${t.state} in ('running', 'published', 'unchanged', 'held', 'failed', 'aborted')`),
  ],
);

/** Bytes that a source answered with, named by their SHA-256; where they are kept is the payload store's to know. */
export const payload = pgTable("payload", {
  hash: text().primaryKey(),
  bytes: bigint({ mode: "number" }).notNull(),
  kept_bytes: bigint({ mode: "number" }).notNull(),
  first_seen: instant().notNull().defaultNow(),
});

/** That the bytes of a payload or an uploaded file were removed from their store, being older than is kept. Append-only. */
export const payloadRemoval = pgTable(
  "payload_removal",
  {
    id: id(),
    hash: text().notNull(),
    /** For how many days they were kept. */
    kept_days: integer().notNull(),
    at: instant().notNull().defaultNow(),
  },
  (t) => [index("payload_removal_hash").on(t.hash, t.at)],
);

/** A payload that a run read, in the order of the asking. */
export const runPayload = pgTable(
  "run_payload",
  {
    run_id: bigint({ mode: "number" })
      .notNull()
      .references(() => connectorRun.id),
    place: integer().notNull(),
    name: text().notNull(),
    url: text().notNull(),
    hash: text()
      .notNull()
      .references(() => payload.hash),
    /** False where the source said that nothing has changed since. */
    fresh: boolean().notNull().default(true),
    fetched_at: instant().notNull().defaultNow(),
  },
  (t) => [primaryKey({ columns: [t.run_id, t.place] }), index("run_payload_hash").on(t.hash)],
);

/** A proposed value that the gate did not let through, until somebody decides. */
export const heldItem = pgTable(
  "held_item",
  {
    id: id(),
    run_id: bigint({ mode: "number" })
      .notNull()
      .references(() => connectorRun.id),
    connector: text().notNull(),
    dataset: text().notNull(),
    series: text().notNull(),
    period: date().notNull(),
    value: doublePrecision(),
    standing: doublePrecision(),
    proposal: jsonb().$type<Record<string, unknown>>().notNull(),
    rule: text().notNull(),
    reason: text().notNull(),
    held_at: instant().notNull().defaultNow(),
    state: text().notNull().default("held"),
    decided_at: instant(),
    decided_by: text(),
    decision: text(),
    change_set_id: bigint({ mode: "number" }).references(() => changeSet.id),
  },
  (t) => [
    uniqueIndex("held_item_once").on(t.series, t.period, sql`md5(${t.proposal}::text)`),
    index("held_item_open").on(t.dataset, t.state),
    index("held_item_run").on(t.run_id),
    check("held_item_state", sql`${t.state} in ('held', 'accepted', 'corrected', 'rejected', 'superseded')`),
    check(
      "held_item_decision",
      sql`${t.state} in ('held', 'superseded') or (${t.decided_at} is not null and ${t.decided_by} is not null and length(${t.decision}) > 0)`,
    ),
  ],
);

/** That somebody agrees to a held value which takes two: what an index says against its own alarm or beyond its time. */
export const heldAgreement = pgTable(
  "held_agreement",
  {
    item_id: bigint({ mode: "number" })
      .notNull()
      .references(() => heldItem.id),
    person_id: uuid()
      .notNull()
      .references(() => person.id),
    name: text().notNull(),
    why: text().notNull(),
    agreed_at: instant().notNull().defaultNow(),
  },
  (t) => [primaryKey({ columns: [t.item_id, t.person_id] })],
);

/** What stands about a connector between its runs: whether somebody paused it, and what was last mailed about it. */
export const connectorState = pgTable("connector_state", {
  connector: text().primaryKey(),
  turned_on: boolean(),
  paused_at: instant(),
  paused_by: text(),
  pause_reason: text(),
  due_since: instant(),
  trouble: text(),
  /** failing, silent or stale source. */
  trouble_kind: text(),
  trouble_since: instant(),
  alerted_at: instant(),
});

/** When the next request of a quota may leave, for all processes together. */
export const hostSlot = pgTable("host_slot", {
  quota: text().primaryKey(),
  next_at: instant().notNull(),
});

/** What a source said to ask with next time, and the payload that it then stood for. */
export const httpValidator = pgTable("http_validator", {
  request: text().primaryKey(),
  etag: text(),
  last_modified: text(),
  hash: text()
    .notNull()
    .references(() => payload.hash),
  seen_at: instant().notNull().defaultNow(),
});
