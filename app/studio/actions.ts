"use server";

import { revalidatePath } from "next/cache";
import { requireViewer } from "@/app/_auth/viewer";
import { said, textOf } from "@/app/_data/said";
import type { Said } from "@/app/_ui/desk/action-form";
import { decideHeld } from "@/lib/studio/refresh/decide-held";
import { steer } from "@/lib/studio/refresh/steer";

/** Runs an order of the refresh desk and shows its pages anew. */
const refreshed = (work: () => Promise<string>): Promise<Said> =>
  said(async () => {
    const words = await work();
    revalidatePath("/studio/refresh", "layout");
    return words;
  });

/** Runs, pauses, resumes or replays, as the form says. */
export async function steerConnector(_: Said, form: FormData): Promise<Said> {
  const viewer = await requireViewer();
  return refreshed(() => {
    const what = textOf(form, "what");
    if (what === "replay") return steer(viewer, { what, run: Number(textOf(form, "run")) });
    const connector = textOf(form, "connector");
    return steer(viewer, what === "pause" ? { what, connector, reason: textOf(form, "reason") } : { what, connector });
  });
}

/** Accepts, corrects or rejects the chosen held values. */
export async function decideAboutHeld(_: Said, form: FormData): Promise<Said> {
  const viewer = await requireViewer();
  return refreshed(async () => {
    const what = textOf(form, "what");
    const value = textOf(form, "value").trim().replace(",", ".");
    const { published } = await decideHeld(viewer, {
      ids: form.getAll("id").map(Number),
      what,
      reason: textOf(form, "reason"),
      ...(what === "correct" && value !== "" ? { value: Number(value) } : {}),
    });
    return what === "reject"
      ? "Rejected: the last good values stand."
      : `Published: ${published} ${published === 1 ? "value" : "values"}.`;
  });
}
