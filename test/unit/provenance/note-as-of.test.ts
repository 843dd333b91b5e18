import { expect, test } from "vitest";
import { noteOn, withNotesOn } from "@/lib/provenance/note-as-of";

// The notes are constructed in the words of the starter's.
test.each([
  ["cancelled by OpenAI April 2026", null],
  ["exploratory 8,000 scaling to 31,000; withdrawn by the buyer April 2026", "exploratory 8,000 scaling to 31,000"],
  ["about $10B through the end of the decade, as later reported", null],
  ["incl. finance leases; actual 19.37", "incl. finance leases"],
  ["actual was far higher", null],
  ["later raised by the same publisher (see 2026-06-27)", null],
  ["withdrawn by events: all three qualified June 2026; basis not stated", "basis not stated"],
])("of “%s” nothing that came later stands on a past day", (note, kept) => {
  expect(noteOn(note, "2025-09-30")).toBe(kept);
});

test.each([
  "Google backstop; up to 7.0B; starts 2026-09",
  "Project Osprey, reported, through 2027",
  "live by August 2026; 60 MW is the building",
  "phased Dec 2026 to Mar 2027",
  "announced 2025-09-30; about",
  "100 MW later",
])("what lies ahead was known: “%s” stands", (note) => {
  expect(noteOn(note, "2025-09-30")).toBe(note);
});

test("a note stands whole where no day is asked for, and from the day on that it tells of", () => {
  const rows = [{ note: "cut in April 2026" }, { note: null }];
  expect(withNotesOn(rows, null)).toEqual(rows);
  expect(withNotesOn(rows, "2026-03-31")).toEqual([{ note: null }, { note: null }]);
  expect(withNotesOn(rows, "2026-04-30")).toEqual(rows);
});
