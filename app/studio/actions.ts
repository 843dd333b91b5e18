"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import { logDefect } from "@/app/_auth/log-defect";
import { requireViewer } from "@/app/_auth/viewer";
import type { Said } from "@/app/_ui/desk/action-form";
import { AppError } from "@/lib/kernel/error";
import { decideHeld } from "@/lib/studio/refresh/decide-held";
import { steer } from "@/lib/studio/refresh/steer";

/** Tells what went wrong in our own words; a defect is logged under an id that the sentence names. */
async function said(work: () => Promise<string>): Promise<Said> {
  try {
    const words = await work();
    revalidatePath("/studio/refresh", "layout");
    return { ok: true, words };
  } catch (error) {
    if (error instanceof AppError) return { ok: false, words: error.message };
    if (error instanceof z.ZodError) return { ok: false, words: `${error.issues[0]?.message ?? "That is not valid"}.` };
    return {
      ok: false,
      words: `Something went wrong on our side; nothing was changed. Reference ${logDefect(error)}.`,
    };
  }
}

const textOf = (form: FormData, name: string): string => z.string().max(1000).catch("").parse(form.get(name));

/** Runs, pauses, resumes or replays, as the form says. */
export async function steerConnector(_: Said, form: FormData): Promise<Said> {
  const viewer = await requireViewer();
  return said(() => {
    const what = textOf(form, "what");
    if (what === "replay") return steer(viewer, { what, run: Number(textOf(form, "run")) });
    const connector = textOf(form, "connector");
    return steer(viewer, what === "pause" ? { what, connector, reason: textOf(form, "reason") } : { what, connector });
  });
}

/** Accepts, corrects or rejects the chosen held values. */
export async function decideAboutHeld(_: Said, form: FormData): Promise<Said> {
  const viewer = await requireViewer();
  return said(async () => {
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
