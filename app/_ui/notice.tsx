import type { ReactNode } from "react";
import type { Dropped } from "@/app/_data/view-state";
import styles from "./notice.module.css";

type Kind = "plain" | "warn" | "danger" | "ok";

/** A remark on the page. Danger is read out at once, everything else when the reader gets to it. */
export function Notice({ kind = "plain", title, children }: { kind?: Kind; title?: string; children?: ReactNode }) {
  return (
    <div className={`${styles.notice} ${styles[kind] ?? ""}`} role={kind === "danger" ? "alert" : undefined}>
      {title ? <p className={styles.title}>{title}</p> : null}
      {typeof children === "string" ? <p>{children}</p> : children}
    </div>
  );
}

const reasons: Record<Dropped["why"], string> = {
  unknown: "this page has no such setting",
  invalid: "this page does not know that value",
  repeated: "it was given more than once; the first counts",
  future: "that day has not come; the latest state is shown",
};

const clipped = (text: string) => (text.length > 60 ? `${text.slice(0, 60)}…` : text);

/** Tells which parts of the link were not used. Nothing where all were. */
export function DroppedNotice({ dropped }: { dropped: readonly Dropped[] }) {
  if (dropped.length === 0) return null;
  return (
    <Notice kind="warn" title="A part of this link was not used">
      <ul>
        {dropped.slice(0, 8).map(({ name, value, why }) => (
          <li key={`${name} ${why}`}>
            <code>{`${clipped(name)}=${clipped(value)}`}</code>: {reasons[why]}
          </li>
        ))}
      </ul>
    </Notice>
  );
}
