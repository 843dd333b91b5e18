import type { Metadata } from "next";
import Link from "next/link";
import { pageReader } from "@/app/_data/reader";
import { parseView } from "@/app/_data/view-state";
import styles from "@/app/_ui/dataset-list.module.css";
import { DroppedNotice } from "@/app/_ui/notice";
import { PageHeader } from "@/app/_ui/page-header";
import { datasets } from "@/lib/datasets/registry";
import { z } from "zod";

export const metadata: Metadata = { title: "Data" };

export default async function DataPage({ searchParams }: PageProps<"/data">) {
  const { asOf, dropped } = parseView(z.object({}), await searchParams);
  const reader = await pageReader(asOf);
  const freshness = new Map((await reader.freshness()).map((one) => [one.dataset, one]));
  const query = asOf ? `?asOf=${asOf}` : "";
  return (
    <>
      <PageHeader
        title={`${datasets().length} datasets`}
        subtitle="Each with table, chart, revisions, sources, methodology and CSV"
        asOf={asOf}
      />
      <DroppedNotice dropped={dropped} />
      <ul className={styles.list}>
        {datasets().map((dataset) => {
          const fresh = freshness.get(dataset.slug);
          return (
            <li key={dataset.slug}>
              <h2>
                <Link href={`/data/${dataset.slug}${query}`}>{dataset.title}</Link>
              </h2>
              <p>{dataset.description}</p>
              <p className={styles.facts}>
                {fresh
                  ? `${fresh.series.toLocaleString("en-US")} series, ${fresh.observations.toLocaleString("en-US")} observations, newest known ${fresh.newestKnownAt?.slice(0, 10) ?? "never"}`
                  : "not part of your subscription"}
              </p>
            </li>
          );
        })}
      </ul>
    </>
  );
}
