"use server";

import { requireViewer } from "@/app/_auth/viewer";
import { renewed } from "@/app/_data/renewed";
import { textOf } from "@/app/_data/said";
import type { Said } from "@/app/_ui/desk/action-form";
import { decideHeld } from "@/lib/studio/refresh/decide-held";
import { proposeErratum } from "@/lib/studio/refresh/propose-erratum";
import { steer } from "@/lib/studio/refresh/steer";

const DESK = "/studio/refresh";

/** Runs, pauses, resumes or replays, as the form says. */
export async function steerConnector(_: Said, form: FormData): Promise<Said> {
  const viewer = await requireViewer();
  return renewed(DESK, () => {
    const what = textOf(form, "what");
    if (what === "replay") return steer(viewer, { what, run: Number(textOf(form, "run")) });
    const connector = textOf(form, "connector");
    return steer(viewer, what === "pause" ? { what, connector, reason: textOf(form, "reason") } : { what, connector });
  });
}

/** Accepts, corrects or rejects the chosen held values. */
export async function decideAboutHeld(_: Said, form: FormData): Promise<Said> {
  const viewer = await requireViewer();
  return renewed(DESK, async () => {
    const what = textOf(form, "what");
    const value = textOf(form, "value").trim().replace(",", ".");
    const { published, waiting } = await decideHeld(viewer, {
      ids: form.getAll("id").map(Number),
      what,
      reason: textOf(form, "reason"),
      ...(what === "correct" && value !== "" ? { value: Number(value) } : {}),
    });
    if (waiting > 0 && published === 0)
      return "You agree to it. It goes out when a second analyst agrees too; until then nothing has changed.";
    return what === "reject"
      ? "Rejected: the last good values stand."
      : `Published: ${published} ${published === 1 ? "value" : "values"}.`;
  });
}

const usd = (value: number | null): string => (value === null ? "no value" : `${value.toFixed(4)} USD`);

/** Proposes an erratum of the index. */
export async function proposeIndexErratum(_: Said, form: FormData): Promise<Said> {
  const viewer = await requireViewer();
  return renewed(DESK, async () => {
    const names = ["gpu", "segment", "tenor", "day", "ticket", "cause", "reason"];
    const order = Object.fromEntries(names.map((name) => [name, textOf(form, name)]));
    const { stands, value } = await proposeErratum(viewer, order);
    return `Proposed: ${usd(value)} in place of ${usd(stands)}. It goes out when a second analyst agrees.`;
  });
}
