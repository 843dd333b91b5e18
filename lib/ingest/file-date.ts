import type { StaleFile } from "./connector";

const DAY_MS = 86_400_000;

/** What a file is, when it says that it was written (a day or a moment), and how often it is written anew. */
export type FileDate = {
  file: string;
  written: string | null;
  within: number;
  /**
   * `copy`: what somebody else saw on that day, and nothing about any later one. `list`: the seller's own list, which
   * holds until it writes another; on the day of the fetch it is the one in force.
   */
  is: "copy" | "list";
};

/** The day that the file's values are of, and the word that it has become stale where nobody writes it any more. */
export type DatedFile = { period: string; stale: StaleFile | null };

/** Days from one day to another, or to the day of a moment. */
export const daysFrom = (from: string, to: string): number =>
  Math.round((Date.parse(to.slice(0, 10)) - Date.parse(from.slice(0, 10))) / DAY_MS);

/**
 * The one rule for the date of what a file says. A copy is dated by itself, never by the fetch. A seller's list counts
 * for the day of the fetch as long as it is kept; once it is not, it too is dated by itself. A file without a date is
 * read as of the fetch.
 */
export function dateOfFile({ file, written, within, is }: FileDate, day: string): DatedFile {
  if (written === null) return { period: day, stale: null };
  const own = written.slice(0, 10);
  const age = daysFrom(own, day);
  const words = `${file} was last written on ${own}, ${age} days ago; it used to be written anew within ${within} days.`;
  const stale = age > within ? { file, written: own, words } : null;
  return { period: is === "copy" || stale ? own : day, stale };
}
