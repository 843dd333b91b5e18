"use server";

import { revalidatePath } from "next/cache";
import { requireViewer } from "@/app/_auth/viewer";
import { said, textOf } from "@/app/_data/said";
import type { Said } from "@/app/_ui/desk/action-form";
import { datasetOf } from "@/lib/datasets/registry";
import { type CalendarEntry, dueText, EntryKind } from "@/lib/studio/calendar/entry";
import { cancelEntry, moveEntry, planEntry } from "@/lib/studio/calendar/plan";
import { closeEditionNow } from "@/lib/studio/editions/close-edition-now";

/** What the form says of a moment: a day and time, or the day alone where no time is given. */
function dueOf(form: FormData): { local: string; zone: string } {
  const [day, time] = [textOf(form, "day"), textOf(form, "time")];
  return { local: time ? `${day}T${time}` : day, zone: textOf(form, "zone") };
}

/** Runs an order of the calendar and shows it anew. */
const told = (work: () => Promise<CalendarEntry>, words: (entry: CalendarEntry) => string): Promise<Said> =>
  said(async () => {
    const entry = await work();
    revalidatePath("/studio/calendar");
    return words(entry);
  });

/** Announces something. */
export async function planInCalendar(_: Said, form: FormData): Promise<Said> {
  const viewer = await requireViewer();
  return told(
    () => {
      const [dataset, title, note] = [textOf(form, "dataset"), textOf(form, "title"), textOf(form, "note")];
      return planEntry(viewer, { dataset, kind: EntryKind.parse(textOf(form, "kind")), title, due: dueOf(form), note });
    },
    (entry) => `Planned for ${dueText(entry)}.`,
  );
}

/** Moves or cancels an entry, as the form says. */
export async function changeInCalendar(_: Said, form: FormData): Promise<Said> {
  const viewer = await requireViewer();
  const kept = { key: textOf(form, "key"), version: Number(textOf(form, "version")), note: textOf(form, "note") };
  return textOf(form, "what") === "cancel"
    ? told(
        () => cancelEntry(viewer, kept),
        () => "Cancelled: it stays in the calendar, marked so.",
      )
    : told(
        () => moveEntry(viewer, { ...kept, due: dueOf(form) }),
        (entry) => `Moved to ${dueText(entry)}.`,
      );
}

/** Closes an edition of what stands published. */
export async function closeEditionOf(_: Said, form: FormData): Promise<Said> {
  const viewer = await requireViewer();
  return said(async () => {
    const [dataset, note] = [textOf(form, "dataset"), textOf(form, "note")];
    const { label } = await closeEditionNow(viewer, { dataset, note });
    revalidatePath("/studio/calendar");
    return `Edition ${label} of ${datasetOf(dataset).title} is closed.`;
  });
}
