import type { ReactNode } from "react";
import styles from "./message.module.css";

/** A page that is only words: what happened, and what to do. `requestId` is what to quote to us. */
export function Message(props: {
  title: string;
  children: ReactNode;
  actions?: ReactNode;
  requestId?: string | undefined;
  inside?: boolean;
}) {
  const { title, children, actions, requestId, inside = false } = props;
  return (
    <div className={`${styles.message} ${inside ? styles.inside : ""}`}>
      <h1>{title}</h1>
      {children}
      {actions ? <div className={styles.actions}>{actions}</div> : null}
      {requestId ? (
        <p className={styles.id}>
          Request id <code>{requestId}</code>
        </p>
      ) : null}
    </div>
  );
}
