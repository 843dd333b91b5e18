"use client";

import { signIn } from "next-auth/react";
import { type FormEvent, useRef, useState } from "react";
import styles from "@/app/login/login.module.css";
import { UNAVAILABLE } from "./sign-in-error";

/** What the page says before anything was typed. */
export type Opening = "plain" | "wrong" | "unavailable" | "ended";

type State = { kind: "idle" | "pending" } | { kind: "failed" | "told"; words: string };

const WRONG: State = {
  kind: "failed",
  words:
    "That e-mail and password do not match, or there were too many tries. Check them, or wait a quarter of an hour.",
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
const OPENINGS: Record<Opening, State> = { plain: { kind: "idle" }, wrong: WRONG, unavailable: BROKEN, ended: ENDED };

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
  const [state, setState] = useState<State>(OPENINGS[opening]);
  const emailField = useRef<HTMLInputElement>(null);
  const pending = state.kind === "pending";

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    if (pending) return;
    const form = event.currentTarget;
    const given = { email: textOf(form, "email"), password: textOf(form, "password") };
    setState({ kind: "pending" });
    const answer = await signIn("credentials", { ...given, redirect: false }).catch(() => undefined);
    if (answer?.ok && !answer.error) window.location.assign(path);
    else if (!answer) setState(OFFLINE);
    else setState(answer.error === UNAVAILABLE ? BROKEN : WRONG);
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
      <button type="submit" disabled={pending}>
        {pending ? "Signing in…" : "Sign in"}
      </button>
      {linkOffered ? (
        <button type="button" className={styles.second} disabled={pending} onClick={() => void sendLink()}>
          E-mail me a link instead
        </button>
      ) : null}
    </form>
  );
}
