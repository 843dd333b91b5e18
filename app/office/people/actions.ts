"use server";

import { requireViewer } from "@/app/_auth/viewer";
import { renewed } from "@/app/_data/renewed";
import { said, textOf } from "@/app/_data/said";
import type { Said } from "@/app/_ui/desk/action-form";
import { changeRole, disablePerson, enablePerson, removeMember } from "@/lib/access/change-person";
import { endSessionsOf, handPasswordLink } from "@/lib/access/help-sign-in";
import { invite, withdrawInvitation } from "@/lib/access/invitations";

/** Whom a form is about, in which organisation where it says so, and why. */
function aboutOf(form: FormData): { person: string; organisation?: number; reason: string } {
  const organisation = textOf(form, "organisation");
  const about = { person: textOf(form, "person"), reason: textOf(form, "reason") };
  return organisation === "" ? about : { ...about, organisation: Number(organisation) };
}

/** Gives the person of the form another role. */
export async function changeRoleOf(_: Said, form: FormData): Promise<Said> {
  const viewer = await requireViewer();
  return renewed("/", () => changeRole(viewer, { ...aboutOf(form), role: textOf(form, "role") }));
}

const SWITCHES = { enable: enablePerson, remove: removeMember } as const;

/** Disables or enables the account of the person of the form, or takes them out of the organisation. */
export async function switchAccountOf(_: Said, form: FormData): Promise<Said> {
  const viewer = await requireViewer();
  const what = textOf(form, "what");
  const verb = what === "enable" || what === "remove" ? SWITCHES[what] : disablePerson;
  return renewed("/", () => verb(viewer, aboutOf(form)));
}

/** Invites whom the form names. */
export async function inviteSomebody(_: Said, form: FormData): Promise<Said> {
  const viewer = await requireViewer();
  return renewed("/", async () => {
    const organisation = textOf(form, "organisation");
    return invite(viewer, {
      email: textOf(form, "email").trim(),
      role: textOf(form, "role"),
      ...(organisation === "" ? {} : { organisation: Number(organisation) }),
    });
  });
}

/** Withdraws the invitation of the form. */
export async function withdraw(_: Said, form: FormData): Promise<Said> {
  const viewer = await requireViewer();
  return renewed("/", () => withdrawInvitation(viewer, { id: Number(textOf(form, "id")) }));
}

/** Signs the person of the form out everywhere, or makes a link by which they set a new password. */
export async function helpSignIn(_: Said, form: FormData): Promise<Said> {
  const viewer = await requireViewer();
  return said(async () => {
    const given = aboutOf(form);
    if (textOf(form, "what") === "sign-out") return endSessionsOf(viewer, given);
    return handPasswordLink(viewer, { ...given, factor: textOf(form, "factor") === "on" });
  });
}
