"use client";

import type { Route } from "next";
import { useRouter } from "next/navigation";
import { type ReactNode, useEffect, useId, useRef } from "react";
import styles from "./ask-dialog.module.css";

/**
 * A question that stands in front of its page until it is answered. The server renders it where the address asks it, so
 * that without script it stands open in the page; `back` is the address without it. Escape and closing lead there.
 */
export function AskDialog({ title, back, children }: { title: string; back: Route; children: ReactNode }) {
  const dialog = useRef<HTMLDialogElement>(null);
  const router = useRouter();
  const id = useId();
  useEffect(() => {
    const box = dialog.current;
    if (!box || box.matches(":modal")) return;
    box.removeAttribute("open");
    box.showModal();
  }, []);
  const leave = () => router.replace(back, { scroll: false });
  return (
    <dialog ref={dialog} open className={styles.dialog} aria-labelledby={id} onClose={leave}>
      <h2 id={id}>{title}</h2>
      {children}
    </dialog>
  );
}
