"use client";

import { type ReactNode, useActionState, useEffect, useRef } from "react";
import { usePathname } from "next/navigation";
import { useFormStatus } from "react-dom";
import styles from "./desk.module.css";

/** What an action says when it is done: a sentence, good or bad. */
export type Said = { ok: boolean; words: string; unproven?: boolean; link?: string } | null;

/** A link that is shown this once, to be copied. */
function ShownOnce({ link }: { link: string }) {
  return (
    <label className={styles.field}>
      <span>Link, shown this once</span>
      <input readOnly value={link} onFocus={(event) => event.currentTarget.select()} />
    </label>
  );
}

/** Leads to where the password is asked for again, and from there back. */
function ProveLink() {
  const path = usePathname();
  return <a href={`/prove?back=${encodeURIComponent(path)}`}>Enter your password</a>;
}

function Saying({ said }: { said: Said }) {
  const { pending } = useFormStatus();
  const words = pending ? "Working …" : said?.words;
  if (!words) return null;
  const shown = said?.link && !pending ? <ShownOnce link={said.link} /> : null;
  return (
    <>
      <p
        className={`${styles.said} ${said && !pending ? (said.ok ? styles.good : styles.bad) : styles.muted}`}
        role={said && !said.ok ? "alert" : "status"}
      >
        {words}
        {said?.unproven && !pending ? (
          <>
            {" "}
            <ProveLink />
          </>
        ) : null}
      </p>
      {shown}
    </>
  );
}

/** Puts back into a form what was sent: React empties it whenever its action is done, also where the answer is no. */
function putBack(form: HTMLFormElement, sent: FormData): void {
  for (const field of form.elements) {
    if (field instanceof HTMLInputElement && (field.type === "checkbox" || field.type === "radio"))
      field.checked = sent.getAll(field.name).includes(field.value);
    else if (
      field instanceof HTMLTextAreaElement ||
      field instanceof HTMLSelectElement ||
      (field instanceof HTMLInputElement && field.type !== "hidden" && field.type !== "file")
    ) {
      const value = sent.get(field.name);
      if (typeof value === "string") field.value = value;
    }
  }
}

/** A form whose action answers in words beside it; what was typed stays where the answer is no. Works without script. */
export function ActionForm(props: {
  action: (before: Said, form: FormData) => Promise<Said>;
  children: ReactNode;
  className?: string | undefined;
  label?: string;
}) {
  const [said, act] = useActionState(props.action, null);
  const form = useRef<HTMLFormElement>(null);
  const sent = useRef<FormData>(null);
  useEffect(() => {
    if (said && !said.ok && form.current && sent.current) putBack(form.current, sent.current);
  }, [said]);
  return (
    <form
      ref={form}
      action={act}
      onSubmit={(event) => (sent.current = new FormData(event.currentTarget))}
      className={props.className ?? styles.form}
      aria-label={props.label}
    >
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
