import { sql } from "drizzle-orm";
import {
  bigint,
  check,
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
import { id, writtenAt } from "./columns";

/** A customer: the house that subscribes. */
export const organisation = pgTable("organisation", {
  id: id(),
  slug: text().notNull().unique(),
  name: text().notNull(),
  created_at: writtenAt(),
});

/** Somebody who signs in. password_hash is argon2id in PHC form, null where only the magic link is used. */
export const person = pgTable(
  "person",
  {
    id: uuid().primaryKey().defaultRandom(),
    email: text().notNull(),
    name: text().notNull(),
    password_hash: text(),
    created_at: writtenAt(),
    disabled_at: timestamp({ withTimezone: true }),
  },
  (t) => [uniqueIndex("person_email").on(sql`lower(${t.email})`)],
);

/** Who did something. */
export const personId = () =>
  uuid()
    .notNull()
    .references(() => person.id);

/** A person's place in an organisation. */
export const member = pgTable(
  "member",
  {
    organisation_id: bigint({ mode: "number" })
      .notNull()
      .references(() => organisation.id),
    person_id: personId(),
    role: text().notNull(),
    created_at: writtenAt(),
  },
  (t) => [
    primaryKey({ columns: [t.organisation_id, t.person_id] }),
    index("member_person").on(t.person_id),
    check("member_role", sql`${t.role} in ('subscriber', 'analyst', 'admin')`),
  ],
);

/** A dataset that an organisation may read; `*` is every dataset. delay_days holds back what became known since. */
export const entitlement = pgTable(
  "entitlement",
  {
    organisation_id: bigint({ mode: "number" })
      .notNull()
      .references(() => organisation.id),
    dataset: text().notNull(),
    delay_days: integer().notNull().default(0),
    created_at: writtenAt(),
  },
  (t) => [
    primaryKey({ columns: [t.organisation_id, t.dataset] }),
    check("entitlement_delay", sql`${t.delay_days} >= 0`),
  ],
);

/**
 * One signed-in browser. Setting revoked_at signs it out at its next request. viewing_as is whom an admin sees the site
 * as until viewing_until; nothing can be written meanwhile.
 */
export const signInSession = pgTable(
  "sign_in_session",
  {
    id: uuid().primaryKey().defaultRandom(),
    person_id: personId(),
    created_at: writtenAt(),
    expires_at: timestamp({ withTimezone: true }).notNull(),
    revoked_at: timestamp({ withTimezone: true }),
    user_agent: text(),
    viewing_as: uuid().references(() => person.id),
    viewing_until: timestamp({ withTimezone: true }),
  },
  (t) => [index("sign_in_session_person").on(t.person_id)],
);

/** A failed try to sign in, counted by account and by address. The keys are hashes: no address is kept in clear. */
export const signInFailure = pgTable(
  "sign_in_failure",
  {
    id: id(),
    bucket: text().notNull(),
    failed_at: writtenAt(),
  },
  (t) => [index("sign_in_failure_bucket").on(t.bucket, t.failed_at)],
);

/** A magic link that was sent, by the hash of its token; used once. */
export const magicLink = pgTable("magic_link", {
  token_hash: text().primaryKey(),
  email: text().notNull(),
  created_at: writtenAt(),
  expires_at: timestamp({ withTimezone: true }).notNull(),
  used_at: timestamp({ withTimezone: true }),
});

/**
 * What people did that matters: append-only. person_id is who acted, as_id the person as whom an admin looked on then,
 * organisation_id whose matter it is; null is the installation's own.
 */
export const auditEvent = pgTable(
  "audit_event",
  {
    id: id(),
    at: writtenAt(),
    person_id: uuid().references(() => person.id),
    as_id: uuid().references(() => person.id),
    organisation_id: bigint({ mode: "number" }).references(() => organisation.id),
    action: text().notNull(),
    subject: text(),
    detail: jsonb().$type<Record<string, string | number | boolean | null>>(),
  },
  (t) => [
    index("audit_event_at").on(t.at),
    index("audit_event_person").on(t.person_id, t.at),
    index("audit_event_organisation").on(t.organisation_id, t.id),
  ],
);
