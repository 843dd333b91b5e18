"use client";

import type { Route } from "next";
import { useSearchParams } from "next/navigation";
import { type ReactNode, useEffect, useId, useRef } from "react";
import styles from "./ask-dialog.module.css";

/**
 * A question that stands in front of its page for as long as the address asks it (`ask`). The server renders it there, so
 * that without script it stands open in the page; `back` is the address without it, to which Escape leads.
 */
export function AskDialog({ title, back, children }: { title: string; back: Route; children: ReactNode }) {
  const dialog = useRef<HTMLDialogElement>(null);
  const asks = useSearchParams().has("ask");
  const id = useId();
  useEffect(() => {
    const box = dialog.current;
    if (!box || !asks || box.matches(":modal")) return;
    box.removeAttribute("open");
    box.showModal();
  }, [asks]);
  // The address follows at once, so that the question can be asked again at once.
  const leave = () => window.history.replaceState(null, "", back);
  return (
    <dialog ref={dialog} open className={styles.dialog} aria-labelledby={id} onClose={leave}>
      <h2 id={id}>{title}</h2>
      {children}
    </dialog>
  );
}
