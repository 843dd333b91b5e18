import { bigint, jsonb, pgTable, primaryKey, text } from "drizzle-orm/pg-core";
import { personId } from "./access";
import { id, writtenAt } from "./columns";

/** A file that an analyst has brought in, by the hash under which its bytes are kept among the payloads. Append-only. */
export const upload = pgTable("upload", {
  id: id(),
  dataset: text().notNull(),
  name: text().notNull(),
  format: text().notNull(),
  bytes: bigint({ mode: "number" }).notNull(),
  hash: text().notNull(),
  person_id: personId(),
  at: writtenAt(),
});

/** How the columns of files with these headers were last read into a dataset. */
export const importTemplate = pgTable(
  "import_template",
  {
    dataset: text().notNull(),
    headers: text().notNull(),
    mapping: jsonb().$type<Record<string, unknown>>().notNull(),
    person_id: personId(),
    saved_at: writtenAt(),
  },
  (t) => [primaryKey({ columns: [t.dataset, t.headers] })],
);

/**
 * How far an analyst has come with a file: how it is read, what its columns mean, which cells were corrected in place
 * (`line:column` to text), and what it became in a draft. Kept so that a reload loses nothing.
 */
export const importWork = pgTable("import_work", {
  upload_id: bigint({ mode: "number" })
    .primaryKey()
    .references(() => upload.id),
  reading: jsonb().$type<Record<string, unknown>>(),
  mapping: jsonb().$type<Record<string, unknown>>(),
  fixes: jsonb().$type<Record<string, string>>().notNull().default({}),
  outcome: jsonb().$type<Record<string, unknown>>(),
  saved_at: writtenAt(),
});
