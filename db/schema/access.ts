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
  primaryKey,
  text,
  timestamp,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import { id, writtenAt } from "./columns";

/**
 * Who subscribes, and the house, which runs the installation: its admins look after every organisation. seats is how many
 * people may belong to it, null without end.
 */
export const organisation = pgTable(
  "organisation",
  {
    id: id(),
    slug: text().notNull().unique(),
    name: text().notNull(),
    created_at: writtenAt(),
    house: boolean().notNull().default(false),
    seats: integer(),
    requires_totp: boolean().notNull().default(false),
  },
  (t) => [check("organisation_seats", sql`${t.seats} > 0`)],
);

/**
 * Somebody who signs in. password_hash is argon2id in PHC form, null where only the magic link is used. totp_secret is
 * encrypted, counts from totp_at on, and totp_step is the newest step whose code was used.
 */
export const person = pgTable(
  "person",
  {
    id: uuid().primaryKey().defaultRandom(),
    email: text().notNull(),
    name: text().notNull(),
    password_hash: text(),
    created_at: writtenAt(),
    disabled_at: timestamp({ withTimezone: true }),
    totp_secret: text(),
    totp_at: timestamp({ withTimezone: true }),
    totp_step: bigint({ mode: "number" }),
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
    check("member_role", sql`${t.role} in ('subscriber', 'manager', 'analyst', 'admin')`),
  ],
);

/**
 * A dataset that an organisation may read, to the end of ends_on; `*` is every dataset. delay_days holds back what became
 * known since.
 */
export const entitlement = pgTable(
  "entitlement",
  {
    organisation_id: bigint({ mode: "number" })
      .notNull()
      .references(() => organisation.id),
    dataset: text().notNull(),
    delay_days: integer().notNull().default(0),
    ends_on: date(),
    created_at: writtenAt(),
  },
  (t) => [
    primaryKey({ columns: [t.organisation_id, t.dataset] }),
    check("entitlement_delay", sql`${t.delay_days} >= 0`),
  ],
);

/**
 * One signed-in browser. Setting revoked_at signs it out at its next request. seen_at is when it was last used, to the
 * minute, proved_at when its person last proved who they are. viewing_as is whom an admin sees the site
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
    seen_at: writtenAt(),
    proved_at: writtenAt(),
    viewing_as: uuid().references(() => person.id),
    viewing_until: timestamp({ withTimezone: true }),
  },
  (t) => [index("sign_in_session_person").on(t.person_id)],
);

/**
 * Failed tries to sign in that hold the next one back until open_at: of an account from an address or a device, of an
 * account, and of an address. The keys are hashes: no e-mail and no address is kept in clear. `of` names the address
 * whose accounts are counted.
 */
export const signInBrake = pgTable(
  "sign_in_brake",
  {
    bucket: text().primaryKey(),
    of: text(),
    failures: integer().notNull(),
    failed_at: writtenAt(),
    open_at: writtenAt(),
    told_at: timestamp({ withTimezone: true }),
  },
  (t) => [index("sign_in_brake_of").on(t.of, t.failed_at), index("sign_in_brake_failed").on(t.failed_at)],
);

/** A magic link that was sent, by the hash of its token; used once. */
export const magicLink = pgTable("magic_link", {
  token_hash: text().primaryKey(),
  email: text().notNull(),
  created_at: writtenAt(),
  expires_at: timestamp({ withTimezone: true }).notNull(),
  used_at: timestamp({ withTimezone: true }),
});

/** A link by which somebody sets a password, by the hash of its token; used once. made_by is the admin who asked for it. */
export const passwordLink = pgTable(
  "password_link",
  {
    token_hash: text().primaryKey(),
    person_id: personId(),
    made_by: uuid().references(() => person.id),
    created_at: writtenAt(),
    expires_at: timestamp({ withTimezone: true }).notNull(),
    used_at: timestamp({ withTimezone: true }),
  },
  (t) => [index("password_link_person").on(t.person_id)],
);

/** A code that stands in for a second factor once, by its hash. */
export const recoveryCode = pgTable(
  "recovery_code",
  {
    person_id: personId(),
    code_hash: text().notNull(),
    created_at: writtenAt(),
    used_at: timestamp({ withTimezone: true }),
  },
  (t) => [primaryKey({ columns: [t.person_id, t.code_hash] })],
);

/** That somebody is asked to join an organisation; its link works once, until it expires or is withdrawn. */
export const invitation = pgTable(
  "invitation",
  {
    id: id(),
    organisation_id: bigint({ mode: "number" })
      .notNull()
      .references(() => organisation.id),
    email: text().notNull(),
    role: text().notNull(),
    token_hash: text().notNull().unique(),
    invited_by: uuid().references(() => person.id),
    created_at: writtenAt(),
    expires_at: timestamp({ withTimezone: true }).notNull(),
    accepted_at: timestamp({ withTimezone: true }),
    accepted_by: uuid().references(() => person.id),
    withdrawn_at: timestamp({ withTimezone: true }),
  },
  (t) => [
    uniqueIndex("invitation_open")
      .on(t.organisation_id, sql`lower(${t.email})`)
      .where(sql`${t.accepted_at} is null and ${t.withdrawn_at} is null`),
    check("invitation_role", sql`${t.role} in ('subscriber', 'manager', 'analyst', 'admin')`),
  ],
);

/** How often somebody read a dataset on a day, on pages, as CSV and by the API. */
export const usage = pgTable(
  "usage",
  {
    organisation_id: bigint({ mode: "number" })
      .notNull()
      .references(() => organisation.id),
    person_id: personId(),
    dataset: text().notNull(),
    day: date().notNull(),
    kind: text().notNull(),
    reads: integer().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.organisation_id, t.day, t.person_id, t.dataset, t.kind] }),
    check("usage_kind", sql`${t.kind} in ('page', 'csv', 'api')`),
  ],
);

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
