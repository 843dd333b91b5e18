import type { Metadata } from "next";
import { after } from "next/server";
import Link from "next/link";
import { logDefect } from "@/app/_auth/log-defect";
import { said, textOf } from "@/app/_data/said";
import { ActionButton, ActionForm, type Said } from "@/app/_ui/desk/action-form";
import { NarrowPage } from "@/app/_ui/shell/narrow-page";
import styles from "@/app/login/login.module.css";
import { askForPasswordLink } from "@/lib/access/change-password";
import { mailOffered } from "@/lib/access/magic-link";

export const metadata: Metadata = { title: "Forgotten password" };

/** Asks for a link; nothing is looked up before the answer, so that it tells nobody whether there is an account. */
async function ask(_: Said, form: FormData): Promise<Said> {
  "use server";
  return said(async () => {
    const email = textOf(form, "email");
    after(async () => {
      await askForPasswordLink(email).catch(logDefect);
    });
    return "If there is an account for that address, a link is on its way. It is good for an hour.";
  });
}

export default function ForgottenPage() {
  return (
    <NarrowPage title="Set a new password">
      {mailOffered() ? (
        <ActionForm action={ask} className={styles.form}>
          <label>
            E-mail
            <input name="email" type="email" autoComplete="username" required maxLength={254} />
          </label>
          <ActionButton primary>E-mail me a link</ActionButton>
        </ActionForm>
      ) : (
        <p>
          This installation sends no mails. Ask your organisation’s manager, or an administrator of the house, for a
          link: they can make one that works once.
        </p>
      )}
      <p className={styles.under}>
        <Link href="/login">Back to signing in</Link>
      </p>
    </NarrowPage>
  );
}
