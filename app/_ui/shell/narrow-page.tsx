import type { ReactNode } from "react";
import styles from "@/app/login/login.module.css";

/** A page of one small form, as signing in is. */
export function NarrowPage({ title, children }: { title: string; children: ReactNode }) {
  return (
    <main className={styles.page} id="main">
      <div className={styles.box}>
        <p className={styles.mark}>Halfpitch</p>
        <h1>{title}</h1>
        {children}
      </div>
    </main>
  );
}
