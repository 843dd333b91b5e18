"use client";

import { useActionState } from "react";
import styles from "@/app/login/login.module.css";

/** What came of a first code: recovery codes, or why it was not taken. */
export type Enrolled = { codes: string[] } | { words: string } | null;

/** The secret of a second factor to scan or to type, and the field for its first code; then the recovery codes, once. */
export function EnrolForm(props: {
  action: (before: Enrolled, form: FormData) => Promise<Enrolled>;
  svg: string;
  secret: string;
  after: string;
}) {
  const [done, act, pending] = useActionState(props.action, null);
  if (done && "codes" in done)
    return (
      <div className={styles.form}>
        <p role="status" className={styles.told}>
          Your second factor is on. Keep these recovery codes where your telephone is not: each lets you in once, and
          they are not shown again.
        </p>
        <ul className={styles.codes}>
          {done.codes.map((code) => (
            <li key={code}>
              <code>{code}</code>
            </li>
          ))}
        </ul>
        <a href={props.after}>I have kept them</a>
      </div>
    );
  return (
    <form action={act} className={styles.form}>
      {done ? (
        <p role="alert" className={styles.failed}>
          {done.words}
        </p>
      ) : null}
      <div
        className={styles.qr}
        role="img"
        aria-label="QR code of the secret, which is written below"
        dangerouslySetInnerHTML={{ __html: props.svg }}
      />
      <p className={styles.under}>
        Or type it into the app: <code className={styles.secret}>{props.secret.replace(/(.{4})(?=.)/g, "$1 ")}</code>
      </p>
      <label>
        Code that the app shows
        <input name="code" inputMode="numeric" autoComplete="one-time-code" required maxLength={7} />
      </label>
      <button type="submit" disabled={pending}>
        {pending ? "Checking…" : "Turn on"}
      </button>
    </form>
  );
}
