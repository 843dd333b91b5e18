import { AppError } from "./error";

/** What Postgres says of a value that no column can hold; what the edges should have refused, in its words. */
const SENTENCES: ReadonlyMap<string, string> = new Map([
  ["22021", "A text has a character that cannot be kept. Nothing was changed."],
  ["22P05", "A text has a character that cannot be kept. Nothing was changed."],
  ["22003", "A number is larger than can be kept. Nothing was changed."],
  ["22008", "A day lies outside of what can be kept. Nothing was changed."],
  ["22007", "A day is not written as one. Nothing was changed."],
  ["22P02", "A number or an id is not written as one. Nothing was changed."],
]);

/** The refusal that stands behind an error of the database about a value that was given; null for any other error. */
export function refusedValue(error: unknown): AppError | null {
  for (let at = error; at instanceof Error; at = at.cause) {
    const code = at.name === "PostgresError" && "code" in at ? at.code : undefined;
    const sentence = typeof code === "string" ? SENTENCES.get(code) : undefined;
    if (sentence) return new AppError("invalid", sentence);
  }
  return null;
}
