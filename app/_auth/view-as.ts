"use server";

import { cookies } from "next/headers";
import { redirect } from "next/navigation";
import { said, textOf } from "@/app/_data/said";
import type { Said } from "@/app/_ui/desk/action-form";
import { VIEWING_COOKIE } from "@/app/_ui/shell/viewing-cookie";
import { startViewing, stopViewing, VIEWING_MINUTES } from "@/lib/access/view-as";
import { requireViewer } from "./viewer";

/** Begins to view the site as the person that the form names, and goes to where they would begin. */
export async function startViewingAs(_: Said, form: FormData): Promise<Said> {
  const viewer = await requireViewer();
  const person = textOf(form, "person");
  const answer = await said(async () => {
    const { name } = await startViewing(viewer, { person, reason: textOf(form, "reason") });
    const kept = { path: "/", sameSite: "lax", maxAge: VIEWING_MINUTES * 60 } as const;
    (await cookies()).set(VIEWING_COOKIE, person, kept);
    return `Viewing as ${name}.`;
  });
  if (answer?.ok) redirect("/");
  return answer;
}

/** Ends viewing as somebody, and goes back to the people. */
export async function stopViewingAs(): Promise<void> {
  const viewer = await requireViewer();
  await stopViewing(viewer);
  (await cookies()).delete(VIEWING_COOKIE);
  redirect(viewer.viewedBy ? `/office/people/${viewer.personId}` : "/");
}
