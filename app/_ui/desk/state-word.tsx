import styles from "./desk.module.css";

const WORDS: Record<string, { mark: string; word: string; style: "good" | "warn" | "bad" | "muted" }> = {
  running: { mark: "◌", word: "running", style: "muted" },
  published: { mark: "●", word: "published", style: "good" },
  unchanged: { mark: "●", word: "nothing new", style: "muted" },
  held: { mark: "◐", word: "held", style: "warn" },
  failed: { mark: "✕", word: "failed", style: "bad" },
  aborted: { mark: "✕", word: "aborted", style: "bad" },
  accepted: { mark: "●", word: "accepted", style: "good" },
  corrected: { mark: "●", word: "corrected", style: "good" },
  rejected: { mark: "✕", word: "rejected", style: "muted" },
  draft: { mark: "◌", word: "draft", style: "muted" },
  "in review": { mark: "◐", word: "in review", style: "warn" },
  approved: { mark: "●", word: "approved", style: "good" },
  scheduled: { mark: "◷", word: "scheduled", style: "warn" },
  reverted: { mark: "↶", word: "reverted", style: "muted" },
  discarded: { mark: "–", word: "discarded", style: "muted" },
  superseded: { mark: "–", word: "superseded", style: "muted" },
};

/** A state by shape, word and colour. */
export function StateWord({ state }: { state: string }) {
  const { mark, word, style } = WORDS[state] ?? { mark: "–", word: state, style: "muted" };
  return (
    <span className={`${styles.state} ${styles[style] ?? ""}`}>
      <span aria-hidden="true">{mark}</span> {word}
    </span>
  );
}
