"use client";

import { signIn } from "next-auth/react";
import Link from "next/link";
import { useState } from "react";
import styles from "@/app/login/login.module.css";

/** Uses up a link only when a person asks for it: mail scanners open links, and do not press buttons. */
export function LinkConfirm({ token }: { token: string }) {
  const [failed, setFailed] = useState(token === "");
  const [pending, setPending] = useState(false);

  async function confirm() {
    setPending(true);
    const answer = await signIn("magic-link", { token, redirect: false }).catch(() => undefined);
    if (answer?.ok && !answer.error) window.location.assign("/");
    else setFailed(true);
    setPending(false);
  }

  return (
    <div className={styles.form}>
      {failed ? (
        <p role="alert" className={styles.failed}>
          This link was used already or is too old. <Link href="/login">Ask for another.</Link>
        </p>
      ) : (
        <button type="button" disabled={pending} onClick={() => void confirm()}>
          {pending ? "Signing in…" : "Sign in to Halfpitch"}
        </button>
      )}
    </div>
  );
}
