import { z } from "zod";

/** The columns of a series as JSON, in their usual order. */
export const SERIES_COLUMNS = ["period", "value", "low", "high", "status", "confidence", "known_at", "source"] as const;
export const SeriesColumn = z.enum(SERIES_COLUMNS, `a column is one of ${SERIES_COLUMNS.join(", ")}`);
type SeriesColumn = z.infer<typeof SeriesColumn>;

export type Cut = {
  from?: string | undefined;
  to?: string | undefined;
  limit?: number | undefined;
  columns?: readonly SeriesColumn[] | undefined;
};

const Rows = z.array(z.tuple([z.string()], z.unknown()));

/**
 * Rows of a series, as JSON text, cut to periods from a day to a day, to the newest so many of them, and to some columns
 * in the order given. Without a wish the text goes through as it is.
 */
export function cutRows(
  rows: string,
  { from, to, limit, columns }: Cut,
): { columns: readonly SeriesColumn[]; text: string } {
  if (!from && !to && !limit && !columns) return { columns: SERIES_COLUMNS, text: rows };
  const within = Rows.parse(JSON.parse(rows)).filter(([period]) => (!from || period >= from) && (!to || period <= to));
  const kept = limit === undefined ? within : within.slice(-limit);
  const shown = columns ?? SERIES_COLUMNS;
  const places = shown.map((name) => SERIES_COLUMNS.indexOf(name));
  return { columns: shown, text: JSON.stringify(columns ? kept.map((row) => places.map((at) => row[at])) : kept) };
}
