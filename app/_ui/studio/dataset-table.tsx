import Link from "next/link";
import styles from "@/app/_ui/desk/desk.module.css";
import type { DatasetDefinition } from "@/lib/datasets/define";

/** The datasets that a person works on, each with its grid, import, events and settings. */
export function DatasetTable({ datasets }: { datasets: readonly DatasetDefinition[] }) {
  return (
    <section className={styles.section} aria-labelledby="datasets">
      <h2 id="datasets">Datasets</h2>
      <div className={styles.scroll} tabIndex={0} role="region" aria-labelledby="datasets">
        <table className={styles.table}>
          <thead>
            <tr>
              <th scope="col">Dataset</th>
              <th scope="col">Work on it</th>
            </tr>
          </thead>
          <tbody>
            {datasets.map(({ slug, title }) => (
              <tr key={slug}>
                <th scope="row">
                  <Link href={`/studio/${slug}`}>{title}</Link>
                </th>
                <td>
                  {["import", "events", "settings"].map((page) => (
                    <span key={page}>
                      <Link href={`/studio/${slug}/${page}`}>{page}</Link>{" "}
                    </span>
                  ))}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
