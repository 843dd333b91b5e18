"use server";

import { revalidatePath } from "next/cache";
import { requireViewer } from "@/app/_auth/viewer";
import { said, textOf } from "@/app/_data/said";
import type { Said } from "@/app/_ui/desk/action-form";
import { RestoreValue, restoreValue, RestoreWithdrawn, restoreWithdrawn } from "@/lib/studio/history/restore";

const shown = async (done: { words: string }): Promise<string> => {
  revalidatePath("/studio/history");
  return done.words;
};

/** Puts the past value of the form into the analyst's draft. */
export async function restorePast(_: Said, form: FormData): Promise<Said> {
  const viewer = await requireViewer();
  return said(async () => {
    const step = textOf(form, "step");
    const wish = RestoreValue.parse({
      series: textOf(form, "series"),
      period: textOf(form, "period"),
      from: step
        ? { step: Number(step) }
        : { knownAt: textOf(form, "knownAt"), recordedAt: textOf(form, "recordedAt") },
      reason: textOf(form, "reason"),
      why: textOf(form, "why"),
    });
    return shown(await restoreValue(viewer, wish));
  });
}

/** Puts the last values of what is withdrawn into the analyst's draft. */
export async function restoreLost(_: Said, form: FormData): Promise<Said> {
  const viewer = await requireViewer();
  return said(async () => {
    const period = textOf(form, "period");
    const wish = RestoreWithdrawn.parse({
      series: textOf(form, "series"),
      ...(period ? { period } : {}),
      reason: textOf(form, "reason"),
      why: textOf(form, "why"),
    });
    return shown(await restoreWithdrawn(viewer, wish));
  });
}
