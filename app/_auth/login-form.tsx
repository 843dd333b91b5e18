"use client";

import { signIn } from "next-auth/react";
import Link from "next/link";
import { type FormEvent, useRef, useState } from "react";
import styles from "@/app/login/login.module.css";
import { isCodeError, UNAVAILABLE, waitOf } from "./sign-in-error";

/** What the page says before anything was typed. */
export type Opening = "plain" | "wrong" | "unavailable" | "ended" | "set" | "code" | { wait: number };

type State = { kind: "idle" | "pending" } | { kind: "failed" | "told"; words: string };

const WRONG: State = {
  kind: "failed",
  words: "That e-mail and password do not match. Check them, or set a new password below.",
};
const OFFLINE: State = {
  kind: "failed",
  words: "The server could not be reached. What you typed is still here; try again.",
};
const BROKEN: State = {
  kind: "failed",
  words: "Signing in does not work right now, for a reason on our side. Try again in a minute.",
};
const ENDED: State = {
  kind: "told",
  words: "Your session has ended. Sign in again, and you come back to where you were.",
};
const SENT: State = {
  kind: "told",
  words: "If there is an account for that address, a link is on its way. It is good for 15 minutes.",
};
const SET: State = { kind: "told", words: "Your password is set. Sign in with it." };
const CODE: State = { kind: "told", words: "Enter the code of your app too, or one of your recovery codes." };
const CODE_WRONG: State = {
  kind: "failed",
  words: "That code is not right, or was used already. Wait for the next one.",
};
const OPENINGS = {
  plain: { kind: "idle" },
  wrong: WRONG,
  unavailable: BROKEN,
  ended: ENDED,
  set: SET,
  code: CODE,
} as const;

function waiting(seconds: number, linkOffered: boolean): State {
  const pause =
    seconds < 90 ? `${seconds} ${seconds === 1 ? "second" : "seconds"}` : `${Math.ceil(seconds / 60)} minutes`;
  const words = `There were too many tries. The next one is open in ${pause}${linkOffered ? "; a link by e-mail works at once" : ""}.`;
  return { kind: "failed", words };
}

const openingState = (opening: Opening, linkOffered: boolean): State =>
  typeof opening === "object" ? waiting(opening.wait, linkOffered) : OPENINGS[opening];

/** What an error of signing in says to a person. */
function failure(error: string, linkOffered: boolean): State {
  const wait = waitOf(error);
  if (wait !== null) return waiting(wait, linkOffered);
  if (error === UNAVAILABLE) return BROKEN;
  if (isCodeError(error)) return error === "Code" ? CODE : CODE_WRONG;
  return WRONG;
}

const textOf = (form: HTMLFormElement, name: string): string => {
  const value = new FormData(form).get(name);
  return typeof value === "string" ? value : "";
};

async function askForLink(email: string): Promise<State> {
  const answer = await fetch("/api/sign-in-link", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ email }),
  }).catch(() => undefined);
  if (!answer) return OFFLINE;
  return answer.ok ? SENT : BROKEN;
}

type Props = { path: string; csrfToken: string; opening: Opening; linkOffered: boolean };

/**
 * E-mail and password, and a link by e-mail where the installation can send one. Posts to next-auth by itself where no
 * script runs (yet); the fields are the browser's own, so that what was typed early is not lost.
 */
export function LoginForm({ path, csrfToken, opening, linkOffered }: Props) {
  const [state, setState] = useState<State>(openingState(opening, linkOffered));
  const [asksCode, setAsksCode] = useState(opening === "code");
  const emailField = useRef<HTMLInputElement>(null);
  const pending = state.kind === "pending";

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    if (pending) return;
    const form = event.currentTarget;
    const given = { email: textOf(form, "email"), password: textOf(form, "password"), code: textOf(form, "code") };
    setState({ kind: "pending" });
    const answer = await signIn("credentials", { ...given, redirect: false }).catch(() => undefined);
    if (answer?.ok && !answer.error) window.location.assign(path);
    else if (!answer) setState(OFFLINE);
    else {
      if (isCodeError(answer.error)) setAsksCode(true);
      setState(failure(answer.error ?? "", linkOffered));
    }
  }

  async function sendLink() {
    const field = emailField.current;
    if (!field?.reportValidity()) return;
    setState({ kind: "pending" });
    setState(await askForLink(field.value));
  }

  return (
    <form
      method="post"
      action="/api/auth/callback/credentials"
      onSubmit={(event) => void submit(event)}
      className={styles.form}
      aria-busy={pending}
    >
      {"words" in state ? (
        <p
          role={state.kind === "failed" ? "alert" : "status"}
          className={state.kind === "failed" ? styles.failed : styles.told}
        >
          {state.words}
        </p>
      ) : null}
      <input type="hidden" name="csrfToken" value={csrfToken} />
      <input type="hidden" name="callbackUrl" value={path} />
      <label>
        E-mail
        <input ref={emailField} name="email" type="email" autoComplete="username" required />
      </label>
      <label>
        Password
        <input name="password" type="password" autoComplete="current-password" required minLength={8} />
      </label>
      {asksCode ? (
        <label>
          Code
          <input name="code" autoComplete="one-time-code" maxLength={40} spellCheck={false} />
        </label>
      ) : null}
      <button type="submit" disabled={pending}>
        {pending ? "Signing in…" : "Sign in"}
      </button>
      {linkOffered ? (
        <button type="button" className={styles.second} disabled={pending} onClick={() => void sendLink()}>
          E-mail me a link instead
        </button>
      ) : null}
      <p className={styles.under}>
        <Link href="/forgotten">Forgotten your password?</Link>
      </p>
    </form>
  );
}
