import Link from "next/link";
import { now } from "@/lib/kernel/clock";
import { formatDay } from "@/lib/kernel/format";
import { gradeWord } from "@/lib/provenance/grade";
import type { Source } from "@/lib/store/rows";
import styles from "./source.module.css";

const OPEN_UP_TO = 12;

function Sources({ sources }: { sources: readonly Source[] }) {
  const sorted = sources.toSorted(
    (a, b) => a.publisher.localeCompare(b.publisher, "en") || (b.published ?? "").localeCompare(a.published ?? ""),
  );
  return (
    <ul className={styles.list}>
      {sorted.map(({ key, title, publisher, url, published, licence, grade, gradeWhy }) => (
        <li key={key}>
          {publisher}:{" "}
          {url ? (
            <a href={url} rel="noopener noreferrer">
              {title}
            </a>
          ) : (
            <>{title} (address not kept)</>
          )}
          {published ? `, ${published}` : ", date not known"}; <span title={gradeWhy}>{gradeWord[grade]}</span>
          {licence ? <span className={styles.licence}>; {licence}</span> : null}
        </li>
      ))}
    </ul>
  );
}

/** The foot of a page: every source of what it shows, as of when it stands, and how the numbers are made. */
export function SourceFooter({
  sources,
  methodologyHref,
  asOf,
}: {
  sources: readonly Source[];
  methodologyHref?: string;
  asOf: string | null;
}) {
  const unique = [...new Map(sources.map((one) => [one.key, one])).values()];
  return (
    <footer className={styles.footer} id="sources">
      <h2 className={styles.heading}>Sources</h2>
      {unique.length > OPEN_UP_TO ? (
        <details>
          <summary>{unique.length} sources</summary>
          <Sources sources={unique} />
        </details>
      ) : (
        <Sources sources={unique} />
      )}
      {unique.length === 0 ? <p>Nothing on this page rests on a source.</p> : null}
      <p>
        As of {asOf ?? formatDay(now())}, USD nominal. Click a number to see where it came from.
        {methodologyHref ? (
          <>
            {" "}
            <Link href={methodologyHref}>Methodology</Link>
          </>
        ) : null}
      </p>
    </footer>
  );
}
