import type { Day } from "@/lib/kernel/period";

/** Whether a date of publication, a day, month or year, lies after a day. */
export const isAfter = (published: string, day: Day): boolean => published > day.slice(0, published.length);

const DATE = String.raw`\b(?:19|20)\d{2}(?:-\d{2}){1,2}\b`;
/** The parts of a title that may tell its state: a remark in parentheses, a clause after a comma, a date with its word. */
const PARTS = [
  /\s*\([^()]*\)/g,
  /,\s[^,();]*(?<!\s)/g,
  new RegExp(String.raw`\s*\b(?:(?:up )?to|until|as of|of|at|on|in|from)\s${DATE}`, "g"),
  new RegExp(String.raw`\s*${DATE}`, "g"),
];

/** A title without the parts that name a later month or day, as `(snapshot 2026-07-09)`. Years ahead are outlooks. */
export function titleOn(title: string, day: Day): string {
  const isLater = (part: string) => [...part.matchAll(new RegExp(DATE, "g"))].some(([date]) => isAfter(date, day));
  return PARTS.reduce((left, part) => left.replace(part, (found) => (isLater(found) ? "" : found)), title).trim();
}

/** What is shown of a source. */
type Shown = { title: string; publisher: string; url: string | null; published: string | null };

/** A record of a source, with the newest day on which a number from it became known by then; null where none had. */
export type SourceRecord = Shown & { newestUse: Day | null };

const newestFirst = (a: SourceRecord, b: SourceRecord) =>
  (b.published ?? b.newestUse ?? "").localeCompare(a.published ?? a.newestUse ?? "");

/**
 * A source as it stood on a past day. `records` are its own and those that were merged into it. Of several the newest
 * that was published by then stands, else one without a date. One that is written on, as an archive or a repository is,
 * and whose newest state is of a later day, is dated by the newest of its numbers that were known by then.
 */
export function sourceOn<S extends Shown>(source: S, records: readonly SourceRecord[], day: Day): S {
  const by = records.filter((one) => one.newestUse !== null);
  const published = by.filter((one) => one.published !== null && !isAfter(one.published, day));
  const undated = by.filter((one) => one.published === null);
  const [found] = [...published.toSorted(newestFirst), ...undated, ...by.toSorted(newestFirst)];
  const { newestUse, ...stood } = found ?? { ...source, newestUse: null };
  const later = stood.published !== null && isAfter(stood.published, day);
  return { ...source, ...stood, title: titleOn(stood.title, day), published: later ? newestUse : stood.published };
}
