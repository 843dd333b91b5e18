import type { Metadata } from "next";
import Link from "next/link";
import { orForbidden } from "@/app/_data/or-forbidden";
import { orNotFound } from "@/app/_data/or-not-found";
import { orUnavailable } from "@/app/_data/or-unavailable";
import { plainParam } from "@/app/_data/plain-param";
import { z } from "zod";
import { pageReader } from "@/app/_data/reader";
import { parseView } from "@/app/_data/view-state";
import desk from "@/app/_ui/desk/desk.module.css";
import { ChangeSetsTable } from "@/app/_ui/editions/change-sets-table";
import styles from "@/app/_ui/editions/editions.module.css";
import { MovesTable } from "@/app/_ui/editions/moves-table";
import { ForbiddenNotice } from "@/app/_ui/forbidden-notice";
import { Message } from "@/app/_ui/message";
import { PageHeader } from "@/app/_ui/page-header";
import { reportFinding, reportSentences } from "@/lib/dashboards/editions/report-words";
import type { EditionReport } from "@/lib/datasets/edition-report";
import { datasetOf } from "@/lib/datasets/registry";
import { formatInstant } from "@/lib/kernel/format";

export async function generateMetadata({ params }: PageProps<"/data/[dataset]/editions/[label]">): Promise<Metadata> {
  const { label } = await params;
  return { title: `Edition ${label}` };
}

function AddedSources({ sources }: { sources: EditionReport["sources"] }) {
  if (sources.count === 0) return null;
  return (
    <section className={desk.section} aria-labelledby="sources-added">
      <h2 id="sources-added">Sources added</h2>
      <ul className={desk.said}>
        {sources.list.map(({ key, title, publisher, url }) => (
          <li key={key}>
            {publisher}:{" "}
            {url ? (
              <a href={url} rel="noopener noreferrer">
                {title}
              </a>
            ) : (
              title
            )}
          </li>
        ))}
      </ul>
      {sources.count > sources.list.length ? (
        <p className={desk.muted}>{sources.count - sources.list.length} further sources are not listed.</p>
      ) : null}
    </section>
  );
}

export default async function EditionPage({ params, searchParams }: PageProps<"/data/[dataset]/editions/[label]">) {
  const { dataset: slug, label } = await params;
  const { asOf, href } = parseView(z.object({}), await searchParams);
  const dataset = await orNotFound(Promise.resolve().then(() => datasetOf(slug)));
  const reader = await pageReader(asOf);
  const asked = reader.edition({ dataset: slug, label: plainParam(label) });
  const edition = await orForbidden(orNotFound(orUnavailable(asked)));
  if ("unavailable" in edition)
    return (
      <Message title={`${dataset.title}: the edition is being made`} inside>
        <p>{edition.unavailable}</p>
      </Message>
    );
  if ("forbidden" in edition) return <ForbiddenNotice sentence={edition.forbidden} />;
  const { report } = edition;
  const { previous } = report;
  return (
    <>
      <PageHeader
        title={`${dataset.title} ${edition.label}: ${reportFinding(report)}`}
        subtitle={`Release ${edition.release}, closed ${formatInstant(edition.closedAt)} by ${edition.closedBy}`}
        asOf={edition.closedAt.slice(0, 10)}
      >
        <p className={styles.crumbs}>
          <Link href={href(`/data/${slug}`)}>{dataset.title}</Link>
          <Link href={href(`/data/${slug}/editions`)}>All editions</Link>
          {previous ? (
            <Link href={href(`/data/${slug}/editions/${previous.label}`)}>Previous: {previous.label}</Link>
          ) : null}
        </p>
      </PageHeader>
      <section className={styles.report} aria-label="Activity report">
        {edition.note ? <p>{edition.note}</p> : null}
        {reportSentences(report, dataset).map((sentence) => (
          <p key={sentence}>{sentence}</p>
        ))}
      </section>
      <div className={styles.download}>
        <a href={`/api/editions/${slug}/${edition.label}`} download>
          Download the edition as CSV
        </a>
        <span className={desk.muted}>{edition.rows.toLocaleString("en-US")} values</span>
        <span className={styles.hash}>
          SHA-256 <code>{edition.sha256}</code>
        </span>
      </div>
      <MovesTable id="relative" title="Largest moves in percent" moves={report.moves.relative} dataset={dataset} />
      <MovesTable id="absolute" title="Largest moves by unit" moves={report.moves.absolute} dataset={dataset} />
      <AddedSources sources={report.sources} />
      <ChangeSetsTable changeSets={report.changeSets} />
    </>
  );
}
