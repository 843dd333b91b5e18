import Link from "next/link";
import { asOfHref } from "./shell/as-of-href";
import { formatInstant } from "@/lib/kernel/format";
import type { Release } from "@/lib/store/rows";
import styles from "./release-list.module.css";

const AUTHOR = { person: "", connector: "connector ", starter: "" } as const;

/** What was published, newest first: which release, by whom, why and how much. */
export function ReleaseList(props: {
  title: string;
  releases: readonly Release[];
  delayDays?: number;
  named?: (slug: string) => string;
  asOf: string | null;
}) {
  const { title, releases, delayDays = 0, named, asOf } = props;
  return (
    <section className={styles.releases} aria-label={title}>
      <h2>{title}</h2>
      {releases.length === 0 ? (
        <p>
          {delayDays > 0
            ? `Your reading is held back by ${delayDays} days; releases are not listed.`
            : asOf
              ? `Nothing had been published here by ${asOf}. What was known then came with later releases.`
              : "Nothing was published yet."}
        </p>
      ) : (
        <ol>
          {releases.map((one) => (
            <li key={`${one.dataset} ${one.number}`}>
              <span className={styles.when}>{formatInstant(one.publishedAt)}</span>
              <span className={styles.what}>
                {named ? (
                  <Link href={asOfHref(`/data/${one.dataset}`, asOf)}>{named(one.dataset)}</Link>
                ) : (
                  `Release ${one.number}`
                )}
                {named ? `, release ${one.number}` : ""}: {one.appended.toLocaleString("en-US")} rows in{" "}
                {one.series.toLocaleString("en-US")} series
              </span>
              <span className={styles.why}>
                {AUTHOR[one.authorKind]}
                {one.author}: {one.reason}
              </span>
            </li>
          ))}
        </ol>
      )}
    </section>
  );
}
