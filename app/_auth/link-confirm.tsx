"use client";

import { signIn } from "next-auth/react";
import Link from "next/link";
import { useState } from "react";
import styles from "@/app/login/login.module.css";
import { isCodeError, UNAVAILABLE } from "./sign-in-error";

/** Uses up a link only when a person asks for it: mail scanners open links, and do not press buttons. */
export function LinkConfirm({ token }: { token: string }) {
  const [failed, setFailed] = useState(token === "");
  const [troubled, setTroubled] = useState(false);
  const [pending, setPending] = useState(false);
  const [code, setCode] = useState("");
  const [asksCode, setAsksCode] = useState<"no" | "asked" | "wrong">("no");

  async function confirm() {
    setPending(true);
    const answer = await signIn("magic-link", { token, code, redirect: false }).catch(() => undefined);
    if (answer?.ok && !answer.error) return window.location.assign("/");
    setPending(false);
    if (!answer || answer.error === UNAVAILABLE) setTroubled(true);
    else if (isCodeError(answer.error)) setAsksCode(answer.error === "Code" ? "asked" : "wrong");
    else setFailed(true);
  }

  return (
    <div className={styles.form}>
      {troubled && !failed ? (
        <p role="alert" className={styles.failed}>
          Signing in does not work right now, for a reason on our side. Try again in a minute.
        </p>
      ) : null}
      {failed ? (
        <p role="alert" className={styles.failed}>
          This link was used already or is too old. <Link href="/login">Ask for another.</Link>
        </p>
      ) : (
        <>
          {asksCode === "no" ? null : (
            <label>
              {asksCode === "wrong"
                ? "That code is not right, or was used already. The next one"
                : "Code of your app, or a recovery code"}
              <input
                value={code}
                onChange={(event) => setCode(event.target.value)}
                autoComplete="one-time-code"
                maxLength={40}
              />
            </label>
          )}
          <button type="button" disabled={pending} onClick={() => void confirm()}>
            {pending ? "Signing in…" : "Sign in to Halfpitch"}
          </button>
        </>
      )}
    </div>
  );
}
