"use server";

import { redirect } from "next/navigation";
import { z } from "zod";
import { requireViewer } from "@/app/_auth/viewer";
import { renewed } from "@/app/_data/renewed";
import { textOf } from "@/app/_data/said";
import type { Said } from "@/app/_ui/desk/action-form";
import type { Viewer } from "@/lib/access/viewer";
import { formatInstant } from "@/lib/kernel/format";
import { AppError } from "@/lib/kernel/error";
import { answerQuestions } from "@/lib/studio/drafts/answer-questions";
import { commentOn } from "@/lib/studio/drafts/comments";
import { DropItem, dropItem } from "@/lib/studio/drafts/items";
import { keepMine } from "@/lib/studio/drafts/keep-mine";
import {
  approveDraft,
  discardDraft,
  sendBackDraft,
  submitDraft,
  unscheduleDraft,
  withdrawFromReview,
} from "@/lib/studio/drafts/move-draft";
import { publishDraft } from "@/lib/studio/drafts/publish-draft";
import { RestoreDraft, restoreDraft } from "@/lib/studio/drafts/restore-draft";
import { revertDraft } from "@/lib/studio/drafts/revert-draft";
import { scheduleDraft } from "@/lib/studio/drafts/schedule-draft";

const draftOf = (form: FormData): number => Number(textOf(form, "draft"));

async function schedule(viewer: Viewer, form: FormData): Promise<string> {
  const { publishAt } = await scheduleDraft(viewer, {
    draft: draftOf(form),
    local: textOf(form, "local").slice(0, 16),
    zone: textOf(form, "zone"),
    closesEdition: textOf(form, "closes") === "on",
  });
  return `Scheduled for ${publishAt ? formatInstant(publishAt) : "its moment"}.`;
}

async function publish(viewer: Viewer, form: FormData): Promise<string> {
  const done = await publishDraft(viewer, { draft: draftOf(form), closesEdition: textOf(form, "closes") === "on" });
  return done.changeSetId === null
    ? "All of it stood already, so there was nothing to publish."
    : "Published: pages, files and the API show it from now on.";
}

/** What a button of a draft does, by its value; each answers with a sentence. */
const steps: Record<string, (viewer: Viewer, form: FormData) => Promise<string>> = {
  submit: async (viewer, form) => {
    await submitDraft(viewer, { draft: draftOf(form), reason: textOf(form, "reason") });
    return "Submitted: it waits for a second person.";
  },
  "take-back": async (viewer, form) => {
    await withdrawFromReview(viewer, { draft: draftOf(form) });
    return "Taken back: you can go on editing it.";
  },
  "send-back": async (viewer, form) => {
    await sendBackDraft(viewer, { draft: draftOf(form), note: textOf(form, "note") });
    return "Sent back to its author.";
  },
  approve: async (viewer, form) => {
    const version = Number(textOf(form, "version"));
    await approveDraft(viewer, { draft: draftOf(form), note: textOf(form, "note"), version });
    return "Approved: it can be published.";
  },
  unschedule: async (viewer, form) => {
    await unscheduleDraft(viewer, { draft: draftOf(form) });
    return "Taken off the calendar: it stays approved.";
  },
  schedule,
  publish,
};

/** Moves a draft on, as the form's `what` says. */
export async function moveDraft(_: Said, form: FormData): Promise<Said> {
  const viewer = await requireViewer();
  return renewed("/", () => {
    const what = textOf(form, "what");
    const step = Object.hasOwn(steps, what) ? steps[what] : undefined;
    if (!step) throw new AppError("invalid", "That is nothing that can be done to a draft.");
    return step(viewer, form);
  });
}

/** Puts a draft away, and leads to where it says until when it can be restored. */
export async function putAway(_: Said, form: FormData): Promise<Said> {
  const viewer = await requireViewer();
  const id = draftOf(form);
  const answer = await renewed("/", async () => {
    await discardDraft(viewer, { draft: id });
    return "Discarded.";
  });
  if (!answer?.ok) return answer;
  redirect(`/studio/drafts/${id}`);
}

/** Restores a discarded draft, or puts what it held into the open one, and leads there. */
export async function bringBack(_: Said, form: FormData): Promise<Said> {
  const viewer = await requireViewer();
  const made: { id?: number } = {};
  const answer = await renewed("/", async () => {
    const into = RestoreDraft.shape.into.parse(textOf(form, "into"));
    made.id = (await restoreDraft(viewer, { draft: draftOf(form), into })).draft.id;
    return "Restored.";
  });
  if (made.id === undefined) return answer;
  redirect(`/studio/drafts/${made.id}`);
}

/** Opens a draft that puts a published one back, and leads there. */
export async function putBack(_: Said, form: FormData): Promise<Said> {
  const viewer = await requireViewer();
  const made: { id?: number } = {};
  const answer = await renewed("/", async () => {
    made.id = (await revertDraft(viewer, { draft: draftOf(form), reason: textOf(form, "reason") })).id;
    return "Opened.";
  });
  if (made.id === undefined) return answer;
  redirect(`/studio/drafts/${made.id}`);
}

/** Keeps proposed values although what is published has changed since: one where the form names it, else all. */
export async function keepProposed(_: Said, form: FormData): Promise<Said> {
  const viewer = await requireViewer();
  return renewed("/", async () => {
    const [series, period] = [textOf(form, "series"), textOf(form, "period")];
    const seen = textOf(form, "seen");
    await keepMine(viewer, {
      draft: draftOf(form),
      ...(series ? { places: [{ series, period }] } : {}),
      ...(seen ? { seen } : {}),
    });
    return "Kept: it is meant against what is published now.";
  });
}

/** Answers questions of the checks about a draft: the ones whose keys the form has. */
export async function answerOf(_: Said, form: FormData): Promise<Said> {
  const viewer = await requireViewer();
  return renewed("/", async () => {
    const keys = form.getAll("key").filter((one): one is string => typeof one === "string");
    const left = await answerQuestions(viewer, { draft: draftOf(form), keys, reason: textOf(form, "reason") });
    const open = left.filter((one) => one.answer === null).length;
    return open === 0 ? "Answered: nothing more is asked." : `Answered. ${open} left.`;
  });
}

/** Takes a source, entity, relation, event or alias out of a draft again. */
export async function leaveOut(_: Said, form: FormData): Promise<Said> {
  const viewer = await requireViewer();
  return renewed("/", async () => {
    const kind = DropItem.shape.kind.parse(textOf(form, "kind"));
    await dropItem(viewer, { draft: draftOf(form), kind, key: textOf(form, "key") });
    return "Left out.";
  });
}

/** Says something of a draft, or of the cell that the form names. */
export async function sayOfDraft(_: Said, form: FormData): Promise<Said> {
  const viewer = await requireViewer();
  return renewed("/", async () => {
    const [series, period] = [textOf(form, "series"), textOf(form, "period")];
    const body = z.string().catch("").parse(form.get("body"));
    await commentOn(viewer, { draft: draftOf(form), body, ...(series ? { series, period } : {}) });
    return "Said.";
  });
}
