"use server";

import { revalidatePath } from "next/cache";
import { requireViewer } from "@/app/_auth/viewer";
import { said, textOf } from "@/app/_data/said";
import type { Said } from "@/app/_ui/desk/action-form";
import { changeOrganisation, changeSubscription, makeOrganisation } from "@/lib/access/house";

const numberOr = (text: string, none: number | null): number | null => (text.trim() === "" ? none : Number(text));

async function renewed(work: () => Promise<string>): Promise<Said> {
  return said(async () => {
    const words = await work();
    revalidatePath("/", "layout");
    return words;
  });
}

/** Makes the organisation of the form. */
export async function makeOne(_: Said, form: FormData): Promise<Said> {
  const viewer = await requireViewer();
  return renewed(() =>
    makeOrganisation(viewer, {
      slug: textOf(form, "slug").trim(),
      name: textOf(form, "name"),
      seats: numberOr(textOf(form, "seats"), null),
    }),
  );
}

/** Changes the organisation of the form. */
export async function changeOne(_: Said, form: FormData): Promise<Said> {
  const viewer = await requireViewer();
  return renewed(() =>
    changeOrganisation(viewer, {
      id: Number(textOf(form, "id")),
      name: textOf(form, "name"),
      seats: numberOr(textOf(form, "seats"), null),
      requiresTotp: textOf(form, "requiresTotp") === "on",
    }),
  );
}

/** Gives the organisation of the form a dataset, or takes it away. */
export async function subscribe(_: Said, form: FormData): Promise<Said> {
  const viewer = await requireViewer();
  return renewed(() =>
    changeSubscription(viewer, {
      id: Number(textOf(form, "id")),
      dataset: textOf(form, "dataset"),
      delayDays: numberOr(textOf(form, "delayDays"), 0),
      endsOn: textOf(form, "endsOn") || null,
      what: textOf(form, "what"),
    }),
  );
}
