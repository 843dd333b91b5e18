"use server";

import { revalidatePath } from "next/cache";
import { requireViewer } from "@/app/_auth/viewer";
import { said, textOf } from "@/app/_data/said";
import type { Said } from "@/app/_ui/desk/action-form";
import { changeRole, disablePerson, enablePerson } from "@/lib/access/change-person";

/** Gives the person of the form another role. */
export async function changeRoleOf(_: Said, form: FormData): Promise<Said> {
  const viewer = await requireViewer();
  return said(async () => {
    const [person, role, reason] = [textOf(form, "person"), textOf(form, "role"), textOf(form, "reason")];
    const words = await changeRole(viewer, { person, role, reason });
    revalidatePath("/office/people", "layout");
    return words;
  });
}

/** Disables or enables the account of the person of the form. */
export async function switchAccountOf(_: Said, form: FormData): Promise<Said> {
  const viewer = await requireViewer();
  return said(async () => {
    const given = { person: textOf(form, "person"), reason: textOf(form, "reason") };
    const words = await (textOf(form, "what") === "enable" ? enablePerson : disablePerson)(viewer, given);
    revalidatePath("/office/people", "layout");
    return words;
  });
}
