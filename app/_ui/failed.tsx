"use client";

import Link from "next/link";
import { Message } from "./message";
import styles from "./message.module.css";

/** What stands where a page failed. */
export function Failed({ error, retry, inside = false }: { error: unknown; retry: () => void; inside?: boolean }) {
  const digest =
    error instanceof Error && "digest" in error && typeof error.digest === "string" ? error.digest : undefined;
  const actions = (
    <>
      <button type="button" className={styles.button} onClick={() => retry()}>
        Try again
      </button>
      <Link href="/">Home</Link>
    </>
  );
  return (
    <Message title="This page could not be shown" actions={actions} requestId={digest} inside={inside}>
      <p>
        Something went wrong on our side. Nothing was changed or lost. Trying again often helps; if not, write to us
        with the request id.
      </p>
    </Message>
  );
}
