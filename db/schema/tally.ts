import { bigint, date, index, integer, pgTable, primaryKey, text, timestamp } from "drizzle-orm/pg-core";
import { series } from "./catalogue";
import { source } from "./provenance";

/**
 * How many observations of a dataset became known at a moment from a source, and the newest period among those that are
 * no forecasts. Kept by a trigger as observations are appended, so that nothing counts them when somebody looks.
 */
export const observationTally = pgTable(
  "observation_tally",
  {
    dataset: text().notNull(),
    source_id: bigint({ mode: "number" })
      .notNull()
      .references(() => source.id),
    known_at: timestamp({ withTimezone: true }).notNull(),
    observations: integer().notNull(),
    newest_period: date(),
  },
  (t) => [
    primaryKey({ columns: [t.dataset, t.source_id, t.known_at] }),
    index("observation_tally_source").on(t.source_id),
  ],
);

/** From when on anything is known of a series. Kept by the same trigger. */
export const seriesStart = pgTable(
  "series_start",
  {
    series_id: bigint({ mode: "number" })
      .primaryKey()
      .references(() => series.id),
    dataset: text().notNull(),
    first_known_at: timestamp({ withTimezone: true }).notNull(),
  },
  (t) => [index("series_start_dataset").on(t.dataset, t.first_known_at)],
);
