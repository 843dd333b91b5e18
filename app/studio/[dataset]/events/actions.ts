"use server";

import { requireViewer } from "@/app/_auth/viewer";
import { renewed } from "@/app/_data/renewed";
import { textOf } from "@/app/_data/said";
import { shownIn } from "@/app/_data/shown-in";
import { sourceIn } from "@/app/_data/source-in";
import type { Said } from "@/app/_ui/desk/action-form";
import { proposeEvent, proposeEventWithdrawal } from "@/lib/studio/events/propose-event";

/** Puts the event of the form, new or changed, into the viewer's draft of its dataset. */
export async function proposeEventOf(_: Said, form: FormData): Promise<Said> {
  const viewer = await requireViewer();
  return renewed("/studio", async () => {
    const key = textOf(form, "key");
    const draft = await proposeEvent(viewer, {
      dataset: textOf(form, "dataset"),
      ...(key === "" ? {} : { key }),
      ...shownIn(form),
      occurredOn: textOf(form, "occurredOn"),
      kind: textOf(form, "kind"),
      title: textOf(form, "title"),
      subjects: textOf(form, "subjects")
        .split(",")
        .map((one) => one.trim())
        .filter(Boolean),
      ...sourceIn(form),
      note: textOf(form, "note"),
    });
    return `It is in your draft ${draft.id}, and on charts once that is reviewed and published.`;
  });
}

/** Puts into the viewer's draft that the event of the form is withdrawn. */
export async function withdrawEventOf(_: Said, form: FormData): Promise<Said> {
  const viewer = await requireViewer();
  return renewed("/studio", async () => {
    const given = { dataset: textOf(form, "dataset"), key: textOf(form, "key") };
    const draft = await proposeEventWithdrawal(viewer, given);
    return `Its withdrawal is in your draft ${draft.id}.`;
  });
}
