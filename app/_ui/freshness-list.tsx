import Link from "next/link";
import type { DatasetAge } from "@/lib/dashboards/home/load";
import styles from "./freshness-list.module.css";

const MARK = { fresh: "●", ageing: "◐", stale: "○", empty: "–" } as const;

/** How new each dataset is: its newest knowledge, how many days ago that was, and what that means for it. */
export function FreshnessList({ datasets, asOf }: { datasets: readonly DatasetAge[]; asOf: string | null }) {
  const query = asOf ? `?asOf=${asOf}` : "";
  return (
    <section aria-labelledby="freshness-title" className={styles.freshness}>
      <h2 id="freshness-title">How fresh each dataset is</h2>
      <div className={styles.scroll} tabIndex={0} role="region" aria-labelledby="freshness-title">
        <table>
          <thead>
            <tr>
              <th scope="col">Dataset</th>
              <th scope="col">State</th>
              <th scope="col">Newest known</th>
              <th scope="col" className={styles.number}>
                Age, days
              </th>
              <th scope="col" className={styles.number}>
                Series
              </th>
              <th scope="col" className={styles.number}>
                Observations
              </th>
              <th scope="col" className={styles.number}>
                Release
              </th>
            </tr>
          </thead>
          <tbody>
            {datasets.map((one) => (
              <tr key={one.dataset}>
                <th scope="row">
                  <Link href={`/data/${one.dataset}${query}`}>{one.title}</Link>
                </th>
                <td>
                  <span aria-hidden="true">{MARK[one.word]}</span> {one.word}
                </td>
                <td>{one.newestKnownAt?.slice(0, 10) ?? "nothing yet"}</td>
                <td className={styles.number}>{one.ageDays ?? "n/a"}</td>
                <td className={styles.number}>{one.series.toLocaleString("en-US")}</td>
                <td className={styles.number}>{one.observations.toLocaleString("en-US")}</td>
                <td className={styles.number}>{one.release}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
