"use server";

import { revalidatePath } from "next/cache";
import { requireViewer } from "@/app/_auth/viewer";
import { said, textOf } from "@/app/_data/said";
import type { Said } from "@/app/_ui/desk/action-form";
import type { Source } from "@/lib/store/rows";
import { changeSource } from "@/lib/studio/sources/change-source";
import { searchSources } from "@/lib/studio/sources/search-sources";

/** Merges, archives or assesses the source of the form, or takes that back. */
export async function changeSourceOf(_: Said, form: FormData): Promise<Said> {
  const viewer = await requireViewer();
  return said(async () => {
    const [what, key, reason] = [textOf(form, "what"), textOf(form, "key"), textOf(form, "reason")];
    const given = { what, key, reason };
    const words = await changeSource(
      viewer,
      what === "merge"
        ? { what, keys: form.getAll("key"), into: textOf(form, "into"), reason }
        : what === "assess"
          ? { ...given, licence: textOf(form, "licence"), reliability: textOf(form, "reliability") }
          : given,
    );
    revalidatePath("/studio", "layout");
    return words;
  });
}

/** What a source picker offers for the words that were typed. */
export async function offerSources(text: string): Promise<Source[]> {
  const viewer = await requireViewer();
  return searchSources(viewer, { text: text.slice(0, 300), limit: 20 });
}
