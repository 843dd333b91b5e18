"use client";

import { useState } from "react";
import styles from "./trace.module.css";

/** A series id with a button that copies it. */
export function CopyCode({ code }: { code: string }) {
  const [words, setWords] = useState("Copy series id");
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(code);
      setWords("Copied");
    } catch {
      // Only https and localhost have a clipboard; the id stands beside the button to be selected.
      setWords("Select it by hand");
    }
  };
  return (
    <>
      <code className={styles.code}>{code}</code>
      <button
        type="button"
        className={styles.link}
        onClick={() => void copy()}
        onBlur={() => setWords("Copy series id")}
      >
        <span aria-live="polite">{words}</span>
      </button>
    </>
  );
}
