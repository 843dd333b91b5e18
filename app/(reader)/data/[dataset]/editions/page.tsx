import type { Metadata } from "next";
import Link from "next/link";
import { orForbidden } from "@/app/_data/or-forbidden";
import { orNotFound } from "@/app/_data/or-not-found";
import { z } from "zod";
import { pageReader } from "@/app/_data/reader";
import { parseView } from "@/app/_data/view-state";
import desk from "@/app/_ui/desk/desk.module.css";
import styles from "@/app/_ui/editions/editions.module.css";
import { ForbiddenNotice } from "@/app/_ui/forbidden-notice";
import { DroppedNotice } from "@/app/_ui/notice";
import { PageHeader } from "@/app/_ui/page-header";
import { asOfHref } from "@/app/_ui/shell/as-of-href";
import { datasetOf } from "@/lib/datasets/registry";
import { formatInstant } from "@/lib/kernel/format";
import type { EditionLine } from "@/lib/store/rows";

export const metadata: Metadata = { title: "Editions" };

const MOST = 500;

function Row({ one, asOf }: { one: EditionLine; asOf: string | null }) {
  return (
    <tr>
      <th scope="row">
        <Link href={asOfHref(`/data/${one.dataset}/editions/${one.label}`, asOf)}>{one.label}</Link>
      </th>
      <td>{formatInstant(one.closedAt)}</td>
      <td className={desk.number}>{one.release}</td>
      <td className={desk.number}>{one.rows?.toLocaleString("en-US") ?? ""}</td>
      <td>
        {one.rows === null ? (
          <span className={desk.muted}>being made</span>
        ) : (
          <a href={`/api/editions/${one.dataset}/${one.label}`} download>
            CSV
          </a>
        )}
      </td>
      <td className={desk.words}>{one.note}</td>
    </tr>
  );
}

function none(delayDays: number, asOf: string | null): string {
  if (asOf) return `No edition was closed by ${asOf}.`;
  return delayDays > 0
    ? `Your reading is held back by ${delayDays} days; no edition was closed that long ago.`
    : "No edition was closed yet. An analyst closes one when publishing.";
}

export default async function EditionsPage({ params, searchParams }: PageProps<"/data/[dataset]/editions">) {
  const { dataset: slug } = await params;
  const { asOf, dropped } = parseView(z.object({}), await searchParams);
  const dataset = await orNotFound(Promise.resolve().then(() => datasetOf(slug)));
  const reader = await pageReader(asOf);
  const editions = await orForbidden(reader.editions({ dataset: slug, limit: MOST }));
  if ("forbidden" in editions) return <ForbiddenNotice sentence={editions.forbidden} />;
  const newest = editions[0];
  return (
    <>
      <PageHeader
        title={
          newest ? `${dataset.title}: ${newest.label} is the newest edition` : `${dataset.title} has no edition yet`
        }
        subtitle="Numbered states of the dataset, frozen as they were; what is published later does not change them"
        asOf={asOf}
      >
        <p className={styles.crumbs}>
          <Link href={asOfHref(`/data/${slug}`, asOf)}>{dataset.title}</Link>
          <Link href={asOfHref(`/calendar?dataset=${slug}`, asOf)}>Release calendar</Link>
        </p>
      </PageHeader>
      <DroppedNotice dropped={dropped} />
      {editions.length === 0 ? (
        <p>{none(reader.delayDays(slug), asOf)}</p>
      ) : (
        <div className={desk.scroll} tabIndex={0} role="region" aria-label="Editions">
          <table className={desk.table}>
            <thead>
              <tr>
                <th scope="col">Edition</th>
                <th scope="col">Closed</th>
                <th scope="col" className={desk.number}>
                  Release
                </th>
                <th scope="col" className={desk.number}>
                  Values
                </th>
                <th scope="col">Download</th>
                <th scope="col">Note</th>
              </tr>
            </thead>
            <tbody>
              {editions.map((one) => (
                <Row key={one.label} one={one} asOf={asOf} />
              ))}
            </tbody>
          </table>
        </div>
      )}
    </>
  );
}
