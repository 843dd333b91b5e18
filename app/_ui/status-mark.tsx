import { type Status, statusWord } from "@/lib/kernel/status";
import styles from "./status-mark.module.css";

const shapes: Record<Status, React.ReactNode> = {
  A: <circle className={styles.full} cx="5" cy="5" r="4" />,
  P: (
    <>
      <circle cx="5" cy="5" r="4" />
      <path className={styles.full} d="M5 1a4 4 0 0 0 0 8z" />
    </>
  ),
  E: <circle cx="5" cy="5" r="4" />,
  F: <path d="M5 1l4.4 8H.6z" />,
  G: <path d="M1 1h8v8H1z" />,
  C: <path d="M5 0l5 5-5 5-5-5z" />,
  W: <path d="M1 1l8 8M9 1l-8 8" />,
};

/** What kind of statement a number is: shape, letter and, for who cannot see them or asks, the word. */
export function StatusMark({ status, word = false }: { status: Status; word?: boolean }) {
  return (
    <span className={styles.mark} title={statusWord[status]}>
      <svg className={styles.shape} viewBox="0 0 10 10" aria-hidden="true">
        {shapes[status]}
      </svg>
      <span aria-hidden="true">{status}</span>
      <span className={word ? undefined : "sr-only"}>{statusWord[status]}</span>
    </span>
  );
}
