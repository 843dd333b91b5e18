import { bigint, jsonb, pgTable, primaryKey, text, timestamp, uuid } from "drizzle-orm/pg-core";
import { person } from "./access";

const at = () => timestamp({ withTimezone: true }).notNull().defaultNow();
const personId = () =>
  uuid()
    .notNull()
    .references(() => person.id);

/** A file that an analyst has brought in, by the hash under which its bytes are kept among the payloads. Append-only. */
export const upload = pgTable("upload", {
  id: bigint({ mode: "number" }).primaryKey().generatedAlwaysAsIdentity(),
  dataset: text().notNull(),
  name: text().notNull(),
  format: text().notNull(),
  bytes: bigint({ mode: "number" }).notNull(),
  hash: text().notNull(),
  person_id: personId(),
  at: at(),
});

/** How the columns of files with these headers were last read into a dataset. */
export const importTemplate = pgTable(
  "import_template",
  {
    dataset: text().notNull(),
    headers: text().notNull(),
    mapping: jsonb().$type<Record<string, unknown>>().notNull(),
    person_id: personId(),
    saved_at: at(),
  },
  (t) => [primaryKey({ columns: [t.dataset, t.headers] })],
);
