"use server";

import { Text } from "@/lib/kernel/text";
import { revalidatePath } from "next/cache";
import { requireViewer } from "@/app/_auth/viewer";
import { offered, said, textOf } from "@/app/_data/said";
import type { Offer } from "@/app/_ui/catalogue/picker";
import type { Said } from "@/app/_ui/desk/action-form";
import type { RecordedSource } from "@/lib/store/rows";
import { changeSource } from "@/lib/studio/sources/change-source";
import { proposeSourceMerge } from "@/lib/studio/sources/propose-merge";
import { searchSources } from "@/lib/studio/sources/search-sources";

/** Archives, assesses or grades the source of the form, or takes that back. */
export async function changeSourceOf(_: Said, form: FormData): Promise<Said> {
  const viewer = await requireViewer();
  return said(async () => {
    const [what, key, reason] = [textOf(form, "what"), textOf(form, "key"), textOf(form, "reason")];
    const given = { what, key, reason };
    const words = await changeSource(
      viewer,
      what === "assess"
        ? { ...given, licence: textOf(form, "licence"), reliability: textOf(form, "reliability") }
        : what === "grade"
          ? { ...given, grade: textOf(form, "grade") }
          : given,
    );
    revalidatePath("/studio", "layout");
    return words;
  });
}

/** Puts into the viewer's draft that the source of the form be shown as another one, or as itself again. */
export async function proposeSourceMergeOf(_: Said, form: FormData): Promise<Said> {
  const viewer = await requireViewer();
  return said(async () => {
    const into = textOf(form, "what") === "undo" ? null : textOf(form, "into");
    const draft = await proposeSourceMerge(viewer, {
      keys: [textOf(form, "key")],
      into,
      reason: textOf(form, "reason"),
    });
    revalidatePath("/studio", "layout");
    return `Proposed in your draft ${draft.id} of entities and sources. Nothing changes for readers before it is reviewed and published.`;
  });
}

/** The same as a picker by name shows it. */
export async function offerSourceNames(text: string): Promise<Offer[]> {
  return (await offerSources(text)).map(({ key, title, publisher, published }) => ({
    key,
    name: title,
    about: [publisher, published, key].filter(Boolean).join(" · "),
  }));
}

/** What a source picker offers for the words that were typed. */
export async function offerSources(text: string): Promise<RecordedSource[]> {
  const viewer = await requireViewer();
  return offered(() => searchSources(viewer, { text: Text.parse(text).slice(0, 300), limit: 20 }));
}
