import { z } from "zod";
import { Day } from "@/lib/kernel/period";
import { Slug } from "@/lib/kernel/slug";
import { dayIn, formatZoned, instantOf, isZone, startOfDay } from "@/lib/kernel/zoned";

/** What readers are told to expect: a publication, an edition, a source's own publication. */
export const EntryKind = z.enum(["release", "edition", "source"]);
export type EntryKind = z.infer<typeof EntryKind>;

export const entryKindWord: Record<EntryKind, string> = {
  release: "Release",
  edition: "Edition",
  source: "Source",
};

/** When something is due, as the clocks of a zone show it: a day and time, or a day alone. */
export const Due = z.strictObject({
  local: z.union(
    [Day, z.string().regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/)],
    "a moment is written 2026-12-01T16:00, a day 2026-12-01",
  ),
  zone: z.string().refine(isZone, "that is no time zone"),
});
export type Due = z.infer<typeof Due>;

const Note = z.string().trim().max(1000).default("");
export const PlanEntry = z.strictObject({
  dataset: Slug,
  kind: EntryKind,
  title: z.string().trim().min(3, "say in a few words what comes").max(200),
  due: Due,
  note: Note,
});
export type PlanEntry = z.input<typeof PlanEntry>;

/** `version` is the one that the person had before their eyes: another one means that somebody was faster. */
const Kept = { key: z.string().min(1).max(200), version: z.number().int().positive() };
const Why = z.string().trim().min(3, "say why, in a few words").max(1000);
export const MoveEntry = z.strictObject({ ...Kept, due: Due, note: Why });
export type MoveEntry = z.infer<typeof MoveEntry>;
export const CancelEntry = z.strictObject({ ...Kept, note: Why });
export type CancelEntry = z.infer<typeof CancelEntry>;

/** An entry of the calendar as it stands. `sequence` counts how often it was moved or cancelled. */
export type CalendarEntry = {
  key: string;
  version: number;
  sequence: number;
  dataset: string;
  kind: EntryKind;
  title: string;
  dueAt: string;
  zone: string;
  allDay: boolean;
  cancelled: boolean;
  note: string | null;
  plannedAt: string;
  changedAt: string;
};

/** The instant of a due moment; of a day, its beginning in the zone. Throws invalid where the clocks do not show it. */
export function dueInstant({ local, zone }: Due): { at: Date; allDay: boolean } {
  return local.includes("T")
    ? { at: instantOf(local, zone), allDay: false }
    : { at: startOfDay(local, zone), allDay: true };
}

/** When an entry is due, in words: with its time in its zone, or the day alone. */
export const dueText = ({ dueAt, zone, allDay }: Pick<CalendarEntry, "dueAt" | "zone" | "allDay">): string =>
  allDay ? dayIn(dueAt, zone) : formatZoned(dueAt, zone);
