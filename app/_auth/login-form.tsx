"use client";

import { signIn } from "next-auth/react";
import { type FormEvent, useState } from "react";
import styles from "@/app/login/login.module.css";

const WRONG =
  "That e-mail and password do not match, or there were too many tries. Check them, or wait a quarter of an hour.";
const OFFLINE = "The server could not be reached. What you typed is still here; try again.";
const SENT = "If there is an account for that address, a link is on its way. It is good for 15 minutes.";

type State = { kind: "idle" | "pending" } | { kind: "failed" | "told"; words: string };

async function askForLink(email: string): Promise<State> {
  const body = JSON.stringify({ email });
  const answer = await fetch("/api/sign-in-link", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body,
  });
  return answer.ok ? { kind: "told", words: SENT } : { kind: "failed", words: OFFLINE };
}

/** E-mail and password, and a link by e-mail where the installation can send one. */
export function LoginForm({ path, failed, linkOffered }: { path: string; failed: boolean; linkOffered: boolean }) {
  const [state, setState] = useState<State>(failed ? { kind: "failed", words: WRONG } : { kind: "idle" });
  const [email, setEmail] = useState("");
  const [password, setPassword] = useState("");
  const pending = state.kind === "pending";

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    setState({ kind: "pending" });
    const answer = await signIn("credentials", { email, password, redirect: false }).catch(() => undefined);
    if (answer?.ok && !answer.error) window.location.assign(path);
    else setState({ kind: "failed", words: answer ? WRONG : OFFLINE });
  }

  return (
    <form method="post" onSubmit={(event) => void submit(event)} className={styles.form} aria-busy={pending}>
      {"words" in state ? (
        <p
          role={state.kind === "failed" ? "alert" : "status"}
          className={state.kind === "failed" ? styles.failed : styles.told}
        >
          {state.words}
        </p>
      ) : null}
      <label>
        E-mail
        <input
          name="email"
          type="email"
          autoComplete="username"
          required
          value={email}
          onChange={(event) => setEmail(event.target.value)}
        />
      </label>
      <label>
        Password
        <input
          name="password"
          type="password"
          autoComplete="current-password"
          required
          minLength={8}
          value={password}
          onChange={(event) => setPassword(event.target.value)}
        />
      </label>
      <button type="submit" disabled={pending}>
        {pending ? "Signing in…" : "Sign in"}
      </button>
      {linkOffered ? (
        <button
          type="button"
          className={styles.second}
          disabled={pending || !email.includes("@")}
          onClick={() => void askForLink(email).then(setState, () => setState({ kind: "failed", words: OFFLINE }))}
        >
          E-mail me a link instead
        </button>
      ) : null}
    </form>
  );
}
