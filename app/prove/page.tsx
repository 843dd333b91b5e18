import type { Metadata } from "next";
import Link from "next/link";
import { redirect } from "next/navigation";
import { callbackPath } from "@/app/_auth/callback-path";
import { requireViewer, signedInViewer } from "@/app/_auth/viewer";
import { said, textOf } from "@/app/_data/said";
import { ActionButton, ActionForm, type Said } from "@/app/_ui/desk/action-form";
import { NarrowPage } from "@/app/_ui/shell/narrow-page";
import styles from "@/app/login/login.module.css";
import { proveAgain } from "@/lib/access/prove-again";
import { PROVED_MINUTES } from "@/lib/access/proved";
import { secondFactorOf } from "@/lib/access/second-factor";
import type { Viewer } from "@/lib/access/viewer";
import { env } from "@/lib/env";

export const metadata: Metadata = { title: "Prove who you are" };

/** Who has to enrol a second factor proves who they are too: nobody else may enrol one for them. */
const whoProves = async (): Promise<Viewer> => (await signedInViewer()) ?? requireViewer();

async function prove(_: Said, form: FormData): Promise<Said> {
  "use server";
  const viewer = await whoProves();
  const done = await said(async () => {
    await proveAgain(viewer, { password: textOf(form, "password"), code: textOf(form, "code") });
    return "Proved.";
  });
  if (done?.ok) redirect(callbackPath(textOf(form, "back"), new URL(env().HALFPITCH_URL).origin));
  return done;
}

export default async function ProvePage({ searchParams }: PageProps<"/prove">) {
  const viewer = await whoProves();
  const back = callbackPath((await searchParams).back, new URL(env().HALFPITCH_URL).origin);
  const { since } = await secondFactorOf(viewer);
  return (
    <NarrowPage title="Prove who you are">
      <p>
        Who may do what is changed only right after the password was given. You are {viewer.name}, {viewer.email}; it
        counts for {PROVED_MINUTES} minutes.
      </p>
      <ActionForm action={prove} className={styles.form}>
        <input type="hidden" name="back" value={back} />
        <label>
          Password
          <input name="password" type="password" autoComplete="current-password" required />
        </label>
        {since ? (
          <label>
            Code
            <input name="code" autoComplete="one-time-code" required maxLength={40} spellCheck={false} />
          </label>
        ) : null}
        <ActionButton primary>Go on</ActionButton>
      </ActionForm>
      <p className={styles.under}>
        <Link href={back} prefetch={false}>
          Back without changing anything
        </Link>
      </p>
    </NarrowPage>
  );
}
