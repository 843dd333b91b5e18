import Link from "next/link";
import styles from "@/app/_ui/desk/desk.module.css";
import type { DatasetDefinition } from "@/lib/datasets/define";
import type { Draft } from "@/lib/studio/drafts/draft";
import { draftSize } from "./draft-names";

const PAGES = [
  ["import", "Import"],
  ["events", "Events"],
  ["settings", "Settings"],
] as const;

/** The datasets that a person works on, each with its grid, import, events and settings, and their own draft of it. */
export function DatasetTable(props: { datasets: readonly DatasetDefinition[]; drafts: readonly Draft[] }) {
  const { datasets, drafts } = props;
  return (
    <section className={styles.section} aria-labelledby="datasets">
      <h2 id="datasets">Datasets</h2>
      <div className={styles.scroll} tabIndex={0} role="region" aria-labelledby="datasets">
        <table className={styles.table}>
          <thead>
            <tr>
              <th scope="col">Grid</th>
              {PAGES.map(([page, label]) => (
                <th key={page} scope="col">
                  {label}
                </th>
              ))}
              <th scope="col">As readers see it</th>
              <th scope="col">Your draft</th>
            </tr>
          </thead>
          <tbody>
            {datasets.map(({ slug, title }) => {
              const own = drafts.find((one) => one.dataset === slug && one.state === "draft");
              return (
                <tr key={slug}>
                  <th scope="row">
                    <Link prefetch={false} href={`/studio/${slug}`}>
                      {title}
                    </Link>
                  </th>
                  {PAGES.map(([page, label]) => (
                    <td key={page}>
                      <Link prefetch={false} href={`/studio/${slug}/${page}`} aria-label={`${label} of ${title}`}>
                        {label}
                      </Link>
                    </td>
                  ))}
                  <td>
                    <Link prefetch={false} href={`/data/${slug}`} aria-label={`${title} as readers see it`}>
                      Page
                    </Link>
                  </td>
                  <td>
                    {own ? (
                      <Link prefetch={false} href={`/studio/drafts/${own.id}`}>
                        {draftSize(own)}
                      </Link>
                    ) : null}
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
    </section>
  );
}
