import type { Metadata } from "next";
import Link from "next/link";
import { orForbidden } from "@/app/_data/or-forbidden";
import { orNotFound } from "@/app/_data/or-not-found";
import { pageReader } from "@/app/_data/reader";
import desk from "@/app/_ui/desk/desk.module.css";
import styles from "@/app/_ui/editions/editions.module.css";
import { ForbiddenNotice } from "@/app/_ui/forbidden-notice";
import { PageHeader } from "@/app/_ui/page-header";
import { datasetOf } from "@/lib/datasets/registry";
import { formatInstant } from "@/lib/kernel/format";
import type { EditionLine } from "@/lib/store/rows";

export const metadata: Metadata = { title: "Editions" };

const MOST = 500;

function Row({ one }: { one: EditionLine }) {
  return (
    <tr>
      <th scope="row">
        <Link href={`/data/${one.dataset}/editions/${one.label}`}>{one.label}</Link>
      </th>
      <td>{formatInstant(one.closedAt)}</td>
      <td className={desk.number}>{one.release}</td>
      <td className={desk.number}>{one.rows.toLocaleString("en-US")}</td>
      <td>
        <a href={`/api/editions/${one.dataset}/${one.label}`} download>
          CSV
        </a>
      </td>
      <td className={desk.words}>{one.note}</td>
    </tr>
  );
}

function none(delayDays: number): string {
  return delayDays > 0
    ? `Your reading is held back by ${delayDays} days; no edition was closed that long ago.`
    : "No edition was closed yet. An analyst closes one when publishing.";
}

export default async function EditionsPage({ params }: PageProps<"/data/[dataset]/editions">) {
  const { dataset: slug } = await params;
  const dataset = await orNotFound(Promise.resolve().then(() => datasetOf(slug)));
  const reader = await pageReader(null);
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
        asOf={null}
      >
        <p className={styles.crumbs}>
          <Link href={`/data/${slug}`}>{dataset.title}</Link>
          <Link href={`/calendar?dataset=${slug}`}>Release calendar</Link>
        </p>
      </PageHeader>
      {editions.length === 0 ? (
        <p>{none(reader.delayDays(slug))}</p>
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
                <Row key={one.label} one={one} />
              ))}
            </tbody>
          </table>
        </div>
      )}
    </>
  );
}
