import Link from "next/link";
import type { ReactNode } from "react";
import styles from "./shell.module.css";

/** The frame of pages that nobody has to be signed in for. */
export function PublicFrame({ children }: { children: ReactNode }) {
  return (
    <>
      <a href="#main" className={styles.skip}>
        Skip to content
      </a>
      <header className={`${styles.bar} no-print`}>
        <div className={`${styles.barInner} ${styles.publicBar}`}>
          <Link href="/" className={styles.wordmark} aria-label="Halfpitch, home">
            Halfpitch
          </Link>
          <Link href="/login" className={styles.signIn}>
            Sign in
          </Link>
        </div>
      </header>
      <main id="main" className={styles.main} tabIndex={-1}>
        {children}
      </main>
    </>
  );
}
