"use server";

import { requireViewer } from "@/app/_auth/viewer";
import { renewed } from "@/app/_data/renewed";
import { textOf } from "@/app/_data/said";
import type { Said } from "@/app/_ui/desk/action-form";
import { setWaiver } from "@/lib/studio/drafts/waiver";
import { changeSettings } from "@/lib/studio/settings/change-settings";

/** Keeps the settings of the form for its dataset. */
export async function changeSettingsOf(_: Said, form: FormData): Promise<Said> {
  const viewer = await requireViewer();
  return renewed("/studio", async () => {
    const dataset = textOf(form, "dataset");
    const settings = {
      defaultSource: textOf(form, "defaultSource").trim(),
      defaultStatus: textOf(form, "defaultStatus"),
      embargoTime: textOf(form, "embargoTime"),
      embargoZone: textOf(form, "embargoZone"),
      closesEdition: textOf(form, "closesEdition") === "1",
      told: form.getAll("told"),
    };
    return changeSettings(viewer, { dataset, settings });
  });
}

/** Lets drafts of the dataset be approved by their own author, or asks for a second person again. */
export async function setWaiverOf(_: Said, form: FormData): Promise<Said> {
  const viewer = await requireViewer();
  return renewed("/studio", async () => {
    const waived = textOf(form, "waived") === "1";
    await setWaiver(viewer, { dataset: textOf(form, "dataset"), waived, reason: textOf(form, "reason") });
    return waived
      ? "An author may approve their own drafts of this dataset. That is in the audit."
      : "A second person has to approve again.";
  });
}
