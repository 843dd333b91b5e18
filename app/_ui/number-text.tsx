import styles from "./number-text.module.css";
import { seriesHref, traceKey } from "./trace/trace-href";

export type NumberWords = {
  text: string;
  /** The range around the value, written smaller behind it. */
  range?: string | undefined;
  /** Left out for an actual. */
  status?: { letter: string; word: string } | undefined;
  stale?: string | undefined;
  title?: string | undefined;
};

/** A number as it stands in text and tables, with what kind of statement it is in a word. With `trace` it opens where it came from, without script its series. */
export function NumberText(
  props: NumberWords & { trace?: { series: string; period: string } | undefined; asOf: string | null },
) {
  const { text, range, status, stale, title, trace, asOf } = props;
  const provisional = status?.letter === "P";
  // Before the number, so that the digits of a column stay in line.
  const inner = (
    <>
      {status ? <span className={styles.word}>{status.word} </span> : null}
      <span className={status && !provisional ? styles.view : undefined}>{text}</span>
    </>
  );
  return (
    <>
      {stale ? (
        <span className={styles.stale} title={stale}>
          old<span className="sr-only">, {stale}:</span>
        </span>
      ) : null}
      {trace ? (
        <a className="num" data-trace={traceKey(trace)} href={seriesHref(trace, asOf)} title={title}>
          {inner}
        </a>
      ) : (
        <span className={text === "n/a" ? styles.missing : undefined} title={title}>
          {inner}
        </span>
      )}
      {range ? <span className={styles.range}>{range}</span> : null}
    </>
  );
}
