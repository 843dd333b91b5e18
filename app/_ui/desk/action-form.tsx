"use client";

import { type ReactNode, useActionState } from "react";
import { useFormStatus } from "react-dom";
import styles from "./desk.module.css";

/** What an action says when it is done: a sentence, good or bad. */
export type Said = { ok: boolean; words: string } | null;

function Saying({ said }: { said: Said }) {
  const { pending } = useFormStatus();
  const words = pending ? "Working …" : said?.words;
  if (!words) return null;
  return (
    <p
      className={`${styles.said} ${said && !pending ? (said.ok ? styles.good : styles.bad) : styles.muted}`}
      role={said && !said.ok ? "alert" : "status"}
    >
      {words}
    </p>
  );
}

/** A form whose action answers in words beside it; what was typed stays where the answer is no. Works without script. */
export function ActionForm(props: {
  action: (before: Said, form: FormData) => Promise<Said>;
  children: ReactNode;
  className?: string | undefined;
  label?: string;
}) {
  const [said, act] = useActionState(props.action, null);
  return (
    <form action={act} className={props.className ?? styles.form} aria-label={props.label}>
      {props.children}
      <Saying said={said} />
    </form>
  );
}

/** A button of such a form that waits while it works. */
export function ActionButton(props: { name?: string; value?: string; primary?: boolean; children: ReactNode }) {
  const { pending } = useFormStatus();
  return (
    <button
      type="submit"
      name={props.name}
      value={props.value}
      disabled={pending}
      className={props.primary ? styles.primary : undefined}
    >
      {props.children}
    </button>
  );
}
