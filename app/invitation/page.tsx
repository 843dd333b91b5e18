import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { connection } from "next/server";
import { answerWith } from "@/app/_data/answer-status";
import { said, textOf } from "@/app/_data/said";
import { ActionButton, ActionForm, type Said } from "@/app/_ui/desk/action-form";
import { NarrowPage } from "@/app/_ui/shell/narrow-page";
import styles from "@/app/login/login.module.css";
import { invitationOf } from "@/lib/access/here";
import { acceptInvitation } from "@/lib/access/invitations";

export const metadata: Metadata = { title: "Invitation", referrer: "no-referrer" };

/** Accepts only when a person asks for it: mail scanners open links, and send no forms. */
async function accept(_: Said, form: FormData): Promise<Said> {
  "use server";
  const done = await said(() =>
    acceptInvitation({ token: textOf(form, "token"), name: textOf(form, "name"), fresh: textOf(form, "fresh") }),
  );
  if (done?.ok) redirect("/login?set=1");
  return done;
}

export default async function InvitationPage({ searchParams }: PageProps<"/invitation">) {
  await connection();
  const { token } = await searchParams;
  const found = await invitationOf(token);
  if (!found) {
    answerWith(404);
    return (
      <NarrowPage title="This invitation does not work">
        <p>It was accepted already, withdrawn, or is too old. Ask who invited you for another.</p>
      </NarrowPage>
    );
  }
  return (
    <NarrowPage title={`Join ${found.organisation}`}>
      <p>
        {found.email} is invited as {found.role}.
        {found.hasAccount ? " You have an account: your name and password stay as they are." : ""}
      </p>
      <ActionForm action={accept} className={styles.form}>
        <input type="hidden" name="token" value={typeof token === "string" ? token : ""} />
        <input type="hidden" name="username" autoComplete="username" value={found.email} readOnly />
        {found.hasAccount ? (
          <input type="hidden" name="name" value={found.email} />
        ) : (
          <>
            <label>
              Your name
              <input name="name" autoComplete="name" required maxLength={120} />
            </label>
            <label>
              Password
              <input name="fresh" type="password" autoComplete="new-password" required minLength={8} maxLength={200} />
            </label>
          </>
        )}
        <ActionButton primary>Accept</ActionButton>
      </ActionForm>
    </NarrowPage>
  );
}
