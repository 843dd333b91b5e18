"use server";

import { revalidatePath } from "next/cache";
import { requireViewer } from "@/app/_auth/viewer";
import { said, textOf } from "@/app/_data/said";
import type { Said } from "@/app/_ui/desk/action-form";
import { changeRole, disablePerson, enablePerson, endSessionsOf, handPasswordLink } from "@/lib/access/change-person";
import { invite, withdrawInvitation } from "@/lib/access/invitations";

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

/** Invites whom the form names. */
export async function inviteSomebody(_: Said, form: FormData): Promise<Said> {
  const viewer = await requireViewer();
  return said(async () => {
    const organisation = textOf(form, "organisation");
    const made = await invite(viewer, {
      email: textOf(form, "email").trim(),
      role: textOf(form, "role"),
      ...(organisation === "" ? {} : { organisation: Number(organisation) }),
    });
    revalidatePath("/", "layout");
    return made;
  });
}

/** Withdraws the invitation of the form. */
export async function withdraw(_: Said, form: FormData): Promise<Said> {
  const viewer = await requireViewer();
  return said(async () => {
    const words = await withdrawInvitation(viewer, { id: Number(textOf(form, "id")) });
    revalidatePath("/", "layout");
    return words;
  });
}

/** Signs the person of the form out everywhere, or makes a link by which they set a new password. */
export async function helpSignIn(_: Said, form: FormData): Promise<Said> {
  const viewer = await requireViewer();
  return said(async () => {
    const given = { person: textOf(form, "person"), reason: textOf(form, "reason") };
    if (textOf(form, "what") === "sign-out") return endSessionsOf(viewer, given);
    return handPasswordLink(viewer, { ...given, factor: textOf(form, "factor") === "on" });
  });
}
