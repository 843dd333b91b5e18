import type { Day } from "@/lib/kernel/period";
import { isAfter } from "./source-as-of";

const MONTHS = "January February March April May June July August September October November December".split(" ");
const NAMED = new RegExp(`\\b(${MONTHS.map((one) => `${one.slice(0, 3)}[a-z]*`).join("|")})\\.? (20\\d{2})\\b`, "g");
const WRITTEN = /\b20\d{2}-(?:0[1-9]|1[0-2])(?:-\d{2})?\b/g;

/** What lies ahead is named by its day too: a start, a delivery, an end. */
const AHEAD =
  /\b(?:starts?|starting|begins?|from|through|until|by (?:the end|end|mid|early|late|year|20|Q\d|H\d|Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)\w*|due|deliver\w*|deploy\w*|expected|planned|plans?|targets?|phased|first|live|ends?|ending|lapses?|expires?|order\w*|plus|year|fiscal|quarter)\b/i;

/** How an analyst tells in a later year what became of a number. */
const HINDSIGHT =
  /\b(?:actual (?:was|\$?\d[\d.]*)|as later|later (?:raised|cut|reported|revised|said)|as restated|withdrawn by|withdrew|was cancelled|cancelled by|contradicted|superseded|turned out)\b/i;

function datesIn(clause: string): string[] {
  const named = [...clause.matchAll(NAMED)].map(([, month = "", year = ""]) => {
    const at = MONTHS.findIndex((one) => one.startsWith(month.slice(0, 3)));
    return `${year}-${String(at + 1).padStart(2, "0")}`;
  });
  return [...named, ...[...clause.matchAll(WRITTEN)].map(([date]) => date)];
}

const tellsLater = (clause: string, day: Day): boolean =>
  HINDSIGHT.test(clause) || (!AHEAD.test(clause) && datesIn(clause).some((date) => isAfter(date, day)));

/**
 * A note as it can stand on a past day: without the clauses that tell what became of the number later. Notes are
 * written when a row is recorded, which may be years after what it says was known. Null where nothing is left.
 */
export function noteOn(note: string | null, day: Day): string | null {
  if (note === null) return null;
  const kept = note.split(/;\s*/).filter((clause) => !tellsLater(clause, day));
  return kept.length > 0 ? kept.join("; ") : null;
}

/** Rows with their notes as they can stand on a past day; as they are where no day was asked for. */
export const withNotesOn = <R extends { note: string | null }>(rows: readonly R[], day: Day | null): R[] =>
  rows.map((one) => (day === null ? one : { ...one, note: noteOn(one.note, day) }));
