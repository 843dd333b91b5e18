import type { Metadata } from "next";
import Link from "next/link";
import { redirect } from "next/navigation";
import { connection } from "next/server";
import { answerWith } from "@/app/_data/answer-status";
import { said, textOf } from "@/app/_data/said";
import { ActionButton, ActionForm, type Said } from "@/app/_ui/desk/action-form";
import { NarrowPage } from "@/app/_ui/shell/narrow-page";
import styles from "@/app/login/login.module.css";
import { setPasswordByLink } from "@/lib/access/change-password";
import { passwordLinkOwner } from "@/lib/access/here";

export const metadata: Metadata = { title: "Set a password", referrer: "no-referrer" };

async function set(_: Said, form: FormData): Promise<Said> {
  "use server";
  const done = await said(() => setPasswordByLink({ token: textOf(form, "token"), fresh: textOf(form, "fresh") }));
  if (done?.ok) redirect("/login?set=1");
  return done;
}

export default async function PasswordPage({ searchParams }: PageProps<"/password">) {
  await connection();
  const { token } = await searchParams;
  const owner = await passwordLinkOwner(token);
  if (!owner) {
    answerWith(404);
    return (
      <NarrowPage title="This link does not work">
        <p>It was used already, is too old, or is not whole. Ask for another.</p>
        <p className={styles.under}>
          <Link href="/forgotten">Ask for a link</Link>
        </p>
      </NarrowPage>
    );
  }
  return (
    <NarrowPage title="Set a password">
      <p>For {owner.email}. Setting it signs you out everywhere.</p>
      <ActionForm action={set} className={styles.form}>
        <input type="hidden" name="token" value={typeof token === "string" ? token : ""} />
        <input type="hidden" name="username" autoComplete="username" value={owner.email} readOnly />
        <label>
          New password
          <input name="fresh" type="password" autoComplete="new-password" required minLength={8} maxLength={200} />
        </label>
        <ActionButton primary>Set password</ActionButton>
      </ActionForm>
    </NarrowPage>
  );
}
